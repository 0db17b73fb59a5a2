package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.SECOND_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.journal.JournalAdapter;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.order.FlattenOrderId;
import io.peregrine.position.Position;
import io.peregrine.position.PositionListener;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Orders that close positions beside the core: their fills are the core's, by hand, however and in whatever order it hears of them. */
class FlattenOrderTest {
    private static final long ORDER = FlattenOrderId.of(1_700_000_000_123L * 1_000_000, 3);
    private static final long VENUE_ORDER = ORDER + 500;

    private final TradeFixture fixture = new TradeFixture().live();

    /** As the runtime tells it: an order that is on no list. */
    private void expect() {
        fixture.listed(Instrument.NULL_VALUE, ORDER, Instrument.NULL_VALUE, 100, 0);
    }

    @Test
    void isJournalledAndAskedForAndItsFillsChangeThePosition() {
        fixture.take();
        expect();
        final String number = "#" + (int) ORDER;
        assertEquals(List.of("journal NewOrder " + number + " BUY 100", "journal Report " + number + " TIMEOUT UNKNOWN 0/100",
                "journal QueryOrder " + number, "gateway QueryOrder " + number), fixture.take());
        assertTrue(fixture.core.knows(ORDER));
        fixture.fill(ORDER, 60, 10_000);
        fixture.fill(ORDER, 40, 10_001);
        assertEquals(100, fixture.position(BTC));
        assertEquals(100, fixture.core.positions().position(0, BTC).quantity(), "by hand");
        assertFalse(fixture.working(ORDER));
    }

    @Test
    void isTakenOnceHoweverOftenItIsTold() {
        expect();
        fixture.fill(ORDER, 100, 10_000);
        fixture.take();
        expect();
        assertEquals(List.of(), fixture.take());
        assertEquals(100, fixture.position(BTC));
    }

    @Test
    void isOpenUntilTheFillsThatTheVenueTellsOfAreHere() {
        expect();
        fixture.told(ORDER, OrderStatus.FILLED, 100);
        assertEquals(1, fixture.core.openOrderCount(), "filled there, and not here");
        fixture.listedFill(VENUE_ORDER, 100, 10_000, 4711);
        assertEquals(0, fixture.core.openOrderCount());
        assertEquals(100, fixture.position(BTC));
    }

    @Test
    void aFillThatIsHereFirstIsNotTakenForAnotherOnesAndIsToldAgain() {
        fixture.take();
        fixture.fill(ORDER, 100, 10_000, 4711);
        assertEquals(List.of(), fixture.take(), "no difference, no event");
        expect();
        fixture.fill(ORDER, 100, 10_000, 4711);
        assertEquals(100, fixture.position(BTC));
    }

    @Test
    void isOverWhereTheVenueNeverHadIt() {
        expect();
        fixture.after(100 * SECOND_NS);
        fixture.told(ORDER, OrderStatus.NULL_VAL, 0);
        fixture.report(ORDER, ExecType.ORDER_STATUS, RejectReason.UNKNOWN_ORDER);
        assertEquals(0, fixture.core.openOrderCount());
        assertEquals(0, fixture.position(BTC));
    }

    @Test
    void isTakenWhileTheKillSwitchIsOn() {
        fixture.core.halt(RejectReason.KILL_SWITCH, fixture.nowNs);
        expect();
        fixture.fill(ORDER, 100, 10_000);
        fixture.core.resume(fixture.nowNs);
        assertEquals(100, fixture.position(BTC));
    }

    @Test
    void theNextRunReadsItBack() {
        expect();
        fixture.fill(ORDER, 60, 10_000);
        final TradeFixture next = new TradeFixture();
        final JournalAdapter adapter = new JournalAdapter();
        for (int i = 0; i < fixture.records.size(); i++) {
            adapter.dispatch(i + 1, new UnsafeBuffer(fixture.records.get(i)), 0, next.core.recovery());
        }
        next.live();
        assertEquals(60, next.position(BTC));
        assertTrue(next.working(ORDER) || next.core.openOrderCount() == 1, "its fate is asked for");
        next.fill(ORDER, 40, 10_000, 4711);
        assertEquals(100, next.position(BTC));
        assertEquals(0, next.core.openOrderCount());
    }

    @Test
    void whoListensHearsOfPositionsAndBaselinesAsTheyAreAndAsTheyChange() {
        final List<String> heard = new ArrayList<>();
        final TradeFixture listened = new TradeFixture();
        listened.core.listener(new PositionListener() {
            @Override
            public void onPosition(final Position total) {
                heard.add(total.instrument().instrumentId() + " is " + total.quantity());
            }

            @Override
            public void onBaseline(final int instrumentId, final long baselineE8) {
                heard.add(instrumentId + " had " + baselineE8);
            }
        });
        assertEquals(List.of("0 is 0", "1 is 0", "2 is 0"), heard);
        heard.clear();
        listened.reconcilesByHand().start();
        listened.balance(TradeFixture.id(1), 0, 700_000_000);
        listened.balance(TradeFixture.id(1), 2, 5);
        listened.reconciled(BTC, TradeFixture.id(1), true, 0);
        assertEquals(List.of("0 had 700000000", "1 had 5"), heard.stream().sorted().toList());
        heard.clear();
        listened.listed(Instrument.NULL_VALUE, ORDER, Instrument.NULL_VALUE, 100, 0);
        listened.fill(ORDER, 100, 10_000);
        assertEquals(List.of("0 is 100"), heard);
    }
}
