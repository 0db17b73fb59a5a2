package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.ETH;
import static io.peregrine.trade.TradeFixture.ORDER_TIMEOUT_NS;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.peregrine.message.BookState;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Replaces, from the request to what recovery makes of them. BTC's venue replaces in place; ETH's only downwards. */
class ReplaceTest {
    private final TradeFixture fixture = new TradeFixture().live();

    @Test
    void inPlaceIsJournalledThenSentAndTheAnswerGivesTheOrderItsNewTerms() {
        working(BTC, 100, 9_900);
        fixture.replace(id(1), 9_910, 150);
        assertEquals(
                List.of("journal ReplaceRequest", "journal ReplaceOrder #1 150 @ 9910", "gateway ReplaceOrder #1 150 @ 9910"),
                fixture.take());
        fixture.fill(id(1), 100, 9_900);
        fixture.replaced(id(1), 9_910, 150);
        fixture.replaced(id(1), 9_910, 150);
        fixture.fill(id(1), 50, 9_910);
        assertEquals(
                List.of(
                        "journal Report #1 TRADE PENDING_REPLACE 100/0",
                        "journal Report #1 REPLACED PARTIALLY_FILLED 100/50",
                        "journal Report #1 TRADE FILLED 150/0"),
                fixture.take());
        assertEquals(150, fixture.position(BTC));
    }

    @Test
    void aFillBeyondTheOldQuantityProvesTheReplaceBeforeItsReport() {
        working(BTC, 100, 9_900);
        fixture.replace(id(1), NULL_VALUE, 150);
        fixture.take();
        fixture.fill(id(1), 120, 9_900);
        fixture.replaced(id(1), 9_900, 150);
        assertEquals(List.of("journal Report #1 TRADE PARTIALLY_FILLED 120/30"), fixture.take());
    }

    @Test
    void aRefusedReplaceLeavesTheOrderAsItWas() {
        working(BTC, 100, 9_900);
        fixture.replace(id(1), 9_910, NULL_VALUE);
        fixture.take();
        fixture.report(id(1), ExecType.REPLACE_REJECTED, RejectReason.VENUE_OTHER);
        fixture.fill(id(1), 100, 9_900);
        assertEquals(List.of("journal Report #1 REPLACE_REJECTED NEW 0/100", "journal Report #1 TRADE FILLED 100/0"), fixture.take());
    }

    @Test
    void withoutAnAnswerTheVenueSaysWhichTermsTheOrderHas() {
        working(BTC, 100, 9_900);
        fixture.replace(id(1), 9_910, 150);
        fixture.take();
        fixture.after(ORDER_TIMEOUT_NS);
        assertEquals(
                List.of("journal Report #1 TIMEOUT UNKNOWN 0/100", "journal QueryOrder #1", "gateway QueryOrder #1"), fixture.take());
        fixture.toldTerms(id(1), OrderStatus.NEW, 0, 9_910, 150);
        assertEquals(List.of("journal Report #1 ORDER_STATUS NEW 0/150"), fixture.take());
    }

    @Test
    void theOldTermsAreOnlyBelievedOnceTheReplaceCanNotArriveAnyMore() {
        working(BTC, 100, 9_900);
        fixture.replace(id(1), 9_910, 150);
        fixture.report(id(1), ExecType.TIMEOUT);
        fixture.take();
        fixture.toldTerms(id(1), OrderStatus.NEW, 0, 9_900, 100);
        assertEquals(List.of(), fixture.take(), "the replace may still be under way");
        fixture.after(ORDER_TIMEOUT_NS);
        fixture.take();
        fixture.toldTerms(id(1), OrderStatus.NEW, 0, 9_900, 100);
        assertEquals(List.of("journal Report #1 ORDER_STATUS NEW 0/100"), fixture.take());
    }

    @Test
    void anOrderCanBeCancelledWhileItsReplaceIsUnderWay() {
        working(BTC, 100, 9_900);
        fixture.replace(id(1), 9_910, 150);
        fixture.take();
        fixture.cancel(id(1));
        fixture.replaced(id(1), 9_910, 150);
        fixture.report(id(1), ExecType.CANCELED);
        assertEquals(
                List.of(
                        "journal CancelRequest", "journal CancelOrder #1", "gateway CancelOrder #1",
                        "journal Report #1 REPLACED PENDING_CANCEL 0/150",
                        "journal Report #1 CANCELED CANCELED 0/0"),
                fixture.take());
    }

    @Test
    void whereTheVenueCanNotAmendOneRequestCancelsTheOrderAndSendsAnother() {
        eth();
        working(ETH, 4_000, 9_900);
        fixture.replace(id(1), 9_905, NULL_VALUE);
        assertEquals(
                List.of("journal ReplaceRequest", "journal ReplaceOrder #1 4000 @ 9905", "gateway ReplaceOrder #1 by #2 4000 @ 9905"),
                fixture.take());
        fixture.report(id(1), ExecType.CANCELED);
        fixture.report(id(2), ExecType.NEW);
        assertEquals(List.of("journal Report #1 CANCELED CANCELED 0/0", "journal Report #2 NEW NEW 0/4000"), fixture.take());
        fixture.replace(id(2), NULL_VALUE, 3_000);
        assertEquals("gateway ReplaceOrder #2 3000 @ 9905", fixture.take().getLast(), "downwards it amends");
    }

    @Test
    void theNewOrderIsForWhatTheOldOneHadLeft() {
        eth();
        working(ETH, 4_000, 9_900);
        fixture.fill(id(1), 1_000, 9_900);
        fixture.replace(id(1), 9_905, NULL_VALUE);
        assertEquals("gateway ReplaceOrder #1 by #2 3000 @ 9905", fixture.take().getLast());
    }

    @Test
    void refusalsSayWhyAndChangeNothing() {
        working(BTC, 100, 9_900);
        assertRefused(9_900, 0, "QUANTITY_RANGE");
        assertRefused(9_900, 20_000, "POSITION_LIMIT");
        assertRefused(11_000, NULL_VALUE, "PRICE_COLLAR");
        fixture.replace(id(1), 9_901, NULL_VALUE);
        fixture.take();
        fixture.replace(id(1), 9_902, NULL_VALUE);
        assertEquals(List.of("journal ReplaceRequest", "journal Report #1 REPLACE_REJECTED PENDING_REPLACE 0/100"), fixture.take());
        fixture.report(id(1), ExecType.CANCELED);
        fixture.take();
        fixture.replace(id(1), 9_902, NULL_VALUE);
        assertEquals(List.of("journal ReplaceRequest", "journal Report #1 REPLACE_REJECTED CANCELED 0/0"), fixture.take());
        fixture.replace(id(77), 9_902, NULL_VALUE);
        assertEquals("journal Report #77 REPLACE_REJECTED NULL_VAL " + NULL_VALUE + "/" + NULL_VALUE, fixture.take().getLast());
    }

    @Test
    void aSellOrderMayNotBeReplacedIntoABuyOrderOfOurs() {
        working(BTC, 100, 9_900);
        fixture.place(BTC, Side.SELL, 100, 10_100);
        fixture.report(id(2), ExecType.NEW);
        fixture.take();
        fixture.replace(id(2), 9_900, NULL_VALUE);
        assertEquals(
                List.of("journal ReplaceRequest", "journal RiskEvent WARNING SELF_TRADE", "journal Report #2 REPLACE_REJECTED NEW 0/100"),
                fixture.take());
        fixture.replace(id(1), 9_990, NULL_VALUE);
        fixture.take();
        fixture.place(BTC, Side.SELL, 100, 9_980);
        assertEquals("journal Report #3 RISK_REJECTED RISK_REJECTED 0/0", fixture.take().getLast(), "its price may be 9 990 already");
    }

    @Test
    void whileItIsUnderWayTheWorseOfBothTermsIsReserved() {
        working(BTC, 100, 9_900);
        fixture.replace(id(1), NULL_VALUE, 9_900);
        fixture.take();
        fixture.place(BTC, Side.BUY, 200, 9_900);
        assertEquals("journal RiskEvent WARNING POSITION_LIMIT", fixture.take().get(1));
        fixture.report(id(1), ExecType.REPLACE_REJECTED, RejectReason.VENUE_OTHER);
        fixture.place(BTC, Side.BUY, 200, 9_900);
        assertEquals("gateway NewOrder #3 BUY 200 @ 9900", fixture.take().getLast());
    }

    @Test
    void recoveryKnowsTheReplaceAndAsksWhatBecameOfIt() {
        working(BTC, 100, 9_900);
        fixture.replace(id(1), 9_910, 150);
        final TradeFixture recovered = recover();
        assertEquals(
                List.of("journal Report #1 TIMEOUT UNKNOWN 0/100", "journal QueryOrder #1", "gateway QueryOrder #1"),
                recovered.take().subList(0, 3));
        recovered.toldTerms(id(1), OrderStatus.NEW, 0, 9_910, 150);
        assertEquals(List.of("journal Report #1 ORDER_STATUS NEW 0/150"), recovered.take());
    }

    @Test
    void recoveryKnowsBothOrdersOfAReplaceByANewOne() {
        eth();
        working(ETH, 4_000, 9_900);
        fixture.replace(id(1), 9_905, NULL_VALUE);
        final TradeFixture recovered = recover();
        assertEquals(
                List.of("gateway QueryOrder #1", "gateway QueryOrder #2"),
                recovered.take().stream().filter(line -> line.startsWith("gateway Q")).toList());
        assertFalse(recovered.core.reconciled());
    }

    private void eth() {
        fixture.book(ETH, BookState.LIVE);
        fixture.quote(ETH, 9_990, 10_010);
        fixture.take();
    }

    private void working(final int instrumentId, final long quantity, final long price) {
        fixture.place(0, instrumentId, Side.BUY, OrderType.LIMIT, quantity, price);
        fixture.report(id(1), ExecType.NEW);
        fixture.take();
    }

    private void assertRefused(final long price, final long quantity, final String reason) {
        fixture.replace(id(1), price, quantity);
        final List<String> lines = fixture.take();
        assertEquals("journal Report #1 REPLACE_REJECTED NEW 0/100", lines.getLast());
        if (lines.size() == 3) {
            assertEquals("journal RiskEvent WARNING " + reason, lines.get(1));
        }
        assertEquals(RejectReason.valueOf(reason), fixture.lastReason());
    }

    private TradeFixture recover() {
        final TradeFixture recovered = new TradeFixture(
                TradeFixture.RUN_ID + 1, TradeFixture.ORDERS, TradeFixture.RISK, List.of(), null);
        recovered.nowNs = fixture.nowNs + ORDER_TIMEOUT_NS;
        final JournalLines lines = new JournalLines();
        for (int i = 0; i < fixture.records.size(); i++) {
            lines.dispatch(i, new UnsafeBuffer(fixture.records.get(i)), recovered.core.recovery());
        }
        return recovered.start();
    }
}
