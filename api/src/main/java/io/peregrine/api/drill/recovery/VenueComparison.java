package io.peregrine.api.drill.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.drill.engine.DrillConfig.Target;
import io.peregrine.api.drill.recovery.JournalAccount.EngineFill;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.VenueProvider;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One venue's truth against the journal: every order and every fill since the first run, by id, and what they come to.
 *
 * <p><b>Threading:</b> confined to the main thread.
 */
final class VenueComparison {
    private final Instruments instruments;
    private final Target target;
    private final VenueProvider provider;
    private final JournalAccount journal;
    private final RunResult result;
    private final Map<String, Long> positions = new HashMap<>();

    VenueComparison(final Instruments instruments, final Target target, final JournalAccount journal, final RunResult result) {
        this.instruments = instruments;
        this.target = target;
        provider = VenueProvider.installed().stream().filter(one -> one.provides(Venue.byKey(target.key()))).findFirst().orElseThrow();
        this.journal = journal;
        this.result = result;
    }

    /**
     * Compares.
     *
     * @param account         the venue's, with all orders
     * @param enginePositions of the engine by symbol, bought less sold, as its REST tells them
     */
    void compare(final JsonNode account, final Map<String, BigDecimal> enginePositions) {
        orders(account.path("history"));
        if (!account.path("openOrders").isEmpty()) {
            result.breach("orders left open at " + target.key(), account.path("openOrders").size(), RunResult.Kind.OPEN_ORDERS);
        }
        fills(account.path("fills"));
        for (final Instrument instrument : ours()) {
            final BigDecimal venue =
                    BigDecimal.valueOf(positions.getOrDefault(instrument.venueSymbol(), 0L), instrument.quantityDecimals());
            final BigDecimal engine = enginePositions.getOrDefault(instrument.symbol(), BigDecimal.ZERO);
            if (venue.compareTo(engine) != 0) {
                result.breach(target.key() + ' ' + instrument.symbol() + ": position at the venue " + venue.toPlainString()
                        + ", engine " + engine.toPlainString(), 1, RunResult.Kind.POSITIONS);
            }
        }
    }

    private List<Instrument> ours() {
        return instruments.of(Venue.byKey(target.key()));
    }

    private void orders(final JsonNode orders) {
        final Set<Long> seen = new HashSet<>();
        for (final JsonNode order : orders) {
            result.venueOrders++;
            final long id = clientOrderId(order.path("clientOrderId").asText());
            if (!journal.orders().contains(id)) {
                result.breach("order at the venue unknown to the engine: " + order, 1, RunResult.Kind.UNKNOWN_ORDERS);
            } else if (!seen.add(id)) {
                result.breach("order twice at the venue: " + order, 1, RunResult.Kind.DUPLICATE_ORDERS);
            } else {
                final Instrument instrument = instrument(order);
                final long executed = mantissa(order.path("executed"), instrument.quantityDecimals());
                if (executed != journal.filled(id)) {
                    result.breach("filled of " + order + ": engine " + journal.filled(id), 1, RunResult.Kind.LOST_FILLS);
                }
            }
        }
    }

    /** Execution ids are unique in the journal; against the venue each order's fills are compared by side, price and quantity. */
    private void fills(final JsonNode fills) {
        final Map<String, Integer> ours = new HashMap<>();
        final Set<String> identities = new HashSet<>();
        for (final EngineFill fill : journal.fills()) {
            if (instruments.get(fill.instrumentId()).venue().key().equals(target.key())) {
                ours.merge(key(fill.clientOrderId(), fill.buy(), fill.price(), fill.quantity()), 1, Integer::sum);
                if (!identities.add(fill.identity())) {
                    result.breach("fill twice in the journal: " + fill, 1, RunResult.Kind.DOUBLED_FILLS);
                }
            }
        }
        for (final JsonNode fill : fills) {
            result.venueFills++;
            final Instrument instrument = instrument(fill);
            final boolean buy = "BUY".equals(fill.path("side").asText());
            final long quantity = mantissa(fill.path("quantity"), instrument.quantityDecimals());
            positions.merge(instrument.venueSymbol(), buy ? quantity : -quantity, Long::sum);
            final String key = key(clientOrderId(fill.path("clientOrderId").asText()), buy,
                    mantissa(fill.path("price"), instrument.priceDecimals()), quantity);
            if (ours.merge(key, -1, Integer::sum) < 0) {
                result.breach("fill at the venue that the journal has not: " + fill, 1, RunResult.Kind.LOST_FILLS);
            }
        }
        ours.forEach((key, count) -> {
            if (count > 0) {
                result.breach("fill in the journal that the venue has not: " + key, count, RunResult.Kind.DOUBLED_FILLS);
            }
        });
    }

    private Instrument instrument(final JsonNode node) {
        return instruments.byVenueSymbol(Venue.byKey(target.key()), node.path("symbol").asText());
    }

    private static String key(final long clientOrderId, final boolean buy, final long price, final long quantity) {
        return clientOrderId + (buy ? " BUY " : " SELL ") + quantity + " @ " + price;
    }

    private static long mantissa(final JsonNode decimal, final int decimals) {
        return new BigDecimal(decimal.asText()).movePointRight(decimals).longValueExact();
    }

    private long clientOrderId(final String text) {
        return provider.clientOrderId(text);
    }
}
