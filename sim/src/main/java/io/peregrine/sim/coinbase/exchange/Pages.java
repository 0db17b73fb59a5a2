package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.RestCall;
import io.peregrine.sim.server.RestReply;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Pages of a list, newest first, by a number that grows with time: {@code before} asks for what is newer, {@code after} for what is older.
 * The headers say where the page begins and ends.
 *
 * <p><b>Threading:</b> stateless. Source: A7 of the protocol document.
 */
final class Pages {
    private static final int LIMIT_MAX = 1_000;

    private Pages() {
    }

    /**
     * The page that a request asks for.
     *
     * @param items  the whole list, in any order
     * @param cursor an item's number
     * @param writer an item's JSON
     */
    static <T> RestReply page(final RestCall call, final List<T> items, final ToLongFunction<T> cursor,
            final Function<T, ? extends JsonNode> writer) {
        final long after = call.number("after", Long.MAX_VALUE);
        final long before = call.number("before", Long.MIN_VALUE);
        final long limit = Math.max(1, Math.min(LIMIT_MAX, call.number("limit", LIMIT_MAX)));
        final List<T> page = items.stream().filter(item -> cursor.applyAsLong(item) < after && cursor.applyAsLong(item) > before)
                .sorted(Comparator.comparingLong(cursor).reversed()).limit(limit).toList();
        final ArrayNode json = Json.array();
        page.forEach(item -> json.add(writer.apply(item)));
        final RestReply reply = Replies.ok(json);
        return page.isEmpty() ? reply
                : reply.with("CB-BEFORE", String.valueOf(cursor.applyAsLong(page.getFirst())))
                        .with("CB-AFTER", String.valueOf(cursor.applyAsLong(page.getLast())));
    }
}
