package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Venue;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.SetLimitsEncoder;
import io.peregrine.message.SnapshotLimitDecoder;
import io.peregrine.message.SnapshotLimitEncoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RiskLimitsTest {
    private static final int STRATEGIES = 3;
    private static final int KRAKEN = Venue.KRAKEN.ordinal();
    private static final int VENUES = Venue.values().length;

    private final RiskLimits limits = limits(List.of(
            LimitSetting.total(RiskLimit.MAX_EXPOSURE, 500), new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.VENUE, KRAKEN, 70)));
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @Test
    void whatNobodySetIsNoLimit() {
        for (int slot = 0; slot < limits.slotCount(); slot++) {
            assertEquals(RiskLimits.NO_LIMIT, limits.value(RiskLimit.MAX_OPEN_ORDERS, slot));
            assertEquals(RiskLimits.NO_LIMIT, limits.configured(RiskLimit.MAX_OPEN_ORDERS, slot));
            assertEquals(RiskLimits.AS_CONFIGURED, limits.commanded(RiskLimit.MAX_OPEN_ORDERS, slot));
        }
    }

    @Test
    void everyScopeHasASlotOfItsOwnAndTheSlotKnowsIt() {
        int slot = 0;
        for (final RiskScope scope : List.of(RiskScope.TOTAL, RiskScope.VENUE, RiskScope.STRATEGY, RiskScope.INSTRUMENT)) {
            final int count = switch (scope) {
                case TOTAL -> 1;
                case VENUE -> VENUES;
                case STRATEGY -> STRATEGIES;
                default -> RiskWorld.INSTRUMENTS.count();
            };
            for (int id = 0; id < count; id++) {
                assertEquals(slot, limits.slot(scope, id));
                assertSame(scope, limits.scope(slot));
                assertEquals(id, limits.scopeId(slot));
                slot++;
            }
            assertEquals(RiskLimits.NO_SLOT, limits.slot(scope, count));
            assertEquals(RiskLimits.NO_SLOT, limits.slot(scope, -1));
        }
        assertEquals(slot, limits.slotCount());
        assertEquals(RiskLimits.NO_SLOT, limits.slot(RiskScope.NULL_VAL, 0));
    }

    @Test
    void aStrategyThatIsNotKnownHasTheSlotOfTradingByHand() {
        final int byHand = limits.slot(RiskScope.STRATEGY, 0);
        assertEquals(byHand, limits.strategySlot(0));
        assertEquals(byHand + 2, limits.strategySlot(2));
        assertEquals(byHand, limits.strategySlot(3));
        assertEquals(byHand, limits.strategySlot(-1));
        assertEquals(limits.slot(RiskScope.VENUE, KRAKEN), limits.venueSlot(2));
        assertEquals(limits.slot(RiskScope.INSTRUMENT, 2), limits.instrumentSlot(2));
    }

    @Test
    void aCommandStandsAboveTheConfigurationUntilItIsTakenBack() {
        final int slot = limits.slot(RiskScope.VENUE, KRAKEN);
        assertTrue(apply(new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.VENUE, KRAKEN, 60)));
        assertEquals(60, limits.value(RiskLimit.MAX_ORDER_SIZE, slot));
        assertEquals(70, limits.configured(RiskLimit.MAX_ORDER_SIZE, slot));
        assertEquals(60, limits.commanded(RiskLimit.MAX_ORDER_SIZE, slot));
        assertTrue(apply(new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.VENUE, KRAKEN, RiskLimits.NO_LIMIT)));
        assertEquals(RiskLimits.NO_LIMIT, limits.value(RiskLimit.MAX_ORDER_SIZE, slot));
        assertTrue(apply(new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.VENUE, KRAKEN, RiskLimits.AS_CONFIGURED)));
        assertEquals(70, limits.value(RiskLimit.MAX_ORDER_SIZE, slot));
    }

    @Test
    void aCommandIsPossibleAsAWholeOrNotAtAll() {
        final LimitSetting good = new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.STRATEGY, 2, 5);
        assertTrue(limits.possible(command(good, good)));
        assertFalse(limits.possible(command(good, new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.STRATEGY, 3, 5))));
        assertFalse(limits.possible(command(new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.STRATEGY, 2, 0), good)));
    }

    @Test
    void aCommandOfTheJournalWhoseScopeIsNoMoreHasNoEffect() {
        limits.apply(command(new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.STRATEGY, 3, 5),
                new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.STRATEGY, 2, 6)));
        assertEquals(List.of("MAX_ORDER_SIZE STRATEGY 2 6"), commanded());
    }

    @Test
    void whatWasCommandedIsToldInOrderAndRestoredFromIt() {
        apply(new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.INSTRUMENT, 2, 8));
        apply(new LimitSetting(RiskLimit.MAX_OPEN_ORDERS, RiskScope.TOTAL, 0, 7));
        apply(new LimitSetting(RiskLimit.MAX_EXPOSURE, RiskScope.TOTAL, 0, 9));
        apply(new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.VENUE, KRAKEN, RiskLimits.AS_CONFIGURED));
        final List<String> expected = List.of("MAX_EXPOSURE TOTAL 0 9", "MAX_OPEN_ORDERS TOTAL 0 7", "MAX_ORDER_SIZE INSTRUMENT 2 8");
        assertEquals(expected, commanded());
        final RiskLimits other = limits(List.of());
        limits.forEachCommanded((limit, scope, id, value) -> other.restore(saved(limit, scope, id, value)));
        final List<String> restored = new ArrayList<>();
        other.forEachCommanded((limit, scope, id, value) -> restored.add(limit + " " + scope + " " + id + " " + value));
        assertEquals(expected, restored);
        assertEquals(9, other.value(RiskLimit.MAX_EXPOSURE, RiskLimits.TOTAL));
    }

    @Test
    void whatASnapshotSaysOfAScopeThatIsNoMoreHasNoEffect() {
        limits.restore(saved(RiskLimit.MAX_ORDER_SIZE, RiskScope.STRATEGY, 3, 5));
        limits.restore(saved(RiskLimit.MAX_ORDER_SIZE, RiskScope.INSTRUMENT, 3, 5));
        assertEquals(List.of(), commanded());
    }

    @Test
    void aLimitThatTheTotalMustHaveCanNotBeTakenFromIt() {
        assertFalse(limits.possible(RiskLimit.MAX_EXPOSURE, RiskScope.TOTAL, 0, RiskLimits.NO_LIMIT));
        assertTrue(limits.possible(RiskLimit.MAX_EXPOSURE, RiskScope.TOTAL, 0, RiskLimits.AS_CONFIGURED));
        assertTrue(limits.possible(RiskLimit.MAX_EXPOSURE, RiskScope.VENUE, 0, RiskLimits.NO_LIMIT));
        assertTrue(limits.possible(RiskLimit.MAX_OPEN_ORDERS, RiskScope.TOTAL, 0, RiskLimits.NO_LIMIT));
    }

    @Test
    void lossesAndDrawdownsAreLimitsOfTheTotalAlone() {
        for (final RiskLimit limit : List.of(RiskLimit.MAX_DAILY_LOSS, RiskLimit.MAX_DRAWDOWN)) {
            assertTrue(limits.possible(limit, RiskScope.TOTAL, 0, 5));
            assertFalse(limits.possible(limit, RiskScope.STRATEGY, 0, 5));
            assertFalse(limits.possible(limit, RiskScope.STRATEGY, 0, RiskLimits.AS_CONFIGURED));
        }
        assertFalse(limits.possible(RiskLimit.NONE, RiskScope.TOTAL, 0, 5));
        assertFalse(limits.possible(RiskLimit.MAX_ORDER_SIZE, RiskScope.NULL_VAL, 0, 5));
    }

    @Test
    void aSettingThatIsNotPossibleIsAnErrorThatNamesIt() {
        final LimitSetting bad = new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.INSTRUMENT, 3, 5);
        final Exception thrown = assertThrows(IllegalArgumentException.class, () -> limits(List.of(bad)));
        assertTrue(thrown.getMessage().contains(bad.toString()));
    }

    @Test
    void everyLimitHasItsRangeEndsIncluded() {
        for (final LimitTerms terms : LimitTerms.values()) {
            if (terms.unit() != LimitUnit.HOURS) {
                assertTrue(terms.inRange(terms.least()), terms.key());
                assertTrue(terms.inRange(terms.most()), terms.key());
                assertFalse(terms.inRange(terms.least() - 1), terms.key());
                assertFalse(terms.inRange(terms.most() + 1), terms.key());
            }
            assertSame(terms, LimitTerms.of(terms.limit()));
            assertSame(terms, LimitTerms.byKey(terms.key()));
        }
        assertEquals("max_exposure", LimitTerms.EXPOSURE.key());
        assertNull(LimitTerms.byKey("max_hope"));
        assertNull(LimitTerms.of(RiskLimit.NONE));
    }

    @Test
    void tradingHoursBeginAndEndWithinADayAndAreNotEmpty() {
        assertTrue(LimitTerms.TRADING_HOURS.inRange(1));
        assertTrue(LimitTerms.TRADING_HOURS.inRange(1_440));
        assertTrue(LimitTerms.TRADING_HOURS.inRange(1_439 * LimitUnit.HOURS_BASE + 1_440));
        assertTrue(LimitTerms.TRADING_HOURS.inRange(1_320 * LimitUnit.HOURS_BASE + 360));
        assertFalse(LimitTerms.TRADING_HOURS.inRange(0));
        assertFalse(LimitTerms.TRADING_HOURS.inRange(-1));
        assertFalse(LimitTerms.TRADING_HOURS.inRange(1_441));
        assertFalse(LimitTerms.TRADING_HOURS.inRange(60 * LimitUnit.HOURS_BASE + 60));
        assertFalse(LimitTerms.TRADING_HOURS.inRange(60 * LimitUnit.HOURS_BASE));
        assertFalse(LimitTerms.TRADING_HOURS.inRange(1_440 * LimitUnit.HOURS_BASE + 1));
    }

    @Test
    void numbersOfEventsHaveEightDecimalsAndDurationsAreSeconds() {
        assertEquals(7, LimitUnit.MONEY.e8(7));
        assertEquals(10_800_360, LimitUnit.HOURS.e8(10_800_360));
        assertEquals(700_000_000, LimitUnit.COUNT.e8(7));
        assertEquals(92_233_720_368L * 100_000_000, LimitUnit.COUNT.e8(92_233_720_368L));
        assertEquals(Long.MAX_VALUE, LimitUnit.COUNT.e8(92_233_720_369L));
        assertEquals(150_000_000, LimitUnit.DURATION.e8(1_500_000_000));
    }

    private static RiskLimits limits(final List<LimitSetting> settings) {
        return new RiskLimits(RiskWorld.INSTRUMENTS, STRATEGIES, settings);
    }

    private boolean apply(final LimitSetting change) {
        final SetLimitsDecoder command = command(change);
        final boolean possible = limits.possible(command);
        limits.apply(command);
        return possible;
    }

    private SetLimitsDecoder command(final LimitSetting... changes) {
        final SetLimitsEncoder.ChangesEncoder group = new SetLimitsEncoder().wrapAndApplyHeader(buffer, 0, header)
                .changesCount(changes.length);
        for (final LimitSetting change : changes) {
            group.next().value(change.value()).scopeId(change.scopeId()).riskLimit(change.limit()).riskScope(change.scope());
        }
        return new SetLimitsDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }

    private SnapshotLimitDecoder saved(final RiskLimit limit, final RiskScope scope, final int scopeId, final long value) {
        new SnapshotLimitEncoder().wrapAndApplyHeader(buffer, 0, header).value(value).scopeId(scopeId).riskLimit(limit).riskScope(scope);
        return new SnapshotLimitDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }

    private List<String> commanded() {
        final List<String> told = new ArrayList<>();
        limits.forEachCommanded((limit, scope, id, value) -> told.add(limit + " " + scope + " " + id + " " + value));
        return told;
    }
}
