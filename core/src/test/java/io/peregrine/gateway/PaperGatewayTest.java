package io.peregrine.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BookStatusEncoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.DepthEncoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.message.TradeDecoder;
import io.peregrine.message.TradeEncoder;
import io.peregrine.order.ExecutionListener;
import io.peregrine.position.PositionBook;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Prices in cents, quantities in hundred-thousandths; the market is 99.98 x 3 and 99.99 x 2 bid, 100.01 x 4 and 100.02 x 6 offered. */
class PaperGatewayTest {
    private static final long LATENCY_NS = 1000;
    private static final long LOT = 100_000;
    private static final Instruments INSTRUMENTS = new Instruments(List.of(
            new Instrument(0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 5, 1, 1, 1, Long.MAX_VALUE, 1)));

    private final RecordedReports reports = new RecordedReports();
    private final OrderMessages orders = new OrderMessages();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final DepthDecoder depth = new DepthDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final PaperGateway gateway = gateway(reports);
    private long nowNs = 5;

    @Test
    void nothingHappensBeforeTheLatencyIsOver() {
        market();
        gateway.onNewOrder(orders.limit(1, 0, Side.BUY, LOT, 9_000), nowNs);
        assertEquals(0, gateway.doWork(nowNs + LATENCY_NS - 1));
        assertEquals(List.of(), take());
        assertEquals(1, gateway.doWork(nowNs + LATENCY_NS));
        assertEquals(List.of("NEW status=NEW order=1 leaves=100000"), take());
    }

    @Test
    void takesTheShownLevelsAtTheirPricesAndRestsWithTheRemainder() {
        market();
        place(orders.limit(1, 0, Side.BUY, 11 * LOT, 10_002));
        assertEquals(List.of(
                "NEW status=NEW order=1 leaves=1100000",
                "TRADE status=PARTIALLY_FILLED order=1 execution=1 10001x400000 leaves=700000 fee=40004000 TAKER",
                "TRADE status=PARTIALLY_FILLED order=1 execution=2 10002x600000 leaves=100000 fee=60012000 TAKER"), take());
        place(orders.limit(2, 0, Side.BUY, LOT, 10_002));
        assertEquals(List.of("NEW status=NEW order=2 leaves=100000"), take(), "what is taken is not shown any more");
    }

    @Test
    void immediateOrCancelAndFillOrKill() {
        market();
        place(order(1, 5 * LOT, OrderType.LIMIT, TimeInForce.IOC, 10_001));
        assertEquals(List.of(
                "NEW status=NEW order=1 leaves=500000",
                "TRADE status=PARTIALLY_FILLED order=1 execution=1 10001x400000 leaves=100000 fee=40004000 TAKER",
                "EXPIRED status=EXPIRED order=1 leaves=0"), take());
        market();
        place(order(2, 11 * LOT, OrderType.LIMIT, TimeInForce.FOK, 10_002));
        assertEquals(List.of("NEW status=NEW order=2 leaves=1100000", "EXPIRED status=EXPIRED order=2 leaves=0"), take());
        place(order(3, 4 * LOT, OrderType.LIMIT, TimeInForce.FOK, 10_002));
        assertEquals(List.of("NEW status=NEW order=3 leaves=400000",
                "TRADE status=FILLED order=3 execution=2 10001x400000 leaves=0 fee=40004000 TAKER"), take());
        market();
        place(order(4, 20 * LOT, OrderType.MARKET, TimeInForce.NULL_VAL, Instrument.NULL_VALUE));
        assertEquals("EXPIRED status=EXPIRED order=4 leaves=0", take().getLast(), "nothing beyond what is shown");
    }

    @Test
    void refusals() {
        place(orders.limit(1, 0, Side.BUY, LOT, 10_000));
        market();
        place(orders.order(2, 0, Side.BUY, LOT, encoder -> encoder.orderType(OrderType.STOP).stopPrice(1)));
        place(orders.order(3, 0, Side.BUY, LOT,
                encoder -> encoder.orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC).price(10_001).postOnly(BooleanType.TRUE)));
        place(orders.limit(4, 9, Side.BUY, LOT, 10_000));
        status(BookState.SUSPECT);
        place(orders.limit(5, 0, Side.BUY, LOT, 10_000));
        gateway.onCancelOrder(orders.cancel(6, 0), nowNs);
        work();
        assertEquals(List.of(
                "REJECTED status=REJECTED order=1 reason=BOOK_NOT_LIVE",
                "REJECTED status=REJECTED order=2 reason=UNSUPPORTED",
                "REJECTED status=REJECTED order=3 reason=POST_ONLY_WOULD_TAKE",
                "REJECTED status=REJECTED order=4 reason=UNKNOWN_INSTRUMENT",
                "REJECTED status=REJECTED order=5 reason=BOOK_NOT_LIVE",
                "CANCEL_REJECTED order=6 reason=UNKNOWN_ORDER"), take());
    }

    @Test
    void restingOrdersFillOnlyWhenTheMarketTradesThroughThem() {
        market();
        place(orders.limit(1, 0, Side.BUY, 2 * LOT, 10_000));
        place(orders.limit(2, 0, Side.BUY, 2 * LOT, 10_000));
        place(orders.limit(3, 0, Side.SELL, LOT, 10_005));
        take();
        trade(10_000, 50 * LOT);
        assertEquals(List.of(), take(), "at the price: the queue is not known");
        trade(9_999, 3 * LOT);
        assertEquals(List.of(
                "TRADE status=FILLED order=1 execution=1 10000x200000 leaves=0 fee=-2000000 MAKER",
                "TRADE status=PARTIALLY_FILLED order=2 execution=2 10000x100000 leaves=100000 fee=-1000000 MAKER"), take(),
                "in order of arrival, no more than traded");
        depth(9_997, 9_999);
        assertEquals(List.of("TRADE status=FILLED order=2 execution=3 10000x100000 leaves=0 fee=-1000000 MAKER"), take());
        trade(10_006, LOT);
        assertEquals(List.of("TRADE status=FILLED order=3 execution=4 10005x100000 leaves=0 fee=-1000500 MAKER"), take());
    }

    @Test
    void cancelAndQuery() {
        market();
        place(orders.limit(1, 0, Side.BUY, 2 * LOT, 10_000));
        gateway.onQueryOrder(orders.query(1, 0), nowNs);
        gateway.onCancelOrder(orders.cancel(1, 0), nowNs);
        gateway.onQueryOrder(orders.query(1, 0), nowNs);
        work();
        trade(9_000, LOT);
        assertEquals(List.of(
                "NEW status=NEW order=1 leaves=200000",
                "ORDER_STATUS status=NEW order=1 leaves=200000",
                "CANCELED status=CANCELED order=1 leaves=0",
                "ORDER_STATUS status=CANCELED order=1"), take());
    }

    @Test
    void aFullGatewayRefuses() {
        market();
        for (int i = 1; i <= 9; i++) {
            gateway.onNewOrder(orders.limit(i, 0, Side.BUY, LOT, 9_000), nowNs);
        }
        assertEquals(List.of("REJECTED status=REJECTED order=9 reason=BACK_PRESSURE"), take());
        work();
        place(orders.limit(10, 0, Side.BUY, LOT, 9_000));
        assertEquals("REJECTED status=REJECTED order=10 reason=OPEN_ORDERS", take().getLast());
    }

    @Test
    void anAccountTellsWhatItBeganWithAndWhatFillsMadeOfIt() {
        final RecordedAccount account = new RecordedAccount();
        final PositionBook positions = new PositionBook(INSTRUMENTS, 1);
        final PaperBalances balances = new PaperBalances(INSTRUMENTS, positions);
        final PaperGateway withBalances =
                new PaperGateway(new PaperSettings(LATENCY_NS, 0, 0, 8), INSTRUMENTS, reports, account, balances);
        withBalances.onReconcile(orders.reconcile(1, 0), nowNs);
        assertEquals(List.of("end 1 complete=TRUE open=0 fills=0"), account.take(), "no balances");
        balances.begin(Venue.BINANCE_SPOT, Map.of("USDT", 100_000_000_000L)).begin(Venue.KRAKEN, Map.of());
        positions.onFill(0, 0, Side.BUY, 10_000, 2 * LOT, 50_000_000, INSTRUMENTS.assetId("USDT"));
        withBalances.onReconcile(orders.reconcile(2, 0), nowNs);
        assertEquals(List.of("balance 0 free=200000000 locked=0", "balance 1 free=79950000000 locked=0",
                "end 2 complete=TRUE open=0 fills=0"), account.take());
        final Map<String, Long> foreign = Map.of("EUR", 1L);
        assertThrows(IllegalArgumentException.class, () -> balances.begin(Venue.BINANCE_SPOT, foreign));
    }

    @Test
    void nothingIsAllocatedOnceWarm() {
        final PaperGateway quiet = gateway((report, timeNs) -> { });
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().threadId();
        final NewOrderDecoder order = orders.limit(1, 0, Side.BUY, 5 * LOT, 10_001);
        final DepthDecoder shown = encodeDepth(9_999, 10_001);
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < 8; batch++) {
            final long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 5000; i++) {
                quiet.onDepth(shown, nowNs);
                quiet.onNewOrder(order, nowNs);
                quiet.onCancelOrder(orders.cancel(1, 0), nowNs);
                nowNs += LATENCY_NS;
                assertEquals(2, quiet.doWork(nowNs));
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertEquals(0, least);
        assertTrue(quiet.status().startsWith("paper: 0 orders"));
    }

    private static PaperGateway gateway(final ExecutionListener listener) {
        return new PaperGateway(new PaperSettings(LATENCY_NS, -10_000, 100_000, 8), INSTRUMENTS, listener, new RecordedAccount(),
                new PaperBalances(INSTRUMENTS, new PositionBook(INSTRUMENTS, 1)));
    }

    private NewOrderDecoder order(
            final long id, final long quantity, final OrderType type, final TimeInForce timeInForce, final long price) {
        return orders.order(id, 0, Side.BUY, quantity, encoder -> encoder.orderType(type).timeInForce(timeInForce).price(price));
    }

    private void place(final NewOrderDecoder order) {
        gateway.onNewOrder(order, nowNs);
        work();
    }

    private void work() {
        nowNs += LATENCY_NS;
        while (gateway.doWork(nowNs) > 0) {
            nowNs++;
        }
    }

    /** Reports without what all of them have alike. */
    private List<String> take() {
        return reports.take().stream().map(line -> line
                .replaceAll(" (instrument|venueOrder|venueTime|price|quantity|cum|asset)=-?\\d+", "")
                .replaceAll(" (BUY|SELL) \\w+ \\w+", "")
                .replaceAll("lastPrice=(\\d+) last=(\\d+)", "$1x$2")).toList();
    }

    private void market() {
        depth(9_999, 10_001);
    }

    private void depth(final long bid, final long ask) {
        gateway.onDepth(encodeDepth(bid, ask), nowNs);
    }

    private DepthDecoder encodeDepth(final long bid, final long ask) {
        final DepthEncoder encoder = new DepthEncoder().wrap(buffer, 0).instrumentId(0);
        final long[] askQuantities = {4 * LOT, 6 * LOT};
        for (int i = 0; i < 5; i++) {
            final boolean shown = i < 2;
            encoder.bidPrice(i, shown ? bid - i : Instrument.NULL_VALUE).bidQuantity(i, shown ? (2 + i) * LOT : Instrument.NULL_VALUE);
            encoder.askPrice(i, shown ? ask + i : Instrument.NULL_VALUE).askQuantity(i, shown ? askQuantities[i] : Instrument.NULL_VALUE);
        }
        return depth.wrap(buffer, 0, DepthEncoder.BLOCK_LENGTH, DepthEncoder.SCHEMA_VERSION);
    }

    private void trade(final long price, final long quantity) {
        new TradeEncoder().wrap(buffer, 256).instrumentId(0).price(price).quantity(quantity).aggressorSide(Side.SELL);
        gateway.onTrade(trade.wrap(buffer, 256, TradeEncoder.BLOCK_LENGTH, TradeEncoder.SCHEMA_VERSION), nowNs);
    }

    private void status(final BookState state) {
        new BookStatusEncoder().wrap(buffer, 400).instrumentId(0).state(state).previousState(BookState.LIVE).reason(BookReason.STALE);
        gateway.onBookStatus(
                new BookStatusDecoder().wrap(buffer, 400, BookStatusEncoder.BLOCK_LENGTH, BookStatusEncoder.SCHEMA_VERSION), nowNs);
    }
}
