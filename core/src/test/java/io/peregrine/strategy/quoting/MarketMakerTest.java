package io.peregrine.strategy.quoting;

import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.BookState;
import io.peregrine.message.ExecType;
import io.peregrine.message.RejectReason;
import io.peregrine.strategy.Strategies;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.trade.TradeFixture;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A market maker in a real trade core: half a spread of 10 ticks around a microprice of 100.00, moved when it is 3 ticks off. */
class MarketMakerTest {
    private static final Map<String, String> PARAMETERS = Map.of(
            MarketMaker.HALF_SPREAD_TICKS, "10",
            MarketMaker.REQUOTE_TICKS, "3",
            MarketMaker.ORDER_SIZE, "0.1",
            MarketMaker.MAX_INVENTORY, "0.2");

    private final TradeFixture fixture = new TradeFixture(
            TradeFixture.RUN_ID,
            TradeFixture.ORDERS,
            TradeFixture.RISK,
            List.of(TradeFixture.strategy(1, MarketMaker.TYPE, PARAMETERS)),
            null).live();

    private void quoting() {
        fixture.startStrategy(1);
        fixture.quote(BTC, 9_999, 10_001);
        fixture.report(id(1), ExecType.NEW);
        fixture.report(id(2), ExecType.NEW);
        fixture.take();
    }

    @Test
    void quotesBothSidesOnce() {
        fixture.startStrategy(1);
        fixture.take();
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(List.of("gateway NewOrder #1 BUY 100 @ 9990 post-only", "gateway NewOrder #2 SELL 100 @ 10010 post-only"), sent());
        fixture.quote(BTC, 9_999, 10_001);
        fixture.quote(BTC, 9_950, 9_952);
        assertEquals(List.of(), sent(), "nothing moves while nothing is acknowledged");
    }

    @Test
    void movesOnlyWhatIsFarEnoughOffAndCancelsBeforeItPlaces() {
        quoting();
        fixture.quote(BTC, 10_001, 10_003);
        assertEquals(List.of(), sent(), "two ticks are not worth it");
        fixture.quote(BTC, 10_002, 10_004);
        assertEquals(List.of("gateway CancelOrder #1", "gateway CancelOrder #2"), sent());
        fixture.quote(BTC, 10_002, 10_004);
        assertEquals(List.of(), sent());
        fixture.report(id(1), ExecType.CANCELED);
        assertEquals(List.of("gateway NewOrder #3 BUY 100 @ 9993 post-only"), sent());
        fixture.report(id(2), ExecType.CANCELED);
        assertEquals(List.of("gateway NewOrder #4 SELL 100 @ 10013 post-only"), sent());
    }

    @Test
    void inventorySkewsTheQuotesAndStopsASide() {
        quoting();
        fixture.fill(id(1), 100, 9_990);
        assertEquals(
                List.of("gateway NewOrder #3 BUY 100 @ 9985 post-only", "gateway CancelOrder #2"), sent(), "half the inventory: 5 ticks");
        fixture.report(id(2), ExecType.CANCELED);
        assertEquals(List.of("gateway NewOrder #4 SELL 100 @ 10005 post-only"), sent());
        fixture.report(id(4), ExecType.NEW);
        fixture.fill(id(3), 100, 9_985);
        assertEquals(List.of("gateway CancelOrder #4"), sent(), "full: no more bids");
        fixture.report(id(4), ExecType.CANCELED);
        assertEquals(List.of("gateway NewOrder #5 SELL 100 @ 10000 post-only"), sent());
    }

    @Test
    void withdrawsWhileTheBookIsNotLive() {
        quoting();
        fixture.book(BTC, BookState.SUSPECT);
        assertEquals(List.of("gateway CancelOrder #1", "gateway CancelOrder #2"), sent());
        fixture.report(id(1), ExecType.CANCELED);
        fixture.report(id(2), ExecType.CANCELED);
        fixture.after(1_000_000_000);
        assertEquals(List.of(), sent());
        fixture.book(BTC, BookState.LIVE);
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(2, sent().size());
    }

    @Test
    void waitsForItsOwnOrderInTheWay() {
        quoting();
        fixture.quote(BTC, 10_099, 10_101);
        fixture.report(id(1), ExecType.CANCELED);
        assertEquals(List.of("gateway CancelOrder #1", "gateway CancelOrder #2"), sent(), "a bid at 10090 would meet the ask at 10010");
        fixture.report(id(2), ExecType.CANCELED);
        assertEquals(List.of("gateway NewOrder #3 BUY 100 @ 10090 post-only", "gateway NewOrder #4 SELL 100 @ 10110 post-only"), sent());
    }

    @Test
    void pausesASideThatTheVenueRefused() {
        fixture.startStrategy(1);
        fixture.quote(BTC, 9_999, 10_001);
        fixture.take();
        fixture.report(id(1), ExecType.REJECTED, RejectReason.INSUFFICIENT_BALANCE);
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(List.of(), sent());
        fixture.after(Quoter.REFUSED_PAUSE_NS);
        assertEquals(List.of("gateway NewOrder #3 BUY 100 @ 9990 post-only"), sent());
    }

    @Test
    void defaultsFitTheInstrument() {
        final TradeFixture plain = new TradeFixture(
                TradeFixture.RUN_ID,
                TradeFixture.ORDERS,
                TradeFixture.RISK,
                List.of(TradeFixture.strategy(1, MarketMaker.TYPE, Map.of())),
                null).live();
        plain.startStrategy(1);
        plain.quote(BTC, 9_999, 10_001);
        assertEquals(
                List.of("gateway NewOrder #1 BUY 200 @ 9995 post-only", "gateway NewOrder #2 SELL 200 @ 10005 post-only"),
                plain.take().stream().filter(line -> line.startsWith("gateway")).toList(),
                "5 basis points, four times the smallest notional of 5 USDT");
    }

    @Test
    void parametersAreCheckedByName() {
        assertEquals(
                "strategy market-making-1: parameter 'half_spread_bps' is '0', but must be a number from 0.01 to 1000.0",
                refusal(Map.of("half_spread_bps", "0")));
        assertEquals(
                "strategy market-making-1: parameter 'skew' is 'much', but must be a number from 0.0 to 10.0",
                refusal(Map.of("skew", "much")));
        assertEquals(
                "strategy market-making-1: parameter 'order_size' is '0.0001', but must be a multiple of 0.001 BTC above 0",
                refusal(Map.of("order_size", "0.0001")));
        assertEquals(
                "strategy market-making-1: parameter 'half_spread_ticks' is '3', but must be absent where half_spread_bps is given",
                refusal(Map.of("half_spread_ticks", "3", "half_spread_bps", "3")));
        assertEquals(
                "strategy market-making-1: unknown parameter 'spread'; known: "
                        + "[half_spread_bps, half_spread_ticks, max_inventory, order_size, requote_ticks, skew]",
                refusal(Map.of("spread", "3")));
        assertEquals(
                "strategy x-1: unknown type 'x'; known: market-making, and classes by their full name",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Strategies.create(TradeFixture.strategy(1, "x", Map.of()), TradeFixture.instruments())).getMessage());
    }

    private static String refusal(final Map<String, String> parameters) {
        final Instruments instruments = TradeFixture.instruments();
        final StrategySettings settings = TradeFixture.strategy(1, MarketMaker.TYPE, new TreeMap<>(parameters));
        return assertThrows(IllegalArgumentException.class, () -> new MarketMaker(settings, instruments)).getMessage();
    }

    private List<String> sent() {
        return fixture.take().stream().filter(line -> line.startsWith("gateway")).toList();
    }
}
