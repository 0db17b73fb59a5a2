package io.peregrine.venue.binance.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.message.RejectReason;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceErrorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | -2010 | Account has insufficient balance for requested action. | INSUFFICIENT_BALANCE
            400 | -2010 | Duplicate order sent.                                  | DUPLICATE_ORDER
            400 | -2010 | Order would immediately match and take.                | POST_ONLY_WOULD_TAKE
            400 | -2010 | Order would trigger immediately.                       | VENUE_OTHER
            400 | -2010 | Market is closed.                                      | VENUE_OTHER
            400 | -2010 | Stop loss orders are not supported for this symbol.    | UNSUPPORTED
            400 | -2010 | Unsupported order combination                          | UNSUPPORTED
            400 | -2011 | Unknown order sent.                                    | UNKNOWN_ORDER
            400 | -2011 | Order was not canceled due to cancel restrictions.     | VENUE_OTHER
            400 | -2013 | Order does not exist.                                  | UNKNOWN_ORDER
            400 | -1013 | Filter failure: PRICE_FILTER                           | OFF_TICK
            400 | -1013 | Filter failure: PERCENT_PRICE_BY_SIDE                  | PRICE_COLLAR
            400 | -1013 | Filter failure: LOT_SIZE                               | OFF_LOT
            400 | -1013 | Filter failure: MARKET_LOT_SIZE                        | OFF_LOT
            400 | -1013 | Filter failure: NOTIONAL                               | NOTIONAL_MIN
            400 | -1013 | Filter failure: MIN_NOTIONAL                           | NOTIONAL_MIN
            400 | -1013 | Filter failure: MAX_NUM_ORDERS                         | OPEN_ORDERS
            400 | -1013 | Filter failure: EXCHANGE_MAX_NUM_ALGO_ORDERS           | OPEN_ORDERS
            400 | -1013 | Filter failure: MAX_POSITION                           | POSITION_LIMIT
            400 | -1013 | Filter failure: TRAILING_DELTA                         | VENUE_OTHER
            400 | -1021 | Timestamp for this request is outside of the recvWindow. | VENUE_OTHER
            400 | -1022 | Signature for this request is not valid.               | VENUE_OTHER
            400 | -1111 | Parameter 'price' has too much precision.              | OFF_TICK
            400 | -1111 | Parameter 'quantity' has too much precision.           | OFF_LOT
            400 | -1116 | Invalid orderType.                                     | UNSUPPORTED
            400 | -1121 | Invalid symbol.                                        | UNKNOWN_INSTRUMENT
            429 | -1015 | Too many new orders.                                   | RATE_LIMITED
            429 | -1003 | Too many requests queued.                              | RATE_LIMITED
            418 | -1003 | Way too much request weight used                       | RATE_LIMITED
            429 |     0 | x                                                      | RATE_LIMITED
            401 | -2015 | Invalid API-key, IP, or permissions for action.        | VENUE_OTHER
            """)
    void reason(final int status, final int code, final String text, final RejectReason expected) {
        assertEquals(expected, reason(status, code, text));
        assertFalse(BinanceErrors.outcomeUnknown(status, code), "a refusal is a fact");
    }

    @ParameterizedTest
    @CsvSource({"400,-1006", "408,-1007", "400,-1007", "500,0", "503,-1008", "504,0", "400,-1000", "400,-1001"})
    void outcomeUnknown(final int status, final int code) {
        assertTrue(BinanceErrors.outcomeUnknown(status, code));
    }

    @Test
    void onlyARateOfRequestsBlocksRequests() {
        assertTrue(BinanceErrors.blocksRequests(429, -1003));
        assertTrue(BinanceErrors.blocksRequests(418, 0));
        assertFalse(BinanceErrors.blocksRequests(429, BinanceErrors.TOO_MANY_ORDERS));
        assertFalse(BinanceErrors.blocksRequests(503, BinanceErrors.SERVER_BUSY));
    }

    @Test
    void everyDocumentedMessageHasAReason() throws Exception {
        int insufficient = 0;
        for (final String line : Fixtures.lines("binance_reject_messages_docs.jsonl")) {
            final JsonNode message = Fixtures.json(line);
            final String text = message.path("msg").asText();
            final RejectReason reason = reason(400, text.startsWith("Filter failure") ? -1013 : -2010, text);
            assertNotNull(reason);
            insufficient += reason == RejectReason.INSUFFICIENT_BALANCE ? 1 : 0;
        }
        assertEquals(1, insufficient);
    }

    private static RejectReason reason(final int status, final int code, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return BinanceErrors.reason(status, code, new UnsafeBuffer(bytes), 0, bytes.length);
    }
}
