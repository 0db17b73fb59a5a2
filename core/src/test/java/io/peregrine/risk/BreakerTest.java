package io.peregrine.risk;

import static io.peregrine.message.BreakerState.HALTED;
import static io.peregrine.message.BreakerState.NORMAL;
import static io.peregrine.message.BreakerState.REDUCE_ONLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Venue;
import io.peregrine.message.BreakerState;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SnapshotBreakerDecoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final long COOL_DOWN_NS = 40;
    private static final int KRAKEN = Venue.KRAKEN.ordinal();

    private final Breaker breaker = new Breaker(RiskScope.STRATEGY, 2);
    private final Breakers breakers = breakers();

    @Test
    void violationsCountWithinTheWindowOfTheFirst() {
        assertFalse(breaker.violated(3, 50, 1_000));
        assertFalse(breaker.violated(3, 50, 1_010));
        assertTrue(breaker.violated(3, 50, 1_049));
        assertFalse(breaker.violated(3, 50, 1_049));
        assertFalse(breaker.violated(3, 50, 1_050));
        assertFalse(breaker.violated(3, 50, 1_099));
        assertFalse(breaker.violated(3, 50, 1_100));
        assertTrue(breaker.violated(3, 50, 1_101));
    }

    @Test
    void itGoesDownOneStateWhenTheTimeHasComeAndNotBefore() {
        ask(HALTED, false);
        breaker.apply(COOL_DOWN_NS, 100);
        assertEquals(140, breaker.untilNs());
        assertFalse(breaker.cool(COOL_DOWN_NS, 139));
        assertTrue(breaker.cool(COOL_DOWN_NS, 140));
        assertSame(REDUCE_ONLY, breaker.state());
        assertSame(RejectReason.SLIPPAGE, breaker.cause());
        assertEquals(7, breaker.limitE8());
        assertEquals(8, breaker.valueE8());
        assertFalse(breaker.cool(COOL_DOWN_NS, 179));
        assertTrue(breaker.cool(COOL_DOWN_NS, 180));
        assertSame(NORMAL, breaker.state());
        assertSame(RejectReason.NONE, breaker.cause());
        assertEquals(0, breaker.limitE8());
        assertEquals(0, breaker.valueE8());
        assertFalse(breaker.cool(COOL_DOWN_NS, Long.MAX_VALUE));
    }

    @Test
    void oneThatIsLatchedDoesNotCoolDown() {
        ask(HALTED, true);
        assertFalse(breaker.latched());
        breaker.apply(COOL_DOWN_NS, 100);
        assertTrue(breaker.latched());
        assertEquals(Breaker.LATCHED, breaker.untilNs());
        assertFalse(breaker.cool(COOL_DOWN_NS, Long.MAX_VALUE - 1));
    }

    @Test
    void theWorstThatIsAskedForCountsAndTheFirstOfThose() {
        assertTrue(breaker.ask(REDUCE_ONLY, RejectReason.FILL_RATE, false, 1, 2));
        assertFalse(breaker.ask(REDUCE_ONLY, RejectReason.SLIPPAGE, false, 3, 4));
        assertFalse(breaker.ask(HALTED, RejectReason.DRAWDOWN, false, 5, 6));
        assertFalse(breaker.ask(REDUCE_ONLY, RejectReason.SLIPPAGE, true, 3, 4));
        breaker.apply(COOL_DOWN_NS, 100);
        assertSame(HALTED, breaker.state());
        assertSame(RejectReason.DRAWDOWN, breaker.cause());
        assertEquals(5, breaker.limitE8());
        assertEquals(6, breaker.valueE8());
        assertFalse(breaker.latched());
    }

    @Test
    void aLatchOfTheStateThatItIsInIsAskedForOnce() {
        ask(HALTED, false);
        breaker.apply(COOL_DOWN_NS, 100);
        assertFalse(ask(HALTED, false));
        assertTrue(ask(HALTED, true));
        assertFalse(ask(HALTED, true));
        breaker.apply(COOL_DOWN_NS, 110);
        assertTrue(breaker.latched());
        assertFalse(ask(HALTED, true));
        assertFalse(ask(HALTED, false));
    }

    @Test
    void whatWasAskedForIsForgottenWithAReset() {
        breaker.violated(2, 50, 0);
        ask(HALTED, true);
        breaker.clear();
        assertTrue(breaker.ask(REDUCE_ONLY, RejectReason.FILL_RATE, false, 1, 2));
        breaker.apply(COOL_DOWN_NS, 1);
        assertSame(REDUCE_ONLY, breaker.state());
        assertEquals(41, breaker.untilNs());
        assertFalse(breaker.violated(2, 50, 1));
    }

    @Test
    void everyScopeHasItsBreakersAndNoMore() {
        assertEquals(1 + Venue.values().length + 3 + 3, breakers.count());
        for (int i = 0; i < breakers.count(); i++) {
            assertSame(breakers.get(i), breakers.get(breakers.get(i).scope(), breakers.get(i).scopeId()));
        }
        assertNull(breakers.get(RiskScope.TOTAL, 1));
        assertNull(breakers.get(RiskScope.VENUE, Venue.values().length));
        assertNull(breakers.get(RiskScope.STRATEGY, 3));
        assertNull(breakers.get(RiskScope.INSTRUMENT, 3));
        assertNull(breakers.get(RiskScope.INSTRUMENT, -1));
        assertNull(breakers.get(RiskScope.NULL_VAL, 0));
        assertEquals(KRAKEN, breakers.venueId(2));
        assertEquals(Venue.BINANCE_SPOT.ordinal(), breakers.venueId(0));
    }

    @Test
    void aBreakerCoversItsOwn() {
        assertTrue(breakers.covers(breakers.get(RiskScope.TOTAL, 0), 1, 0));
        assertTrue(breakers.covers(breakers.get(RiskScope.VENUE, KRAKEN), 1, 2));
        assertFalse(breakers.covers(breakers.get(RiskScope.VENUE, KRAKEN), 1, 1));
        assertTrue(breakers.covers(breakers.get(RiskScope.STRATEGY, 1), 1, 0));
        assertFalse(breakers.covers(breakers.get(RiskScope.STRATEGY, 1), 2, 0));
        assertTrue(breakers.covers(breakers.get(RiskScope.STRATEGY, 2), 2, 0));
        assertTrue(breakers.covers(breakers.get(RiskScope.STRATEGY, 0), 3, 0));
        assertTrue(breakers.covers(breakers.get(RiskScope.STRATEGY, 0), -1, 0));
        assertTrue(breakers.covers(breakers.get(RiskScope.INSTRUMENT, 2), 1, 2));
        assertFalse(breakers.covers(breakers.get(RiskScope.INSTRUMENT, 2), 1, 1));
        assertFalse(breakers.covers(new Breaker(RiskScope.NULL_VAL, 0), 1, 0));
    }

    @Test
    void reduceOnlyOfAMarketIsOfThePositionOfAllAndOfAStrategyOfItsOwn() {
        assertFalse(breakers.reducesTotal(0));
        assertFalse(breakers.reducesStrategy(1));
        trip(RiskScope.INSTRUMENT, 0, REDUCE_ONLY);
        assertTrue(breakers.reducesTotal(0));
        assertFalse(breakers.reducesTotal(1));
        assertFalse(breakers.reducesStrategy(1));
        trip(RiskScope.STRATEGY, 1, REDUCE_ONLY);
        assertTrue(breakers.reducesStrategy(1));
        assertFalse(breakers.reducesStrategy(2));
        assertFalse(breakers.halted(1, 0));
        trip(RiskScope.VENUE, KRAKEN, HALTED);
        assertTrue(breakers.halted(0, 2));
        assertFalse(breakers.reducesTotal(2));
        assertFalse(breakers.halted(1, 0));
        assertSame(HALTED, breakers.state(1, 2));
        assertSame(REDUCE_ONLY, breakers.state(0, 0));
    }

    @Test
    void violationsAskForTheNextWorseStateAndAHaltedOneCountsNone() {
        for (final BreakerState expected : List.of(NORMAL, REDUCE_ONLY, REDUCE_ONLY, HALTED, HALTED, HALTED)) {
            breakers.violation(RiskScope.INSTRUMENT, 1, RejectReason.SLIPPAGE, 5, 6, 10);
            breakers.take(10);
            assertSame(expected, breakers.get(RiskScope.INSTRUMENT, 1).state());
        }
        assertEquals(50, breakers.get(RiskScope.INSTRUMENT, 1).untilNs());
        assertNull(breakers.take(10));
    }

    @Test
    void breakersAreTakenInTheOrderInWhichTheyWereAskedForWithoutThoseThatWereReset() {
        breakers.trip(RiskScope.INSTRUMENT, 2, HALTED, RejectReason.SLIPPAGE, 1, 2);
        breakers.trip(RiskScope.INSTRUMENT, 0, HALTED, RejectReason.SLIPPAGE, 1, 2);
        breakers.trip(RiskScope.TOTAL, 0, HALTED, RejectReason.SLIPPAGE, 1, 2);
        assertFalse(breakers.active());
        assertFalse(breakers.reset(breakers.get(RiskScope.INSTRUMENT, 0)));
        assertSame(breakers.get(RiskScope.INSTRUMENT, 2), breakers.take(1));
        assertSame(breakers.get(RiskScope.TOTAL, 0), breakers.take(1));
        assertNull(breakers.take(1));
        assertTrue(breakers.reset(breakers.get(RiskScope.TOTAL, 0)));
        assertTrue(breakers.active());
        assertTrue(breakers.reset(breakers.get(RiskScope.INSTRUMENT, 2)));
        assertFalse(breakers.active());
    }

    @Test
    void aSnapshotHoldsThoseThatAreNotNormalAsTheyAre() {
        trip(RiskScope.STRATEGY, 2, REDUCE_ONLY);
        breakers.latch(RiskScope.VENUE, KRAKEN, RejectReason.DAILY_LOSS, 11, 12);
        breakers.take(5);
        final Breakers other = breakers();
        final int[] count = {0};
        breakers.snapshot((buffer, offset, length) -> {
            count[0]++;
            other.restore(new SnapshotBreakerDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder()));
        });
        assertEquals(2, count[0]);
        for (int i = 0; i < breakers.count(); i++) {
            assertEquals(describe(breakers.get(i)), describe(other.get(i)));
        }
        assertTrue(other.get(RiskScope.VENUE, KRAKEN).latched());
        assertFalse(other.get(RiskScope.STRATEGY, 2).latched());
        assertSame(other.get(RiskScope.STRATEGY, 2), other.cool(other.get(RiskScope.STRATEGY, 2).untilNs()));
        assertTrue(other.reset(other.get(RiskScope.VENUE, KRAKEN)));
        assertFalse(other.active());
    }

    private static Breakers breakers() {
        return new Breakers(RiskWorld.INSTRUMENTS, 2, new RiskSettings(1, 1, 1, 1, 1, 2, new MonitorSettings(
                new BreakerSettings(50, COOL_DOWN_NS), LossSettings.NONE, AnomalySettings.NONE, TighteningSettings.NONE)));
    }

    private static String describe(final Breaker one) {
        return one.scope() + " " + one.scopeId() + " " + one.state() + " " + one.cause() + " " + one.untilNs() + " " + one.limitE8() + " "
                + one.valueE8();
    }

    private boolean ask(final BreakerState to, final boolean latch) {
        return breaker.ask(to, RejectReason.SLIPPAGE, latch, 7, 8);
    }

    private void trip(final RiskScope scope, final int scopeId, final BreakerState to) {
        breakers.trip(scope, scopeId, to, RejectReason.SLIPPAGE, 1, 2);
        breakers.take(1);
    }
}
