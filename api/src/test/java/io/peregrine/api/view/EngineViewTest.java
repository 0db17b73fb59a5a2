package io.peregrine.api.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.api.view.JournalRecords.Fee;
import io.peregrine.api.view.JournalRecords.Terms;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Severity;
import io.peregrine.message.Side;
import io.peregrine.message.StrategyState;
import io.peregrine.position.PositionBook;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineViewTest {
    private static final int USDT = 1;
    private static final int BTC_ASSET = 0;
    private static final Fee FREE = new Fee(0, USDT);
    private static final Terms BUY = new Terms(0, 1, Side.BUY, 6_000_000, 100_000);
    private static final Terms SELL = new Terms(0, 1, Side.SELL, 6_100_000, 100_000);

    private final ScriptedEngine engine = new ScriptedEngine();
    private final EngineView view = new EngineView(engine, 60, 3);
    private final JournalRecords journal = new JournalRecords(view);

    @Test
    void tellsTheWholeLifeOfAnOrder() {
        final long start = journal.nowNs();
        journal.placed(7, 1001, BUY, "mine");
        journal.at(start + 10).sent(1001, BUY);
        journal.at(start + 30).report(1001, BUY, ExecType.NEW, OrderStatus.NEW, 0);
        journal.at(start + 50).fill(1001, BUY, 5_999_900, 40_000, 40_000, FREE);
        journal.at(start + 60).cancelSent(1001, BUY);
        journal.at(start + 90).fill(1001, BUY, 6_000_000, 60_000, 100_000, FREE);

        final Order order = view.placed(7);
        assertEquals(order.id(), view.orderId("mine"));
        assertEquals(List.of(
                        new OrderEvent(start + 10, ExecType.PENDING_NEW, OrderStatus.PENDING_NEW, RejectReason.NONE, ""),
                        new OrderEvent(start + 30, ExecType.NEW, OrderStatus.NEW, RejectReason.NONE, ""),
                        new OrderEvent(start + 50, ExecType.TRADE, OrderStatus.PARTIALLY_FILLED, RejectReason.NONE, ""),
                        new OrderEvent(start + 60, ExecType.PENDING_CANCEL, OrderStatus.PENDING_CANCEL, RejectReason.NONE, ""),
                        new OrderEvent(start + 90, ExecType.TRADE, OrderStatus.FILLED, RejectReason.NONE, "")),
                order.history());
        assertEquals(new BigDecimal("59999.600000"), order.averagePrice(ScriptedEngine.BTC));
        assertEquals(start - 990, order.tickReceiveTimeNs());
        assertEquals(List.of(start, start + 10, start + 30, start + 50, start + 90), List.of(order.createdTimeNs(), order.sentTimeNs(),
                order.acknowledgedTimeNs(), order.firstFillTimeNs(), order.doneTimeNs()));
        assertEquals(0, order.leavesQuantity());
        assertEquals("1001001", order.venueOrderId());
        assertEquals(new OrderCounts(1, 1, 0, 0, 0, 80e-6), view.orderCounts());
    }

    @Test
    void anOrderThatIsHeldIsSentByItsSecondRecord() {
        journal.held(1, BUY);
        assertEquals(OrderStatus.PENDING_RISK, view.order(1).status());
        assertEquals(List.of(Order.NO_TIME, List.of()), List.of(view.order(1).sentTimeNs(), view.order(1).history()));
        final long heldNs = journal.nowNs();
        journal.at(heldNs + 50);
        journal.sent(1, BUY);
        assertEquals(OrderStatus.PENDING_NEW, view.order(1).status());
        assertEquals(List.of(heldNs, heldNs + 50), List.of(view.order(1).createdTimeNs(), view.order(1).sentTimeNs()));
        journal.held(2, BUY);
        journal.report(2, BUY, ExecType.RISK_REJECTED, OrderStatus.RISK_REJECTED, 0, RejectReason.SELF_TRADE, "");
        assertEquals(new OrderCounts(2, 0, 0, 1, 0, 0), view.orderCounts());
    }

    @Test
    void countsOutcomesAndStartsAgainWithEachRun() {
        journal.sent(1, BUY);
        journal.report(1, BUY, ExecType.CANCELED, OrderStatus.CANCELED, 0);
        journal.report(2, BUY, ExecType.RISK_REJECTED, OrderStatus.RISK_REJECTED, 0, RejectReason.POSITION_LIMIT, "");
        journal.sent(3, BUY);
        journal.report(3, BUY, ExecType.REJECTED, OrderStatus.REJECTED, 0, RejectReason.INSUFFICIENT_BALANCE, "balance");
        journal.sent(4, BUY);
        journal.report(4, BUY, ExecType.EXPIRED, OrderStatus.EXPIRED, 0);
        journal.sent(5, BUY);
        journal.risk(RejectReason.POSITION_LIMIT, Severity.WARNING, 1, 10_00000000L, 11_00000000L);

        assertEquals(new OrderCounts(5, 0, 1, 2, 1, 0), view.orderCounts());
        final RiskSummary summary = view.riskSummary();
        assertEquals(List.of(40L, 10L, 25.0, 100.0),
                List.of(summary.totalChecks(), summary.violations(), summary.violationRatePercent(), summary.score()),
                "two orders for 60000 each are open, and the exposure may be 50000");
        assertEquals(RejectReason.POSITION_LIMIT, view.order(2).reason());
        assertEquals("balance", view.order(3).text());

        journal.started(2);
        assertEquals(new OrderCounts(0, 0, 0, 0, 0, 0), view.orderCounts());
        assertEquals(OrderStatus.PENDING_NEW, view.order(5).status(), "an order outlives the run that sent it");
    }

    @Test
    void keepsEveryOpenOrderAndTheLastOthers() {
        for (long id = 1; id <= 6; id++) {
            journal.placed(id, id, BUY, "user-" + id);
            journal.sent(id, BUY);
            if (id != 2) {
                journal.report(id, BUY, ExecType.CANCELED, OrderStatus.CANCELED, 0);
            }
        }
        assertEquals(List.of(6L, 5L, 4L, 2L), ids(new OrderFilter(order -> true, Long.MAX_VALUE, 10)));
        assertEquals(List.of(4L, 2L), ids(new OrderFilter(order -> true, 5, 10)));
        assertEquals(List.of(2L), ids(new OrderFilter(order -> !Order.terminal(order.status()), Long.MAX_VALUE, 10)));
        assertNull(view.order(1));
        assertEquals(1L, view.orderId("user-1"), "the caller's id is still known, so that it is not placed again");
    }

    @Test
    void accountsForFillsExactly() {
        engine.top(0, 6_099_900, 6_100_100);
        journal.fill(1, BUY, 6_000_000, 100_000, 100_000, new Fee(60_00000000L, USDT));
        journal.fill(2, SELL, 6_100_000, 50_000, 50_000, new Fee(30_50000000L, USDT));

        final PositionState position = view.positions().getFirst();
        assertEquals(1, view.positions().size());
        assertAmount("0.5", position.quantity());
        assertAmount("60000", position.averagePrice());
        assertAmount("61000", position.markPrice());
        // 0.5 sold 1000 above cost, less both fees; 0.5 still open 1000 above cost.
        assertAmount("409.5", position.realisedPnl());
        assertAmount("500", position.unrealisedPnl());
        assertAmount("30500", position.exposure());
        assertAmount("90500", position.volume());
        assertEquals(Map.of("USDT", new BigDecimal("90.50000000")), position.fees());
        assertAmount("409.5", position.fifo().realisedPnl());
        assertAmount("60000", position.fifo().nextPrice());

        final Performance performance = view.strategy(1).performance();
        assertAmount("909.5", performance.totalPnl());
        assertAmount("90.5", performance.fees());
        assertEquals(100.0, performance.winRatePercent());
        assertEquals(2, performance.fillCount());
        assertEquals(61.0, view.riskSummary().score(), 1e-9, "30500 of an exposure of 50000");
    }

    @Test
    void showsWhatFirstInFirstOutRealises() {
        engine.top(0, 6_099_900, 6_100_100);
        journal.fill(1, BUY, 6_000_000, 100_000, 100_000, new Fee(0, USDT));
        journal.fill(2, BUY, 6_200_000, 100_000, 100_000, new Fee(0, USDT));
        journal.fill(3, SELL, 6_150_000, 50_000, 50_000, new Fee(2_00000000L, USDT));

        final PositionState position = view.positions().getFirst();
        assertAmount("248", position.realisedPnl());
        assertAmount("0", position.unrealisedPnl());
        assertAmount("748", position.fifo().realisedPnl());
        assertAmount("-500", position.fifo().unrealisedPnl());
        assertEquals(2, position.fifo().lots());
        final PositionTotal total = view.total(view.positions());
        assertAmount("248", total.totalPnl());
        assertAmount("91500", total.netExposure());
        assertEquals(3, total.fillCount());
    }

    /** Two orders whose records were removed, and one whose records are left. */
    @Test
    void goesOnFromThePositionsOfRecordsThatWereRemoved() {
        final PositionBook removed = new PositionBook(engine.instruments(), 2);
        final int usdt = engine.instruments().assetId("USDT");
        removed.onFill(1, 0, Side.BUY, 6_000_000, 100_000, 60_00000000L, usdt);
        removed.onFill(1, 0, Side.SELL, 6_100_000, 50_000, 30_50000000L, usdt);
        removed.snapshot(view::onRemoved);
        engine.top(0, 6_099_900, 6_100_100);
        journal.fill(3, SELL, 6_200_000, 20_000, 20_000, new Fee(0, USDT));

        final PositionState position = view.positions().getFirst();
        assertAmount("0.3", position.quantity());
        assertAmount("60000", position.averagePrice());
        assertAmount("809.5", position.realisedPnl());
        assertAmount("300", position.unrealisedPnl());
        assertEquals(Map.of("USDT", new BigDecimal("90.50000000")), position.fees());
        assertAmount("809.5", position.fifo().realisedPnl());
        assertAmount("300", position.fifo().unrealisedPnl());
        assertEquals(1, position.fifo().lots());
        assertEquals(3, view.strategy(1).performance().fillCount());
        assertEquals(List.of(3L), ids(new OrderFilter(order -> true, Long.MAX_VALUE, 10)), "orders before are not shown");
        assertEquals(1, view.fills(fill -> true, 10).size());
    }

    @Test
    void takesFeesInTheBaseAssetAtTheMarkFromTheTotal() {
        engine.top(0, 5_999_900, 6_000_100);
        journal.fill(1, BUY, 6_000_000, 100_000, 100_000, new Fee(100_000, BTC_ASSET));

        final Performance performance = view.strategy(1).performance();
        assertAmount("0", performance.realisedPnl());
        assertAmount("60", performance.fees());
        assertAmount("-60", performance.totalPnl());
    }

    @Test
    void convertsProfitInAnotherQuoteAssetThroughALiveBook() {
        final Terms buy = new Terms(2, 2, Side.BUY, 4_000, 10_000);
        journal.fill(1, buy, 4_000, 10_000, 10_000, FREE);
        assertNull(view.strategy(2).performance().totalPnl(), "no LIVE book, no value");

        engine.top(2, 4_099, 4_101);
        assertNull(view.strategy(2).performance().totalPnl(), "the price of BTC is still missing");

        engine.top(0, 5_999_900, 6_000_100);
        assertAmount("60", view.strategy(2).performance().totalPnl());
    }

    @Test
    void knowsTheStatesOfStrategies() {
        assertEquals(StrategyState.STOPPED, view.strategy(1).state());
        journal.strategy(1, StrategyState.RUNNING, "");
        journal.sent(1, BUY);
        journal.strategy(2, StrategyState.FAILED, "it threw");
        assertEquals(List.of(StrategyState.RUNNING, StrategyState.FAILED), view.strategies().stream().map(StrategyInfo::state).toList());
        assertEquals("it threw", view.strategy(2).reason());
        assertEquals(1, view.strategy(1).openOrders());
    }

    @Test
    void listsRiskEventsBySeverityAndSequence() {
        journal.risk(RejectReason.ORDER_RATE, Severity.INFO, 1, 1, 2);
        journal.risk(RejectReason.POSITION_LIMIT, Severity.WARNING, 1, 1, 2);
        journal.risk(RejectReason.DAILY_LOSS, Severity.SEVERE, 1, 1, 2);
        assertEquals(List.of(RejectReason.DAILY_LOSS, RejectReason.POSITION_LIMIT), rules(Severity.WARNING, -1, 10));
        assertEquals(List.of(RejectReason.DAILY_LOSS), rules(Severity.INFO, 2, 10));
        assertEquals(List.of(RejectReason.DAILY_LOSS), rules(Severity.INFO, -1, 1));
    }

    @Test
    void ignoresTheAnswerToACancelOfAnOrderThatNobodyKnows() {
        final Terms nowhere = new Terms(Integer.MIN_VALUE, Integer.MIN_VALUE, Side.NULL_VAL, 1, 0);
        journal.report(99, nowhere, ExecType.CANCEL_REJECTED, OrderStatus.NULL_VAL, 0, RejectReason.UNKNOWN_ORDER, "");
        assertNull(view.order(99));
        assertEquals(0, view.orderCounts().total());
    }

    @Test
    void wakesWhoWaitsForTheJournal() throws Exception {
        final Thread writer = Thread.ofVirtual().start(() -> {
            journal.placed(1, 10, BUY, "late");
            journal.sent(10, BUY);
            journal.report(10, BUY, ExecType.NEW, OrderStatus.NEW, 0);
        });
        final Order order = view.await(() -> {
            final Order placed = view.placed(1);
            return placed != null && placed.answered() ? placed : null;
        }, 5_000);
        writer.join();
        assertEquals(OrderStatus.NEW, order.status());
        assertNull(view.await(() -> view.placed(2), 1));
        assertTrue(view.openOrderCount() == 1);
    }

    private List<Long> ids(final OrderFilter filter) {
        return view.orders(filter).stream().map(Order::id).toList();
    }

    private List<RejectReason> rules(final Severity atLeast, final long since, final int limit) {
        return view.riskEvents(atLeast, since, limit).stream().map(event -> event.key().rule()).toList();
    }

    private static void assertAmount(final String expected, final BigDecimal actual) {
        assertEquals(0, new BigDecimal(expected).compareTo(actual), () -> "expected " + expected + ", was " + actual);
    }
}
