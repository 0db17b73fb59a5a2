package io.peregrine.api.drill.killswitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.drill.engine.DrillConfig.Target;
import io.peregrine.api.drill.engine.DrillRig;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The positions after everything was to be closed: at the venues by all fills that they ever told of, in the log of cancels, and in the
 * engine.
 *
 * <p><b>Threading:</b> the main thread.
 */
final class FlattenCheck {
    private static final long AGREE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_MS = 100;
    /** No instrument of the venues has a larger lot. */
    private static final BigDecimal LOT_MAX = new BigDecimal("0.0001");

    private final DrillRig rig;

    /** What the venue's fills come to: bought less sold, and fees in the base asset. */
    private record AtVenue(BigDecimal position, BigDecimal baseFees) {
        private static final AtVenue NONE = new AtVenue(BigDecimal.ZERO, BigDecimal.ZERO);

        AtVenue and(final BigDecimal bought, final BigDecimal fee) {
            return new AtVenue(position.add(bought), baseFees.add(fee));
        }
    }

    FlattenCheck(final DrillRig rig) {
        this.rig = rig;
    }

    /**
     * What the log says is left is left at the venue, and that is less than a lot and the fees in the base asset; unless the log says why
     * it is not certain.
     */
    void check(final KillRun result, final JsonNode line) throws IOException, InterruptedException {
        result.positions = new ArrayList<>();
        final Map<String, AtVenue> atVenues = atVenues();
        for (final JsonNode venue : line.path("venues")) {
            for (final JsonNode told : venue.path("positions")) {
                final String key = key(venue.path("venue").asText(), told.path("symbol").asText());
                final AtVenue atVenue = atVenues.getOrDefault(key, AtVenue.NONE);
                atVenues.remove(key);
                result.positions.add(json(key, told, atVenue));
                final boolean certain = told.path("text").isNull()
                        && (told.path("state").asText().equals("ENDED") || told.path("state").asText().equals("DUST"));
                if (certain) {
                    left(result, key, new BigDecimal(told.path("left").asText()), atVenue);
                } else if (result.blow.leavesTheEngineAlive() && result.fault.equals("none")) {
                    result.breach(key + " was not closed, though nothing went wrong: " + told);
                }
            }
        }
        atVenues.forEach((key, atVenue) -> left(result, key, BigDecimal.ZERO, atVenue));
    }

    private static void left(final KillRun result, final String key, final BigDecimal told, final AtVenue atVenue) {
        if (atVenue.position().compareTo(told) != 0) {
            result.breach(key + ": left by the log " + told.toPlainString() + ", at the venue " + atVenue.position().toPlainString());
        }
        if (atVenue.position().compareTo(LOT_MAX.negate()) <= 0
                || atVenue.position().compareTo(atVenue.baseFees().add(LOT_MAX)) >= 0) {
            result.breach(key + ": a position of " + atVenue.position().toPlainString() + " is left, fees in the base asset "
                    + atVenue.baseFees().toPlainString());
        }
    }

    /** The engine knows of every fill, of those, too, by which its positions were closed beside it. */
    void awaitAgreement(final KillRun result) throws IOException, InterruptedException {
        final long startNs = System.nanoTime();
        String difference = difference();
        while (!difference.isEmpty() && System.nanoTime() - startNs < AGREE_NS) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            difference = difference();
        }
        if (!difference.isEmpty()) {
            result.breach("positions of the engine after the reset: " + difference);
        }
    }

    private String difference() throws IOException, InterruptedException {
        final Map<String, BigDecimal> engine = new HashMap<>();
        for (final JsonNode position : rig.client().get("/positions").path("positions")) {
            engine.merge(key(position.path("venue").asText(), position.path("symbol").asText()),
                    new BigDecimal(position.path("quantity").asText()), BigDecimal::add);
        }
        final StringBuilder difference = new StringBuilder();
        atVenues().forEach((key, atVenue) -> {
            final BigDecimal known = engine.getOrDefault(key, BigDecimal.ZERO);
            if (known.compareTo(atVenue.position()) != 0) {
                difference.append(key).append(' ').append(known.toPlainString()).append(", at the venue ")
                        .append(atVenue.position().toPlainString()).append("; ");
            }
        });
        return difference.toString();
    }

    private Map<String, AtVenue> atVenues() throws IOException, InterruptedException {
        final Map<String, AtVenue> all = new TreeMap<>();
        for (int i = 0; i < rig.targets().size(); i++) {
            final Target target = rig.targets().get(i);
            final Map<String, String> bySymbol = new HashMap<>();
            target.symbols().forEach(symbol -> bySymbol.put(letters(symbol), symbol));
            for (final JsonNode fill : rig.venues().account(i, "").path("fills")) {
                final String symbol = bySymbol.get(letters(fill.path("symbol").asText()));
                final BigDecimal quantity = new BigDecimal(fill.path("quantity").asText());
                final boolean base = symbol.startsWith(fill.path("commissionAsset").asText() + '/');
                all.merge(key(target.key(), symbol), AtVenue.NONE.and(
                        fill.path("side").asText().equals("BUY") ? quantity : quantity.negate(),
                        base ? new BigDecimal(fill.path("commission").asText()) : BigDecimal.ZERO),
                        (one, other) -> one.and(other.position(), other.baseFees()));
            }
        }
        return all;
    }

    private static Map<String, Object> json(final String key, final JsonNode told, final AtVenue atVenue) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("instrument", key);
        for (final String field : List.of("state", "position", "filled", "left", "text")) {
            json.put(field, told.path(field).isNull() ? null : told.path(field).asText());
        }
        json.put("atVenue", atVenue.position().toPlainString());
        return json;
    }

    private static String key(final String venue, final String symbol) {
        return venue + ':' + symbol;
    }

    private static String letters(final String symbol) {
        return symbol.replaceAll("[^A-Z]", "");
    }
}
