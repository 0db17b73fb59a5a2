package io.peregrine.trade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TradeDeterminismTest {
    private static final int EVENTS = 6_000;

    @Test
    void theSameInputGivesTheSameBytes() throws NoSuchAlgorithmException {
        final TradeFixture first = TradingSession.run(1, EVENTS);
        assertTrue(first.counter(TradeCounter.FILLS) > 100 && first.counter(TradeCounter.ORDERS_UNKNOWN) > 20, "a session worth its name");
        assertEquals(digest(first), digest(TradingSession.run(1, EVENTS)));
        assertNotEquals(digest(first), digest(TradingSession.run(2, EVENTS)));
    }

    /** Over all journal records and the order in which they and the requests came. */
    private static String digest(final TradeFixture fixture) throws NoSuchAlgorithmException {
        final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        fixture.records.forEach(sha256::update);
        fixture.transcript.forEach(line -> sha256.update(line.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha256.digest());
    }
}
