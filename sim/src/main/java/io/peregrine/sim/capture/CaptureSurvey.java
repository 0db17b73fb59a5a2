package io.peregrine.sim.capture;

import io.peregrine.sim.matching.Market;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the beginning of a capture shows of its instruments: which have a book, and their steps.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Errors:</b> what is no capture of the venue is refused by the file's name.
 */
final class CaptureSurvey {
    /** How far a capture is read for its instruments. */
    static final int LINES_MAX = 10_000;

    private final Path file;
    private final MessageReader messages;
    private final Map<String, RecordedMarket> found = new LinkedHashMap<>();
    private final List<RecordedMessage.Snapshot> nameless = new ArrayList<>();
    private String damage;
    private long lines;

    private CaptureSurvey(final Path file, final MessageReader messages) {
        this.file = file;
        this.messages = messages;
    }

    /**
     * Reads the beginning of a capture.
     *
     * @throws IllegalArgumentException where it has no book of the venue, or one that may be of several instruments
     */
    static CaptureSurvey of(final Path file, final MessageReader messages) throws IOException {
        final CaptureSurvey survey = new CaptureSurvey(file, messages);
        try (LineReader reader = new LineReader(file, messages)) {
            for (LineParser.Line line = reader.next(); line != null; line = reader.lines() < LINES_MAX ? reader.next() : null) {
                line.messages().forEach(survey::add);
            }
            survey.lines = reader.lines();
            survey.damage = reader.damaged() == 0 ? "" : "; " + reader.firstDamage();
        }
        survey.giveNames();
        survey.found.values().removeIf(market -> !market.hasBook());
        if (survey.found.isEmpty()) {
            throw survey.refusal("no depth snapshot");
        }
        return survey;
    }

    /** The markets that have a book, by the venue's names; {@code known} have given steps and limits. */
    Map<String, Market> markets(final List<Market> known) {
        final Map<String, Market> markets = new LinkedHashMap<>();
        found.forEach((symbol, recorded) -> markets.put(symbol, recorded.market(messages.assets(symbol), known)));
        return markets;
    }

    /** Places of a price by the common names of the pairs. */
    Map<String, Integer> priceDecimals() {
        final Map<String, Integer> places = new HashMap<>();
        found.forEach((symbol, recorded) -> {
            final MessageReader.Assets assets = messages.assets(symbol);
            places.put(assets.base() + '/' + assets.quote(), Math.max(messages.priceDecimals(symbol), recorded.priceDecimals()));
        });
        return places;
    }

    private void add(final RecordedMessage message) {
        if (message instanceof RecordedMessage.Snapshot snapshot && snapshot.symbol().isEmpty()) {
            nameless.add(snapshot);
        } else if (!(message instanceof RecordedMessage.Loss)) {
            found.computeIfAbsent(message.symbol(), RecordedMarket::new).add(message);
        }
    }

    /** Finds whose the snapshots are that do not say it. */
    private void giveNames() {
        if (nameless.isEmpty()) {
            return;
        }
        if (found.isEmpty()) {
            throw refusal("no depth update");
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("capture: " + file + " has more than one instrument, and snapshots that do not say whose"
                    + " they are: " + String.join(", ", found.keySet()));
        }
        nameless.forEach(found.values().iterator().next()::add);
    }

    private IllegalArgumentException refusal(final String what) {
        return new IllegalArgumentException("capture: " + file + " is not a " + messages.source() + " capture: " + what + " in its first "
                + lines + " lines" + damage);
    }
}
