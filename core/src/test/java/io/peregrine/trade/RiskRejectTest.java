package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.ETH;
import static io.peregrine.trade.TradeFixture.SECOND_NS;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.BookState;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.InstrumentState;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.Side;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.SelfTradePrevention;
import io.peregrine.order.UnknownOrders;
import io.peregrine.risk.RiskSettings;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Every reason for which pre-trade risk refuses an order: nothing is sent, and the journal says why. BTC is at 100.00 USDT. */
class RiskRejectTest {
    private static final long ONE_E8 = 100_000_000L;

    private TradeFixture fixture = new TradeFixture().live();

    @Test
    void unknownInstrument() {
        fixture.place(55, Side.BUY, 1, 9_900);
        assertRefused(RejectReason.UNKNOWN_INSTRUMENT, 0, 0);
    }

    @Test
    void unknownStrategy() {
        fixture.place(9, BTC, Side.BUY, OrderType.LIMIT, 100, 9_900);
        assertRefused(RejectReason.UNKNOWN_STRATEGY, 0, 0);
    }

    @Test
    void inverseContractsAreUnsupported() {
        fixture.place(2, Side.BUY, 1, 1_000);
        assertRefused(RejectReason.UNSUPPORTED, 0, 0);
    }

    @Test
    void anInstrumentThatTheVenueDoesNotTradeNowOrHasChanged() {
        fixture.instrument(BTC, InstrumentState.HALTED);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertRefused(RejectReason.INSTRUMENT_HALTED, 0, 0);
        fixture.instrument(BTC, InstrumentState.CHANGED);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertRefused(RejectReason.INSTRUMENT_CHANGED, 0, 0);
        fixture.instrument(ETH, InstrumentState.HALTED);
        fixture.instrument(BTC, InstrumentState.TRADING);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertSent("it is traded again, whatever became of another instrument");
    }

    @Test
    void offTick() {
        fixture.book(ETH, BookState.LIVE);
        fixture.quote(ETH, 9_995, 10_005);
        fixture.place(ETH, Side.BUY, 1_000, 9_903);
        assertRefused(RejectReason.OFF_TICK, 5_000_000, 9_903_000_000L);
    }

    @Test
    void aPriceThatTheTypeDoesNotHaveOrLacks() {
        fixture.place(0, BTC, Side.BUY, OrderType.MARKET, 100, 9_900);
        assertEquals(RejectReason.OFF_TICK, lastRejection().rejectReason());
        fixture.place(0, BTC, Side.BUY, OrderType.LIMIT, 100, NULL_VALUE);
        assertEquals(RejectReason.OFF_TICK, lastRejection().rejectReason());
        fixture.place(0, BTC, Side.BUY, OrderType.STOP, 100, NULL_VALUE);
        assertEquals(RejectReason.OFF_TICK, lastRejection().rejectReason());
        fixture.place(0, BTC, Side.BUY, OrderType.LIMIT, 100, -9_900);
        assertEquals(RejectReason.OFF_TICK, lastRejection().rejectReason());
    }

    @Test
    void offLot() {
        fixture.book(ETH, BookState.LIVE);
        fixture.quote(ETH, 9_995, 10_005);
        fixture.place(ETH, Side.BUY, 1_005, 9_900);
        assertRefused(RejectReason.OFF_LOT, 100_000, 10_050_000);
    }

    @Test
    void quantityRange() {
        fixture.place(BTC, Side.BUY, 0, 9_900);
        assertRefused(RejectReason.QUANTITY_RANGE, 100_000, 0);
        fixture.place(BTC, Side.BUY, 100_001, 9_900);
        assertRefused(RejectReason.QUANTITY_RANGE, 100 * ONE_E8, 10_000_100_000L);
        fixture.place(BTC, Side.BUY, -100, 9_900);
        assertEquals(RejectReason.QUANTITY_RANGE, lastRejection().rejectReason());
    }

    @Test
    void notionalMinimumAndOverflow() {
        fixture.place(BTC, Side.BUY, 50, 9_999);
        assertRefused(RejectReason.NOTIONAL_MIN, 5 * ONE_E8, 499_950_000);
        fixture.place(BTC, Side.SELL, 100_000, Long.MAX_VALUE / 1_000);
        assertRefused(RejectReason.NOTIONAL_OVERFLOW, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @Test
    void bookNotLive() {
        fixture.place(ETH, Side.BUY, 1_000, 9_900);
        assertRefused(RejectReason.BOOK_NOT_LIVE, 0, 0);
        fixture.book(BTC, BookState.SUSPECT);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertRefused(RejectReason.BOOK_NOT_LIVE, 0, 0);
        fixture.book(BTC, BookState.LIVE);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertRefused(RejectReason.BOOK_NOT_LIVE, 0, 0);
        fixture.quote(BTC, 9_999, 10_001);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertSent("within the limits");
    }

    @Test
    void theCollarIsForBuyingHighAndSellingLowOnly() {
        fixture.place(BTC, Side.BUY, 100, 10_501);
        assertRefused(RejectReason.PRICE_COLLAR, 105 * ONE_E8, 10_501_000_000L);
        fixture.place(BTC, Side.SELL, 100, 9_499);
        assertRefused(RejectReason.PRICE_COLLAR, 95 * ONE_E8, 9_499_000_000L);
        fixture.place(BTC, Side.BUY, 100_00, 5_000);
        assertSent("within the limits");
        fixture.place(BTC, Side.SELL, 100, 20_000);
        assertSent("within the limits");
    }

    @Test
    void worstCasePositionCountsOpenAndUnknownOrders() {
        fixture.place(BTC, Side.BUY, 6_000, 9_900);
        fixture.report(id(1), ExecType.TIMEOUT);
        fixture.place(BTC, Side.BUY, 4_001, 9_900);
        assertRefused(RejectReason.POSITION_LIMIT, 10 * ONE_E8, 1_000_100_000L);
        fixture.place(BTC, Side.SELL, 10_000, 10_100);
        assertSent("the worst short does not count the buys");
        fixture.place(BTC, Side.BUY, 4_000, 9_900);
        assertSent("within the limits");
    }

    @Test
    void aPositionBeyondTheLimitMayShrink() {
        fixture.place(BTC, Side.BUY, 10_000, 9_900);
        fixture.fill(id(1), 12_000, 9_900);
        fixture.place(BTC, Side.BUY, 60, 9_900);
        assertEquals(RejectReason.POSITION_LIMIT, lastRejection().rejectReason());
        fixture.place(BTC, Side.SELL, 1_000, 10_100);
        assertSent("within the limits");
    }

    @Test
    void worstCaseExposureOverAllInstruments() {
        fixture = fixture(TradeFixture.ORDERS, new RiskSettings(1 << 30, 100, 1_000 * ONE_E8, 1_000 * ONE_E8, SECOND_NS, 5));
        fixture.book(ETH, BookState.LIVE);
        fixture.quote(ETH, 9_995, 10_005);
        fixture.place(BTC, Side.BUY, 6_000, 9_900);
        fixture.place(ETH, Side.SELL, 50_000, 10_100);
        assertRefused(RejectReason.EXPOSURE_LIMIT, 1_000 * ONE_E8, 1_105 * ONE_E8);
        fixture.place(ETH, Side.SELL, 39_600, 10_100);
        assertSent("600 at the mark, which is worse than 594 at the order's price, and 399.96");
        fixture.place(BTC, Side.SELL, 6_000, 10_001);
        assertEquals(RejectReason.EXPOSURE_LIMIT, lastRejection().rejectReason(), "the larger of both sides counts: 600.06 instead of 600");
        fixture.place(BTC, Side.SELL, 5_900, 10_000);
        assertSent("the other side costs nothing up to the larger one");
    }

    @Test
    void orderRateIsATokenBucket() {
        fixture = fixture(new OrderSettings(2, SECOND_NS * 9, 0, 0, 64), TradeFixture.RISK);
        for (int i = 0; i < 2; i++) {
            fixture.place(BTC, Side.BUY, 100, 9_900);
            assertSent("within the limits");
        }
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertRefused(RejectReason.ORDER_RATE, 2 * ONE_E8, 3 * ONE_E8);
        fixture.nowNs += SECOND_NS / 2;
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertSent("within the limits");
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertRefused(RejectReason.ORDER_RATE, 2 * ONE_E8, 3 * ONE_E8);
    }

    @Test
    void openOrders() {
        fixture = fixture(new OrderSettings(100, SECOND_NS * 9, 0, 0, 2), TradeFixture.RISK);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertRefused(RejectReason.OPEN_ORDERS, 2 * ONE_E8, 3 * ONE_E8);
        fixture.report(id(1), ExecType.REJECTED);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertSent("within the limits");
    }

    @Test
    void selfTradeAcrossStrategies() {
        fixture.place(BTC, Side.SELL, 100, 10_100);
        fixture.place(BTC, Side.BUY, 100, 10_100);
        assertRefused(RejectReason.SELF_TRADE, 101 * ONE_E8, 101 * ONE_E8);
        fixture.place(0, BTC, Side.BUY, OrderType.MARKET, 100, NULL_VALUE);
        assertEquals(RejectReason.SELF_TRADE, lastRejection().rejectReason());
        fixture.place(BTC, Side.BUY, 100, 10_099);
        assertSent("within the limits");
        fixture.place(BTC, Side.SELL, 100, 10_099);
        assertEquals(RejectReason.SELF_TRADE, lastRejection().rejectReason());
    }

    @Test
    void halted() {
        fixture.core.halt(RejectReason.KILL_SWITCH, fixture.nowNs);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertRefused(RejectReason.HALTED, 0, 0);
    }

    private static TradeFixture fixture(final OrderSettings orders, final RiskSettings risk) {
        return new TradeFixture(TradeFixture.RUN_ID, orders, risk, List.of(), null).live();
    }

    /** The last three records are the command, the event and the report; the gateway got nothing. */
    private void assertRefused(final RejectReason reason, final long limitE8, final long valueE8) {
        final List<String> lines = fixture.take();
        final List<String> last = lines.subList(lines.size() - 2, lines.size());
        assertEquals("journal RiskEvent WARNING " + reason, last.get(0));
        assertEquals(reason, lastRejection().rejectReason());
        final RiskEventDecoder event = new RiskEventDecoder()
                .wrapAndApplyHeader(record(fixture.records.size() - 2), 0, new MessageHeaderDecoder());
        assertEquals(List.of(limitE8, valueE8), List.of(event.limitE8(), event.valueE8()));
        assertEquals(lastReport().clientOrderId(), event.clientOrderId());
    }

    /** The last record is an order on its way: it was not refused. */
    private void assertSent(final String why) {
        final int templateId = new MessageHeaderDecoder().wrap(record(fixture.records.size() - 1), 0).templateId();
        assertEquals(NewOrderDecoder.TEMPLATE_ID, templateId, why);
    }

    private ExecutionReportDecoder lastRejection() {
        final ExecutionReportDecoder report = lastReport();
        assertEquals(ExecType.RISK_REJECTED, report.execType());
        assertEquals(OrderStatus.RISK_REJECTED, report.orderStatus());
        return report;
    }

    private ExecutionReportDecoder lastReport() {
        return new ExecutionReportDecoder().wrapAndApplyHeader(record(fixture.records.size() - 1), 0, new MessageHeaderDecoder());
    }

    private UnsafeBuffer record(final int index) {
        return new UnsafeBuffer(fixture.records.get(index));
    }

    @Test
    void cancelBothRefusesTheNewOrderAndCancelsTheOnesThatItWouldTradeWith() {
        final OrderSettings both = new OrderSettings(
                100, TradeFixture.ORDER_TIMEOUT_NS, 0, 3, 64, 0, UnknownOrders.REPORT, SelfTradePrevention.CANCEL_BOTH);
        final TradeFixture fixture = new TradeFixture(TradeFixture.RUN_ID, both, TradeFixture.RISK, List.of(), null).live();
        fixture.place(TradeFixture.BTC, Side.BUY, 100, 9_900);
        fixture.place(TradeFixture.BTC, Side.BUY, 100, 9_910);
        fixture.report(TradeFixture.id(1), ExecType.NEW);
        fixture.report(TradeFixture.id(2), ExecType.NEW);
        fixture.take();
        fixture.place(TradeFixture.BTC, Side.SELL, 100, 9_905);
        assertEquals(
                List.of(
                        "journal PlaceOrder #3 mine", "journal RiskEvent WARNING SELF_TRADE",
                        "journal Report #3 RISK_REJECTED RISK_REJECTED 0/0",
                        "journal CancelOrder #2", "gateway CancelOrder #2"),
                fixture.take());
        fixture.place(TradeFixture.BTC, Side.SELL, 100, 9_905);
        assertEquals("journal Report #4 RISK_REJECTED RISK_REJECTED 0/0", fixture.take().getLast(), "its cancel is not confirmed");
        fixture.report(TradeFixture.id(2), ExecType.CANCELED);
        fixture.place(TradeFixture.BTC, Side.SELL, 100, 9_905);
        assertEquals("gateway NewOrder #5 SELL 100 @ 9905", fixture.take().getLast());
    }
}
