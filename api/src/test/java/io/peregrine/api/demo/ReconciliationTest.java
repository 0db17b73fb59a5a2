package io.peregrine.api.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.peregrine.api.view.Fill;
import io.peregrine.api.view.PositionState;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.Side;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each way in which the engine could be wrong about what the venue did is told. */
class ReconciliationTest {
    private static final Instrument BTC = new Instrument(
            0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 5, 1, 1, 1, 1_000_000_000L, 0);
    private static final Instruments INSTRUMENTS = new Instruments(List.of(BTC));
    /** Bought 0.5 at 60000 for a fee of 0.0005 BTC, sold 0.2 at 60100 for 12.02 USDT. */
    private static final String AFTER = """
            {"accounts":[{"apiKey":"k","balances":{"BTC":{"free":"10.1995","locked":"0.1"},"USDT":{"free":"982007.98","locked":"0"}},
             "openOrders":[],"fills":[
              {"symbol":"BTCUSDT","executionId":"7","side":"BUY","price":"60000.00","quantity":"0.50000000",
               "commission":"0.00050000","commissionAsset":"BTC"},
              {"symbol":"BTCUSDT","executionId":"9","side":"SELL","price":"60100.00","quantity":"0.2",
               "commission":"12.02","commissionAsset":"USDT"}]}]}""";
    private static final String BEFORE = """
            {"accounts":[{"apiKey":"k","balances":{"BTC":{"free":"10","locked":"0"},"USDT":{"free":"1000000","locked":"0"}},
             "openOrders":[],"fills":[]}]}""";
    private static final Fill BUY = fill("7", Side.BUY, 6_000_000, 50_000, 50_000, "BTC");
    private static final Fill SELL = fill("9", Side.SELL, 6_010_000, 20_000, 1_202_000_000L, "USDT");

    @Test
    void agrees() throws IOException {
        assertEquals(List.of(), compare(AFTER, List.of(BUY, SELL), "0.3", "7.98", 0));
    }

    @Test
    void tellsOfALostFill() throws IOException {
        assertEquals(List.of(
                "fill BTCUSDT 9: venue VenueFill[symbol=BTCUSDT, tradeId=9, side=SELL, price=6.01E+4, quantity=0.2, fee=12.02, "
                        + "feeAsset=USDT], engine null",
                "balance of BTC on binance: venue and engine differ by 0.2",
                "balance of USDT on binance: venue and engine differ by -12007.98"),
                compare(AFTER, List.of(BUY), "0.3", "7.98", 0));
    }

    @Test
    void tellsOfAFillThatTheVenueDoesNotKnow() throws IOException {
        assertEquals("the venue does not know fill BTCUSDT 10",
                compare(AFTER, List.of(BUY, SELL, fill("10", Side.BUY, 1, 1, 0, "BTC")), "0.3", "7.98", 0).getFirst());
    }

    @Test
    void tellsOfADoubledFill() throws IOException {
        assertEquals("the engine has fill BTCUSDT 7 twice", compare(AFTER, List.of(BUY, BUY, SELL), "0.3", "7.98", 0).getFirst());
    }

    @Test
    void tellsOfAWrongPositionAndAWrongProfit() throws IOException {
        assertEquals(List.of(
                "position in BTC/USDT on binance: venue 0.3, engine 0.29999",
                "cash flow of BTC/USDT on binance (realised profit less cost of the open position): venue -17992.02, engine -17992.03"),
                compare(AFTER, List.of(BUY, SELL), "0.29999", "7.97", 0));
    }

    @Test
    void tellsOfAnOrderLeftOpen() throws IOException {
        final String oneOpen = AFTER.replace("\"openOrders\":[]", "\"openOrders\":[{\"clientOrderId\":\"pg1\"}]");
        assertEquals(List.of("orders left open on binance at the end: engine 0, venue [pg1]"),
                compare(oneOpen, List.of(BUY, SELL), "0.3", "7.98", 0));
        assertEquals(List.of("orders left open on binance at the end: engine 1, venue []"),
                compare(AFTER, List.of(BUY, SELL), "0.3", "7.98", 1));
    }

    private static List<String> compare(
            final String after, final List<Fill> fills, final String quantity, final String realised, final int openOrders)
            throws IOException {
        final PositionState position = new PositionState(1, BTC, new BigDecimal(quantity), null, new BigDecimal("18000"), null,
                new BigDecimal(realised), null, null, BigDecimal.ZERO, Map.of(), 2, null);
        return Reconciliation.compare(INSTRUMENTS, Venue.BINANCE_SPOT, truth(BEFORE), truth(after), fills, List.of(position), openOrders);
    }

    private static VenueTruth truth(final String json) throws IOException {
        return VenueTruth.parse(JsonMapper.builder().build().readTree(json), "k");
    }

    private static Fill fill(
            final String id, final Side side, final long price, final long quantity, final long feeE8, final String feeAsset) {
        return new Fill(id, 1, 0, 1, side, price, quantity, feeE8, feeAsset, LiquiditySide.MAKER, 0, 0);
    }
}
