package io.peregrine.sim.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** A book as a client keeps it by the venue's rules: set and delete in order, cut to the depth, compare the checksum of the raw digits. */
final class ClientBook {
    private final int depth;
    private final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();

    ClientBook(final int depth) {
        this.depth = depth;
    }

    /** Applies a frame of the channel and checks its checksum. */
    void apply(final JsonNode frame) {
        final JsonNode data = frame.path("data").path(0);
        if (frame.path("type").asText().equals("snapshot")) {
            bids.clear();
            asks.clear();
            assertTrue(data.path("bids").size() <= depth && data.path("asks").size() <= depth);
        }
        change(bids, data.path("bids"));
        change(asks, data.path("asks"));
        assertEquals(data.path("checksum").asLong(), checksum(), () -> "checksum after " + frame);
    }

    /** Price and quantity in units of 10^-8, from the best. */
    List<Long> bids() {
        return units(bids);
    }

    List<Long> asks() {
        return units(asks);
    }

    private void change(final TreeMap<BigDecimal, BigDecimal> side, final JsonNode entries) {
        for (final JsonNode entry : entries) {
            assertTrue(entry.path("price").isNumber() && entry.path("qty").isNumber());
            if (entry.path("qty").decimalValue().signum() == 0) {
                side.remove(entry.path("price").decimalValue());
            } else {
                side.put(entry.path("price").decimalValue(), entry.path("qty").decimalValue());
            }
        }
        while (side.size() > depth) {
            side.pollLastEntry();
        }
    }

    private long checksum() {
        final StringBuilder text = new StringBuilder();
        digits(text, asks);
        digits(text, bids);
        final CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private static void digits(final StringBuilder text, final TreeMap<BigDecimal, BigDecimal> side) {
        side.entrySet().stream().limit(10).forEach(level -> {
            for (final BigDecimal number : List.of(level.getKey(), level.getValue())) {
                text.append(number.toPlainString().replace(".", "").replaceFirst("^0+", ""));
            }
        });
    }

    private static List<Long> units(final TreeMap<BigDecimal, BigDecimal> side) {
        final List<Long> units = new ArrayList<>();
        for (final Map.Entry<BigDecimal, BigDecimal> level : side.entrySet()) {
            units.add(level.getKey().movePointRight(8).longValueExact());
            units.add(level.getValue().movePointRight(8).longValueExact());
        }
        return units;
    }
}
