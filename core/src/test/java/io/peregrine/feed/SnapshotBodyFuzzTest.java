package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Bodies of all venues' forms are read, and damaged ones are read or refused: nothing escapes, and nothing outside of them is read. */
class SnapshotBodyFuzzTest {
    private static final long SEED = 20_261_130;
    private static final int ROUNDS = 100_000;
    private static final String KRAKEN =
            "{\"error\":[],\"result\":{\"XXBTZUSD\":{\"asks\":[[\"30384.1\",\"2.059\",1688671659],[\"30387.9\",\"1.5\",1]],"
            + "\"bids\":[[\"30297.0\",\"1.115\",1688671636]]}}}";
    private static final String EXCHANGE =
            "{\"bids\":[[\"30297.0\",\"1.11500000\",3]],"
            + "\"asks\":[[\"30384.1\",\"2.05900000\",1],[\"30387.9\",\"1.5\",1]]"
            + ",\"sequence\":71,\"auction_mode\":false,\"auction\":null,\"time\":\"2026-04-07T00:28:59.662782Z\"}";
    private static final String ADVANCED =
            "{\"pricebook\":{\"product_id\":\"BTC-USD\",\"bids\":[{\"price\":\"30297\",\"size\":\"1.115\"}],"
            + "\"asks\":[{\"price\":\"30384.1\",\"size\":\"2.059\"},{\"price\":\"30387.9\",\"size\":\"1.5\"}]}}";

    private final Instrument instrument =
            new Instrument(0, Venue.KRAKEN, "BTC/USD", "BTC/USD", "BTC", "USD", 1, 8, 1, 1, 0, Long.MAX_VALUE, 0);
    private final DepthUpdate update = new DepthUpdate(LevelAudit.LEVELS_MAX);

    @Test
    void theFormsOfAllVenuesAreRead() {
        for (final String body : List.of(KRAKEN, EXCHANGE, ADVANCED)) {
            final SnapshotBody reader = new SnapshotBody(body.equals(KRAKEN));
            assertTrue(read(reader, body.getBytes(StandardCharsets.US_ASCII)), body);
            assertEquals(1, update.bidCount);
            assertEquals(302_970, update.bidPrices[0]);
            assertEquals(111_500_000, update.bidQuantities[0]);
            assertEquals(2, update.askCount);
            assertEquals(303_841, update.askPrices[0]);
            assertEquals(150_000_000, update.askQuantities[1]);
            assertEquals(body.equals(EXCHANGE) ? 71 : Instrument.NULL_VALUE, update.lastId);
            assertEquals(body.equals(KRAKEN) ? 100_000 : 1, reader.roundedTo(), "three decimals of eight");
        }
    }

    @Test
    void aBodyThatIsCutOffIsRefused() {
        for (final String body : List.of(KRAKEN, EXCHANGE, ADVANCED)) {
            for (int length = 0; length < body.length(); length++) {
                assertFalse(read(new SnapshotBody(true), body.substring(0, length).getBytes(StandardCharsets.US_ASCII)));
            }
        }
    }

    @Test
    void ofAnErrorNothingIsRead() {
        assertFalse(read(new SnapshotBody(true), "{\"error\":[\"EGeneral:Too many requests\"]}".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void damagedBodiesAreReadOrRefused() {
        final Random random = new Random(SEED);
        final List<String> bodies = List.of(KRAKEN, EXCHANGE, ADVANCED);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            final byte[] bytes = bodies.get(i % bodies.size()).getBytes(StandardCharsets.US_ASCII);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = random.nextBoolean() ? (byte) random.nextInt(256)
                        : bytes[random.nextInt(bytes.length)];
            }
            refused += read(new SnapshotBody(random.nextBoolean()), bytes) ? 0 : 1;
        }
        assertTrue(refused > ROUNDS / 4 && refused < ROUNDS, "seed " + SEED + ": refused " + refused);
    }

    private boolean read(final SnapshotBody reader, final byte[] bytes) {
        update.clear();
        return reader.read(new UnsafeBuffer(bytes), 0, bytes.length, instrument, update);
    }
}
