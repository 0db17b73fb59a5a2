package io.peregrine.sim.fault;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How to tell a venue's messages apart by their text.
 *
 * <p><b>Threading:</b> immutable.
 */
public final class MessageKinds {
    /** The names that a script may use: of the books, trades, best prices; all three; signs of life; of our orders. */
    public static final List<String> NAMES = List.of("book", "trade", "ticker", "data", "heartbeat", "ack", "fill", "answer");

    private static final Map<String, Map<String, Pattern>> BY_VENUE = new HashMap<>();

    static {
        define("binance", Map.of(
                "book", "\"e\":\"depthUpdate\"|^\\{\"lastUpdateId\"|@depth(5|10|20)[^\"]*\",\"data\"",
                "trade", "\"e\":\"(trade|aggTrade)\"",
                "ticker", "\"e\":\"24hr|@bookTicker\"|^\\{\"u\":\\d+,\"s\":",
                "ack", "\"e\":\"executionReport\".*\"x\":\"(NEW|REPLACED)\"",
                "fill", "\"e\":\"executionReport\".*\"x\":\"TRADE\"",
                "answer", "\"id\":.*\"status\":200"));
        define("coinbase", Map.of(
                "book", "\"type\":\"(l2update|snapshot|open|done|change)\"",
                "trade", "\"type\":\"(match|last_match)\"",
                "ticker", "\"type\":\"ticker\"",
                "heartbeat", "\"type\":\"heartbeat\"",
                "ack", "(?=.*\"type\":\"(received|open|activate)\").*\"(user_id|profile_id)\"",
                "fill", "(?=.*\"type\":\"match\").*\"(user_id|taker_user_id|maker_user_id|profile_id)\""));
        define("coinbase-advanced", Map.of(
                "book", "\"channel\":\"l2_data\"",
                "trade", "\"channel\":\"market_trades\"",
                "ticker", "\"channel\":\"ticker",
                "heartbeat", "\"channel\":\"heartbeats\"",
                "ack", "(?=.*\"channel\":\"user\").*\"status\":\"(PENDING|OPEN)\"",
                "fill", "(?=.*\"channel\":\"user\").*\"cumulative_quantity\":\"[^\"]*[1-9]"));
        define("kraken", Map.of(
                "book", "\"channel\":\"book\"",
                "trade", "\"channel\":\"trade\"",
                "ticker", "\"channel\":\"ticker\"",
                "heartbeat", "\"channel\":\"heartbeat\"",
                "ack", "(?=.*\"channel\":\"executions\").*\"exec_type\":\"(pending_new|new)\"",
                "fill", "(?=.*\"channel\":\"executions\").*\"exec_type\":\"(trade|filled)\"",
                "answer", "(?=.*\"method\":\"(add|amend|edit|cancel)_order\").*\"success\":true"));
    }

    private MessageKinds() {
    }

    /**
     * The expression that finds a kind of message.
     *
     * @param venue name of the venue
     * @param kind  one of {@link #NAMES}, or an expression between slashes
     * @return null where a venue has no such kind
     * @throws IllegalArgumentException where it is neither
     */
    static Pattern pattern(final String venue, final String kind) {
        if (kind.length() > 1 && kind.startsWith("/") && kind.endsWith("/")) {
            return Pattern.compile(kind.substring(1, kind.length() - 1));
        }
        if (!NAMES.contains(kind)) {
            throw new IllegalArgumentException("message: unknown kind '" + kind + "'; known: " + String.join(", ", NAMES)
                    + ", or an expression between slashes");
        }
        return BY_VENUE.getOrDefault(venue, Map.of()).get(kind);
    }

    private static void define(final String venue, final Map<String, String> expressions) {
        final Map<String, Pattern> kinds = new HashMap<>();
        expressions.forEach((kind, expression) -> kinds.put(kind, Pattern.compile(expression)));
        kinds.put("data", Pattern.compile(expressions.get("book") + '|' + expressions.get("trade") + '|' + expressions.get("ticker")));
        BY_VENUE.put(venue, kinds);
    }
}
