package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.ETH;
import static io.peregrine.trade.TradeFixture.ORDER_TIMEOUT_NS;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.BookState;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Stop orders that the engine holds because their venue takes none: ETH's. */
class HeldStopTest {
    private final JournalLines lines = new JournalLines();
    private TradeFixture fixture = new TradeFixture().live();

    HeldStopTest() {
        live(fixture);
    }

    @Test
    void isHeldAndJournalledAndTheVenueHearsNothing() {
        stop(Side.BUY, 10_100, NULL_VALUE);
        assertEquals(
                List.of("journal PlaceOrder #1 mine", "journal NewOrder #1 BUY 4000", "journal Report #1 NEW NEW 0/4000"),
                fixture.take());
        fixture.trade(ETH, 10_095);
        fixture.after(ORDER_TIMEOUT_NS);
        assertEquals(List.of(), fixture.take(), "below the stop price nothing happens, and nothing times out");
    }

    @Test
    void aTradeAtTheStopPriceSendsItUnderTheSameId() {
        stop(Side.BUY, 10_100, NULL_VALUE);
        fixture.take();
        fixture.trade(ETH, 10_100);
        assertEquals(
                List.of(
                        "journal NewOrder #1 BUY 4000", "gateway NewOrder #1 BUY 4000 at market",
                        "journal Report #1 TRIGGERED TRIGGERED 0/4000"),
                fixture.take());
        fixture.trade(ETH, 10_105);
        fixture.report(id(1), ExecType.NEW);
        fixture.fill(id(1), 4_000, 10_105);
        assertEquals(List.of("journal Report #1 NEW NEW 0/4000", "journal Report #1 TRADE FILLED 4000/0"), fixture.take());
        assertEquals(1, fixture.counter(TradeCounter.STOPS_TRIGGERED));
    }

    @Test
    void aSellIsTriggeredAtOrBelowAndAStopLimitRestsAtItsLimit() {
        stop(Side.SELL, 9_900, 9_890);
        fixture.take();
        fixture.trade(ETH, 9_905);
        assertEquals(List.of(), fixture.take());
        fixture.trade(ETH, 9_890);
        assertEquals("gateway NewOrder #1 SELL 4000 @ 9890", fixture.take().get(1));
    }

    @Test
    void onlyALiveBookTriggers() {
        stop(Side.BUY, 10_100, NULL_VALUE);
        fixture.book(ETH, BookState.SUSPECT);
        fixture.take();
        fixture.trade(ETH, 10_200);
        assertEquals(List.of(), fixture.take());
        live(fixture);
        fixture.trade(ETH, 10_200);
        assertEquals("gateway NewOrder #1 BUY 4000 at market", fixture.take().get(1));
    }

    @Test
    void canBeCancelledWhileHeldAndAHaltCancelsIt() {
        stop(Side.BUY, 10_100, NULL_VALUE);
        stop(Side.BUY, 10_105, NULL_VALUE);
        fixture.take();
        fixture.cancel(id(1));
        assertEquals(
                List.of("journal CancelRequest", "journal CancelOrder #1", "journal Report #1 CANCELED CANCELED 0/0"), fixture.take());
        fixture.core.halt(RejectReason.KILL_SWITCH, fixture.nowNs);
        assertEquals("journal Report #2 CANCELED CANCELED 0/0", fixture.take().getLast());
        fixture.trade(ETH, 10_200);
        assertEquals(List.of(), fixture.take());
        assertEquals(0, fixture.core.openOrderCount());
    }

    @Test
    void aStopThatWouldTradeWithAnOrderOfOursIsRefusedWhenItIsTriggered() {
        fixture.place(0, ETH, Side.SELL, OrderType.LIMIT, 4_000, 10_100);
        fixture.report(id(1), ExecType.NEW);
        stop(Side.BUY, 10_050, NULL_VALUE);
        fixture.take();
        fixture.trade(ETH, 10_050);
        assertEquals(List.of("journal RiskEvent WARNING SELF_TRADE", "journal Report #2 REJECTED REJECTED 0/0"), fixture.take());
    }

    @Test
    void anAnswerThatNeverComesMakesItUnknownAndNotFoundEndsIt() {
        stop(Side.BUY, 10_100, NULL_VALUE);
        fixture.trade(ETH, 10_100);
        fixture.take();
        fixture.after(ORDER_TIMEOUT_NS);
        assertEquals(
                List.of("journal Report #1 TIMEOUT UNKNOWN 0/4000", "journal QueryOrder #1", "gateway QueryOrder #1"), fixture.take());
        fixture.report(id(1), ExecType.ORDER_STATUS, RejectReason.UNKNOWN_ORDER);
        assertEquals(List.of("journal Report #1 ORDER_STATUS REJECTED 0/0"), fixture.take());
    }

    @Test
    void aRestartFindsItHeldAndDoesNotAskTheVenue() {
        stop(Side.BUY, 10_100, NULL_VALUE);
        restart();
        assertTrue(
                fixture.take().stream().noneMatch(line -> line.startsWith("gateway") && line.contains("#1")),
                "the venue knows nothing of it");
        fixture.after(TradeCore.TIMER_INTERVAL_NS);
        assertTrue(fixture.core.reconciled());
        live(fixture);
        fixture.trade(ETH, 10_100);
        assertEquals("gateway NewOrder #1 BUY 4000 at market", fixture.take().get(1));
    }

    @Test
    void aRestartAfterTheTriggerAsksTheVenueAndNeverTriggersAgain() {
        stop(Side.BUY, 10_100, NULL_VALUE);
        fixture.trade(ETH, 10_100);
        restart();
        assertTrue(fixture.take().contains("gateway QueryOrder #1"));
        live(fixture);
        fixture.trade(ETH, 10_100);
        assertEquals(List.of(), fixture.take());
        fixture.report(id(1), ExecType.ORDER_STATUS, RejectReason.UNKNOWN_ORDER);
        assertEquals(List.of("journal Report #1 ORDER_STATUS REJECTED 0/0"), fixture.take(), "it never arrived");
    }

    @Test
    void aVenueThatTakesStopsGetsThem() {
        fixture.place(0, BTC, Side.BUY, OrderType.STOP, 100, NULL_VALUE, 10_100);
        assertEquals("gateway NewOrder #1 BUY 100 from 10100 at market", fixture.take().getLast());
        fixture.report(id(1), ExecType.NEW);
        fixture.take();
        fixture.trade(BTC, 10_200);
        assertEquals(List.of(), fixture.take(), "triggering is the venue's");
    }

    private void stop(final Side side, final long stopPrice, final long price) {
        final OrderType type = price == NULL_VALUE ? OrderType.STOP : OrderType.STOP_LIMIT;
        fixture.place(0, ETH, side, type, 4_000, price, stopPrice);
    }

    private void restart() {
        final TradeFixture recovered = new TradeFixture(
                TradeFixture.RUN_ID + 1, TradeFixture.ORDERS, TradeFixture.RISK, List.of(), null);
        recovered.nowNs = fixture.nowNs + ORDER_TIMEOUT_NS;
        for (int i = 0; i < fixture.records.size(); i++) {
            lines.dispatch(i, new UnsafeBuffer(fixture.records.get(i)), recovered.core.recovery());
        }
        fixture = recovered.start();
    }

    private static void live(final TradeFixture of) {
        of.book(ETH, BookState.LIVE);
        of.quote(ETH, 9_990, 10_010);
        of.take();
    }
}
