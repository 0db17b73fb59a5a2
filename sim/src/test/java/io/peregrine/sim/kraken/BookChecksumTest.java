package io.peregrine.sim.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The checksum against what the real venue sent. */
class BookChecksumTest {
    @Test
    void theDocumentedExampleHasTheDocumentedChecksum() {
        final JsonNode data = Fixtures.lines("kraken_ws_v2_book_checksum_docs.jsonl").getFirst().path("data").path(0);
        assertEquals(3_310_070_434L, BookChecksum.of(levels(data.path("bids")), levels(data.path("asks")), 1, 8));
    }

    @Test
    void anEmptyBookHasTheChecksumOfNothing() {
        assertEquals(0, BookChecksum.of(new long[0], new long[0], 1, 8));
    }

    @Test
    void everyMessageOfARecordedSessionHasItsChecksum() {
        final TreeMap<Long, Long> bids = new TreeMap<>(Collections.reverseOrder());
        final TreeMap<Long, Long> asks = new TreeMap<>();
        int checked = 0;
        for (final JsonNode line : Fixtures.lines("kraken_ws_v2_book25_session.jsonl")) {
            final JsonNode frame = line.has("payload") ? line.path("payload") : line.has("msg") ? line.path("msg") : line;
            if (frame.path("channel").asText().equals("book")) {
                final JsonNode data = frame.path("data").path(0);
                change(bids, data.path("bids"));
                change(asks, data.path("asks"));
                assertEquals(data.path("checksum").asLong(), BookChecksum.of(flat(bids), flat(asks), 1, 8));
                checked++;
            }
        }
        assertEquals(43, checked);
    }

    private static void change(final TreeMap<Long, Long> side, final JsonNode entries) {
        final long[] levels = levels(entries);
        for (int i = 0; i < levels.length; i += 2) {
            if (levels[i + 1] == 0) {
                side.remove(levels[i]);
            } else {
                side.put(levels[i], levels[i + 1]);
            }
        }
        while (side.size() > 25) {
            side.pollLastEntry();
        }
    }

    private static long[] levels(final JsonNode entries) {
        final long[] levels = new long[2 * entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            levels[2 * i] = entries.path(i).path("price").decimalValue().movePointRight(8).longValueExact();
            levels[2 * i + 1] = entries.path(i).path("qty").decimalValue().movePointRight(8).longValueExact();
        }
        return levels;
    }

    private static long[] flat(final Map<Long, Long> side) {
        return side.entrySet().stream().flatMap(level -> List.of(level.getKey(), level.getValue()).stream()).mapToLong(Long::longValue)
                .toArray();
    }
}
