package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.ORDER_TIMEOUT_NS;
import static io.peregrine.trade.TradeFixture.RETRIES;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.ExecType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trading sessions by hand: what is journalled and sent, and in which order. */
class TradeCoreTest {
    private final TradeFixture fixture = new TradeFixture().live();

    @Test
    void everythingIsJournalledBeforeItActs() {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(1), ExecType.NEW);
        fixture.fill(id(1), 40, 9_900);
        fixture.cancel(id(1));
        fixture.report(id(1), ExecType.CANCELED);
        assertEquals(
                List.of(
                        "journal PlaceOrder #1 mine",
                        "journal NewOrder #1 BUY 100",
                        "gateway NewOrder #1 BUY 100 @ 9900",
                        "journal Report #1 NEW NEW 0/100",
                        "journal Report #1 TRADE PARTIALLY_FILLED 40/60",
                        "journal CancelRequest",
                        "journal CancelOrder #1",
                        "gateway CancelOrder #1",
                        "journal Report #1 CANCELED CANCELED 40/0"),
                fixture.take());
        assertEquals(40, fixture.position(BTC));
    }

    @Test
    void aGatewayMayReportFromInsideTheCall() {
        fixture.venue(new SilentVenue() {
            @Override
            public void onNewOrder(final NewOrderDecoder order, final long timeNs) {
                fixture.report(order.clientOrderId(), ExecType.NEW);
                fixture.fill(order.clientOrderId(), 100, 9_900);
            }
        });
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertEquals(
                List.of(
                        "journal PlaceOrder #1 mine",
                        "journal NewOrder #1 BUY 100",
                        "gateway NewOrder #1 BUY 100 @ 9900",
                        "journal Report #1 NEW NEW 0/100",
                        "journal Report #1 TRADE FILLED 100/0"),
                fixture.take());
    }

    @Test
    void anOrderWithoutAnAnswerIsUnknownAndAskedFor() {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.take();
        fixture.after(ORDER_TIMEOUT_NS);
        assertEquals(
                List.of("journal Report #1 TIMEOUT UNKNOWN 0/100", "journal QueryOrder #1", "gateway QueryOrder #1"), fixture.take());
        for (int i = 0; i < RETRIES; i++) {
            fixture.after(ORDER_TIMEOUT_NS);
            assertEquals(List.of("journal QueryOrder #1", "gateway QueryOrder #1"), fixture.take());
        }
        fixture.after(ORDER_TIMEOUT_NS);
        assertEquals(List.of(), fixture.take(), "after all attempts it is asked for more slowly");
        fixture.after(10 * ORDER_TIMEOUT_NS);
        assertEquals(
                List.of("journal RiskEvent SEVERE UNKNOWN_ORDER", "journal QueryOrder #1", "gateway QueryOrder #1"), fixture.take());
        fixture.told(id(1), OrderStatus.NEW, 0);
        assertEquals(List.of("journal Report #1 ORDER_STATUS NEW 0/100"), fixture.take());
    }

    @Test
    void notFoundRejectsOnlyWhatCanNotArriveAnyMore() {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(1), ExecType.TIMEOUT);
        fixture.report(id(1), ExecType.ORDER_STATUS, RejectReason.UNKNOWN_ORDER);
        fixture.take();
        fixture.after(ORDER_TIMEOUT_NS);
        assertEquals(List.of("journal QueryOrder #1", "gateway QueryOrder #1"), fixture.take(), "still unknown");
        fixture.report(id(1), ExecType.ORDER_STATUS, RejectReason.UNKNOWN_ORDER);
        assertEquals(List.of("journal Report #1 ORDER_STATUS REJECTED 0/0"), fixture.take());
    }

    @Test
    void anOrderThatTheVenueWorksAfterItsRejectionIsCancelled() {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(1), ExecType.REJECTED, RejectReason.VENUE_OTHER);
        fixture.take();
        fixture.report(id(1), ExecType.NEW);
        assertEquals(
                List.of("journal RiskEvent SEVERE TOO_LATE", "journal CancelOrder #1", "gateway CancelOrder #1"), fixture.take());
        fixture.fill(id(1), 100, 9_900);
        assertEquals(
                List.of(
                        "journal RiskEvent SEVERE TOO_LATE",
                        "journal CancelOrder #1",
                        "gateway CancelOrder #1",
                        "journal Report #1 TRADE REJECTED 100/0"),
                fixture.take());
        assertEquals(100, fixture.position(BTC), "a fill is a fact");
    }

    @Test
    void aResentOrderThatIsRefusedAsDuplicateIsNotRejected() {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.take();
        fixture.report(id(1), ExecType.REJECTED, RejectReason.DUPLICATE_ORDER);
        assertEquals(
                List.of("journal Report #1 REJECTED UNKNOWN 0/100", "journal QueryOrder #1", "gateway QueryOrder #1"), fixture.take());
    }

    @Test
    void aCancelWithoutAnAnswerIsSentAgainAndThenAskedFor() {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(1), ExecType.NEW);
        fixture.cancel(id(1));
        fixture.take();
        for (int i = 0; i < RETRIES; i++) {
            fixture.after(ORDER_TIMEOUT_NS);
            assertEquals(List.of("journal CancelOrder #1", "gateway CancelOrder #1"), fixture.take());
        }
        fixture.after(ORDER_TIMEOUT_NS);
        assertEquals(
                List.of("journal Report #1 TIMEOUT UNKNOWN 0/100", "journal QueryOrder #1", "gateway QueryOrder #1"), fixture.take());
        fixture.told(id(1), OrderStatus.NEW, 0);
        fixture.take();
        fixture.after(0);
        assertEquals(List.of("journal CancelOrder #1", "gateway CancelOrder #1"), fixture.take(), "the cancel is still wanted");
    }

    @Test
    void aCancelThatEndsBeforeItsFillsAreHereWaitsForThem() {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(1), ExecType.NEW);
        fixture.cancel(id(1));
        fixture.take();
        fixture.canceledAfter(id(1), 30);
        assertEquals(
                List.of("journal Report #1 CANCELED UNKNOWN 0/100", "journal QueryOrder #1", "gateway QueryOrder #1"), fixture.take());
        fixture.fill(id(1), 30, 9_900);
        assertEquals(List.of("journal Report #1 TRADE CANCELED 30/0"), fixture.take());
        assertEquals(30, fixture.position(BTC));
    }

    @Test
    void anOrderThatRestsTooLongIsCancelled() {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(1), ExecType.NEW);
        fixture.after(TradeFixture.FILL_TIMEOUT_NS / 2);
        fixture.fill(id(1), 10, 9_900);
        fixture.take();
        fixture.after(TradeFixture.FILL_TIMEOUT_NS / 2);
        assertEquals(List.of(), fixture.take(), "the fill began the time anew");
        fixture.after(TradeFixture.FILL_TIMEOUT_NS / 2);
        assertEquals(List.of("journal CancelOrder #1", "gateway CancelOrder #1"), fixture.take());
    }

    @Test
    void reportsThatTellNothingNewGoNoFurther() {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.fill(id(1), 100, 9_900, 5);
        fixture.take();
        fixture.fill(id(1), 100, 9_900, 5);
        fixture.report(id(1), ExecType.NEW);
        fixture.report(id(1), ExecType.REJECTED);
        fixture.report(id(1), ExecType.PENDING_NEW);
        assertEquals(List.of(), fixture.take());
        assertEquals(100, fixture.position(BTC));
        assertEquals(1, fixture.counter(TradeCounter.REPORTS_DUPLICATE));
        assertEquals(2, fixture.counter(TradeCounter.REPORTS_LATE));
        assertEquals(1, fixture.counter(TradeCounter.REPORTS_REFUSED));
    }

    @Test
    void overfillsAndUnknownOrdersAreSevere() {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.fill(id(1), 70, 9_900);
        fixture.take();
        fixture.fill(id(1), 70, 9_900);
        fixture.fill(id(99), 1, 9_900);
        assertEquals(
                List.of(
                        "journal RiskEvent SEVERE QUANTITY_RANGE",
                        "journal Report #1 TRADE FILLED 140/0",
                        "journal RiskEvent SEVERE UNKNOWN_ORDER",
                        "journal Difference UNKNOWN_FILL REPORTED " + (id(99) + 500) + " 1 @ 9900"),
                fixture.take());
        assertEquals(140, fixture.position(BTC));
        assertEquals(1, fixture.counter(TradeCounter.OVERFILLS));
        assertEquals(1, fixture.counter(TradeCounter.REPORTS_UNKNOWN_ORDER));
    }

    @Test
    void cancelsAllOrdersOfAnInstrumentOrEverything() {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.place(BTC, Side.BUY, 100, 9_901);
        fixture.take();
        fixture.cancel(NULL_VALUE, TradeFixture.ETH, OrderDesk.ANY);
        assertEquals(List.of("journal CancelRequest"), fixture.take());
        fixture.cancel(NULL_VALUE, BTC, 0);
        assertEquals(2, fixture.take().stream().filter(line -> line.startsWith("gateway CancelOrder")).count());
        fixture.cancel(id(77));
        assertEquals(
                List.of("journal CancelRequest", "journal Report #77 CANCEL_REJECTED NULL_VAL " + NULL_VALUE + "/" + NULL_VALUE),
                fixture.take());
    }

    @Test
    void anAnsweredCancelRejectKeepsTheOrderWorking() {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(1), ExecType.NEW);
        fixture.cancel(id(1));
        fixture.take();
        fixture.report(id(1), ExecType.CANCEL_REJECTED, RejectReason.RATE_LIMITED);
        assertEquals(List.of("journal Report #1 CANCEL_REJECTED NEW 0/100"), fixture.take());
        fixture.after(ORDER_TIMEOUT_NS);
        assertEquals(1, fixture.take().stream().filter(line -> line.equals("gateway CancelOrder #1")).count(), "sent again");
        fixture.report(id(1), ExecType.CANCEL_REJECTED, RejectReason.UNKNOWN_ORDER);
        assertEquals(
                List.of("journal Report #1 CANCEL_REJECTED UNKNOWN 0/100", "journal QueryOrder #1", "gateway QueryOrder #1"),
                fixture.take());
    }
}
