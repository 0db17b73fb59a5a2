package io.peregrine.sim.coinbase.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.coinbase.LevelBook;
import io.peregrine.sim.exchange.Listing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A book order by order, kept by the rules of A5 of the protocol document. */
final class OrderBook {
    private final Map<String, Entry> orders = new LinkedHashMap<>();
    private long sequence;

    /** Starts from {@code book?level=3}. */
    OrderBook(final JsonNode snapshot) {
        sequence = snapshot.path("sequence").asLong();
        for (final boolean bid : new boolean[] {true, false}) {
            for (final JsonNode row : snapshot.path(bid ? "bids" : "asks")) {
                orders.put(row.path(2).asText(), new Entry(bid, row.path(0).asText(), new BigDecimal(row.path(1).asText())));
            }
        }
    }

    long sequence() {
        return sequence;
    }

    /** Applies a message; one that the snapshot contains already is dropped, a gap is an error. */
    void apply(final JsonNode message) {
        final long number = message.path("sequence").asLong();
        if (number <= sequence) {
            return;
        }
        assertEquals(sequence + 1, number, message.toString());
        sequence = number;
        final String id = message.path("order_id").asText();
        switch (message.path("type").asText()) {
            case "received" -> assertEquals(null, orders.get(id));
            case "open" -> assertEquals(null, orders.put(id, new Entry(message.path("side").asText().equals("buy"),
                    message.path("price").asText(), new BigDecimal(message.path("remaining_size").asText()))));
            case "done" -> orders.remove(id);
            case "match" -> {
                final Entry maker = orders.get(message.path("maker_order_id").asText());
                assertEquals(0, new BigDecimal(maker.price).compareTo(new BigDecimal(message.path("price").asText())));
                maker.size = maker.size.subtract(new BigDecimal(message.path("size").asText()));
            }
            case "change" -> {
                final Entry changed = orders.get(id);
                if (changed != null) {
                    assertEquals(0, changed.size.compareTo(new BigDecimal(message.path("old_size").asText())));
                    changed.size = new BigDecimal(message.path("new_size").asText());
                }
            }
            default -> throw new AssertionError(message.toString());
        }
    }

    void assertEqualTo(final Listing listing) {
        final Map<String, BigDecimal> sums = new LinkedHashMap<>();
        orders.values().forEach(entry -> sums.merge(entry.bid + " " + entry.price, entry.size, BigDecimal::add));
        final LevelBook levels = new LevelBook();
        sums.forEach((key, size) -> levels.set(key.startsWith("true"), key.substring(key.indexOf(' ') + 1), size.toPlainString()));
        levels.assertEqualTo(listing, "full at " + sequence);
    }

    /** The same orders, the same sizes, and in the same queues? */
    void assertEqualTo(final JsonNode snapshot) {
        final OrderBook other = new OrderBook(snapshot);
        assertEquals(other.sequence, sequence);
        assertEquals(other.queues(), queues());
    }

    private Map<String, List<String>> queues() {
        final Map<String, List<String>> queues = new LinkedHashMap<>();
        orders.forEach((id, entry) -> queues.computeIfAbsent(entry.bid + " " + new BigDecimal(entry.price).stripTrailingZeros(),
                key -> new ArrayList<>()).add(id + ' ' + entry.size.stripTrailingZeros().toPlainString()));
        return queues;
    }

    private static final class Entry {
        private final boolean bid;
        private final String price;
        private BigDecimal size;

        private Entry(final boolean bid, final String price, final BigDecimal size) {
            this.bid = bid;
            this.price = price;
            this.size = size;
        }
    }
}
