package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.ORDER_TIMEOUT_NS;
import static io.peregrine.trade.TradeFixture.RETRIES;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.CoreInputDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.Order;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.SelfTradePrevention;
import io.peregrine.order.UnknownOrders;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Self-trade prevention that cancels the oldest: the new order waits here until those that it could trade with have ended. */
class CancelOldestTest {
    private static final OrderSettings OLDEST = new OrderSettings(
            100, ORDER_TIMEOUT_NS, 0, RETRIES, 64, 0, UnknownOrders.REPORT, SelfTradePrevention.CANCEL_OLDEST);
    private static final String CANCELED_3 = "journal Report #3 CANCELED CANCELED 0/0";
    private static final String REFUSED_3 = "journal Report #3 RISK_REJECTED RISK_REJECTED 0/0";

    private TradeFixture fixture = fixture(TradeFixture.RUN_ID).live();

    private static TradeFixture fixture(final int runId) {
        return new TradeFixture(runId, OLDEST, TradeFixture.RISK, List.of(), null);
    }

    /** Two buy orders work; one to sell that crosses both is asked for. */
    @BeforeEach
    void hold() {
        fixture.place(BTC, Side.BUY, 100, 9_950);
        fixture.place(BTC, Side.BUY, 100, 9_960);
        fixture.report(id(1), ExecType.NEW);
        fixture.report(id(2), ExecType.NEW);
        fixture.take();
        fixture.place(BTC, Side.SELL, 300, 9_940);
    }

    @Test
    void isJournalledAndHeldAndTheOthersAreCancelled() {
        assertEquals(
                List.of(
                        "journal PlaceOrder #3 mine", "journal NewOrder #3 SELL 300", "journal CancelOrder #1", "gateway CancelOrder #1",
                        "journal CancelOrder #2", "gateway CancelOrder #2"),
                fixture.take());
    }

    @Test
    void isSentWhenTheLastOfThemHasEndedHoweverItEnded() {
        fixture.take();
        fixture.fill(id(1), 100, 9_950);
        assertEquals(List.of("journal Report #1 TRADE FILLED 100/0"), fixture.take(), "the fill was faster than the cancel");
        fixture.fill(id(2), 30, 9_960);
        assertEquals(List.of("journal Report #2 TRADE PENDING_CANCEL 30/70"), fixture.take());
        fixture.report(id(2), ExecType.CANCELED);
        assertEquals(
                List.of(
                        "journal Report #2 CANCELED CANCELED 30/0", "journal NewOrder #3 SELL 300",
                        "gateway NewOrder #3 SELL 300 @ 9940"),
                fixture.take());
        fixture.report(id(3), ExecType.NEW);
        fixture.fill(id(3), 300, 9_940);
        assertEquals("journal Report #3 TRADE FILLED 300/0", fixture.take().getLast());
    }

    @Test
    void aCancelWhoseFillsAreMissingIsNotTheEnd() {
        fixture.report(id(1), ExecType.CANCELED);
        fixture.take();
        fixture.canceledAfter(id(2), 40);
        assertEquals(
                List.of("journal Report #2 CANCELED UNKNOWN 0/100", "journal QueryOrder #2", "gateway QueryOrder #2"), fixture.take());
        fixture.fill(id(2), 40, 9_960);
        assertEquals("gateway NewOrder #3 SELL 300 @ 9940", fixture.take().getLast());
    }

    @Test
    void isRefusedWhenOneOfThemDoesNotEndInTime() {
        fixture.report(id(1), ExecType.CANCELED);
        for (int i = 1; i < RETRIES; i++) {
            fixture.after(ORDER_TIMEOUT_NS);
        }
        fixture.take();
        fixture.after(ORDER_TIMEOUT_NS);
        assertTrue(fixture.take().containsAll(List.of("journal RiskEvent WARNING SELF_TRADE", REFUSED_3)));
        assertEquals(RejectReason.SELF_TRADE, fixture.lastReason());
        fixture.report(id(2), ExecType.CANCELED);
        assertEquals(List.of("journal Report #2 CANCELED CANCELED 0/0"), fixture.take());
    }

    @Test
    void aRefusedCancelIsAskedForAgainAndTheVenueMaySayThatTheOrderIsGone() {
        fixture.report(id(1), ExecType.CANCELED);
        fixture.report(id(2), ExecType.CANCEL_REJECTED, RejectReason.VENUE_OTHER);
        fixture.take();
        fixture.after(ORDER_TIMEOUT_NS);
        assertEquals(List.of("journal CancelOrder #2", "gateway CancelOrder #2"), fixture.take());
        fixture.report(id(2), ExecType.CANCEL_REJECTED, RejectReason.UNKNOWN_ORDER);
        fixture.take();
        fixture.told(id(2), OrderStatus.CANCELED, 0);
        assertEquals("gateway NewOrder #3 SELL 300 @ 9940", fixture.take().getLast());
    }

    @Test
    void isCheckedAgainByWhatIsThen() {
        fixture.report(id(1), ExecType.CANCELED);
        fixture.core.halt(RejectReason.KILL_SWITCH, fixture.nowNs);
        assertTrue(fixture.take().contains(CANCELED_3), "a halt cancels it like any other");
        assertEquals(1, fixture.core.openOrderCount());
    }

    @Test
    void aMarketThatMovedAwayRefusesIt() {
        fixture.report(id(1), ExecType.CANCELED);
        fixture.quote(BTC, 11_999, 12_001);
        fixture.take();
        fixture.report(id(2), ExecType.CANCELED);
        assertEquals(
                List.of("journal Report #2 CANCELED CANCELED 0/0", "journal RiskEvent WARNING PRICE_COLLAR", REFUSED_3), fixture.take());
    }

    @Test
    void canBeCancelledWhileHeldAndNothingIsSent() {
        fixture.take();
        fixture.cancel(id(3));
        assertEquals(List.of("journal CancelRequest", CANCELED_3), fixture.take());
        fixture.report(id(1), ExecType.CANCELED);
        fixture.report(id(2), ExecType.CANCELED);
        assertTrue(fixture.take().stream().noneMatch(line -> line.startsWith("gateway")));
        assertEquals(0, fixture.core.openOrderCount());
    }

    @Test
    void countsForTheLimitsWhileHeld() {
        fixture.place(BTC, Side.SELL, 9_800, 10_100);
        assertEquals(RejectReason.POSITION_LIMIT, fixture.lastReason(), "10.1 of 10 with what is held");
        fixture.place(BTC, Side.SELL, 9_700, 10_100);
        assertEquals("gateway NewOrder #5 SELL 9700 @ 10100", fixture.take().getLast());
    }

    @Test
    void aNewerOneThatItCouldTradeWithTakesItsPlace() {
        fixture.take();
        fixture.place(BTC, Side.BUY, 100, 9_945);
        assertEquals(
                List.of(
                        "journal PlaceOrder #4 mine", "journal NewOrder #4 BUY 100", "journal RiskEvent WARNING SELF_TRADE", REFUSED_3,
                        "journal NewOrder #4 BUY 100", "gateway NewOrder #4 BUY 100 @ 9945"),
                fixture.take());
    }

    @Test
    void aRestingOrderDoesNotSlipInFrontOfAMarketOrderThatIsHeld() {
        fixture.cancel(id(3));
        fixture.place(0, BTC, Side.SELL, OrderType.MARKET, 100, NULL_VALUE);
        fixture.take();
        fixture.place(BTC, Side.BUY, 100, 9_000);
        assertTrue(fixture.take().contains("journal Report #4 RISK_REJECTED RISK_REJECTED 0/0"));
    }

    @Test
    void ordersThatDoNotCrossGoAtOnce() {
        fixture.take();
        fixture.place(BTC, Side.BUY, 100, 9_930);
        assertEquals("gateway NewOrder #4 BUY 100 @ 9930", fixture.take().getLast());
    }

    @Test
    void aReplaceOfAHeldOrderWaitsForItsTurn() {
        fixture.replace(id(3), 9_950, 300);
        assertEquals(RejectReason.REQUEST_PENDING, fixture.lastReason());
    }

    @Test
    void aRestartDropsIt() {
        final TradeFixture recovered = recover();
        final List<String> said = recovered.take();
        assertTrue(said.contains(REFUSED_3));
        assertTrue(said.stream().noneMatch(line -> line.startsWith("gateway") && line.contains("#3")));
        assertEquals(2, recovered.core.openOrderCount());
    }

    @Test
    void aRestartAfterItWasSentAsksTheVenue() {
        fixture.report(id(1), ExecType.CANCELED);
        fixture.report(id(2), ExecType.CANCELED);
        assertTrue(recover().take().contains("gateway QueryOrder #3"));
    }

    @Test
    void strategiesThatInsistOnMeetingTakeTurnsOnlySoOftenAnEvent() {
        fixture = new TradeFixture(
                TradeFixture.RUN_ID, OLDEST, TradeFixture.RISK,
                List.of(TradeFixture.strategy(1, "buy", Map.of()), TradeFixture.strategy(2, "sell", Map.of())),
                (settings, instruments) -> new Stubborn("buy".equals(settings.type()) ? Side.BUY : Side.SELL)).live();
        fixture.core.recordInputs();
        fixture.startStrategy(1);
        fixture.report(id(1), ExecType.NEW);
        fixture.startStrategy(2);
        assertEquals(2, fixture.counter(TradeCounter.ORDERS), "one works, one is held");
        fixture.report(id(1), ExecType.CANCELED);
        assertEquals(3 + 2 * SelfTradeDesk.REVIEWS_MAX, fixture.counter(TradeCounter.ORDERS), "each once a review");
        fixture.take();
        fixture.core.doWork(fixture.nowNs);
        assertEquals(3 + 4 * SelfTradeDesk.REVIEWS_MAX, fixture.counter(TradeCounter.ORDERS), "and goes on with the next event");
        assertEquals("journal template " + CoreInputDecoder.TEMPLATE_ID, fixture.take().getFirst(), "which is an input of its own");
        for (int i = 0; i < 100; i++) {
            fixture.core.doWork(fixture.nowNs);
        }
        final long orders = fixture.counter(TradeCounter.ORDERS);
        fixture.core.doWork(fixture.nowNs);
        assertEquals(orders, fixture.counter(TradeCounter.ORDERS), "the order rate ends it");
        assertEquals(1, fixture.core.openOrderCount());
    }

    /** Always wants an order that crosses the other's. */
    private static final class Stubborn implements Strategy {
        private final Side side;
        private long clientOrderId;

        private Stubborn(final Side side) {
            this.side = side;
        }

        @Override
        public void onStart(final StrategyContext context) {
            clientOrderId = context.submitLimit(BTC, side, 10_000, 100, TimeInForce.GTC);
        }

        @Override
        public void onExecutionReport(final StrategyContext context, final Order order, final ExecutionReportDecoder report) {
            if (order.terminal() && order.clientOrderId() == clientOrderId) {
                onStart(context);
            }
        }
    }

    /** A journal of the version before has no such field. */
    @Test
    void anOrderOfAnOlderJournalWasSent() {
        fixture = fixture(TradeFixture.RUN_ID).live();
        fixture.place(BTC, Side.BUY, 100, 9_950);
        final int last = fixture.records.size() - 1;
        final byte[] old = Arrays.copyOf(fixture.records.get(last), fixture.records.get(last).length - 1);
        new MessageHeaderEncoder().wrap(new UnsafeBuffer(old), 0).blockLength(NewOrderDecoder.heldEncodingOffset()).version(0);
        fixture.records.set(last, old);
        assertTrue(recover().take().contains("gateway QueryOrder #1"));
    }

    private TradeFixture recover() {
        final JournalLines lines = new JournalLines();
        final TradeFixture recovered = fixture(TradeFixture.RUN_ID + 1);
        recovered.nowNs = fixture.nowNs;
        for (int i = 0; i < fixture.records.size(); i++) {
            lines.dispatch(i, new UnsafeBuffer(fixture.records.get(i)), recovered.core.recovery());
        }
        return recovered.start();
    }
}
