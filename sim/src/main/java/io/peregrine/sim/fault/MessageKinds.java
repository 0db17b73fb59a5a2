package io.peregrine.sim.fault;

import io.peregrine.sim.venue.SimulatedVenue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kinds of messages that a script may name; how a venue's look is the venue's to say, see {@link SimulatedVenue#messageKinds}.
 *
 * <p><b>Threading:</b> stateless.
 */
public final class MessageKinds {
    /** The names: of the books, trades, best prices; all three; signs of life; of our orders. */
    public static final List<String> NAMES = List.of("book", "trade", "ticker", "data", "heartbeat", "ack", "fill", "answer");

    private static final String DATA = "data";

    private MessageKinds() {
    }

    /**
     * Checks what a script names.
     *
     * @throws IllegalArgumentException where it is neither one of {@link #NAMES} nor an expression between slashes
     */
    static void check(final String kind) {
        pattern(Map.of(), kind);
    }

    /**
     * The expression that finds a kind of message.
     *
     * @param kinds the venue's
     * @param kind  one of {@link #NAMES}, or an expression between slashes
     * @return null where a venue has no such kind
     * @throws IllegalArgumentException where it is neither
     */
    static Pattern pattern(final Map<String, String> kinds, final String kind) {
        if (kind.length() > 1 && kind.startsWith("/") && kind.endsWith("/")) {
            return Pattern.compile(kind.substring(1, kind.length() - 1));
        }
        if (!NAMES.contains(kind)) {
            throw new IllegalArgumentException("message: unknown kind '" + kind + "'; known: " + String.join(", ", NAMES)
                    + ", or an expression between slashes");
        }
        final String expression = kind.equals(DATA)
                ? Stream.of("book", "trade", "ticker").map(kinds::get).filter(Objects::nonNull).collect(Collectors.joining("|"))
                : kinds.getOrDefault(kind, "");
        return expression.isEmpty() ? null : Pattern.compile(expression);
    }
}
