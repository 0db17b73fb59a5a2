package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is held takes from what an order may add, to the last digit and from the moment at which a limit changes. All is at 100.00. */
class ExposureRoomTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final int BTC = 0;

    private final RiskWorld world = new RiskWorld(
            new RiskSettings(1_000_000 * ONE_E8, 50, 1_000_000 * ONE_E8, 1_000_000 * ONE_E8, 1_000_000_000L, 5));

    ExposureRoomTest() {
        world.mid(BTC, 10_000);
        hold(Side.BUY, 2_000);
    }

    @ParameterizedTest
    @CsvSource({"MAX_EXPOSURE, TOTAL, 0, EXPOSURE_LIMIT", "MAX_EXPOSURE, VENUE, -1, EXPOSURE_LIMIT",
        "MAX_EXPOSURE, STRATEGY, 1, EXPOSURE_LIMIT", "MAX_EXPOSURE, INSTRUMENT, 0, EXPOSURE_LIMIT",
        "MAX_NET_EXPOSURE, TOTAL, 0, NET_EXPOSURE", "MAX_NET_EXPOSURE, VENUE, -1, NET_EXPOSURE",
        "MAX_NET_EXPOSURE, STRATEGY, 1, NET_EXPOSURE", "MAX_NET_EXPOSURE, INSTRUMENT, 0, NET_EXPOSURE"})
    void whatIsHeldCounts(final RiskLimit limit, final RiskScope scope, final int id, final RejectReason refusal) {
        final int scopeId = id < 0 ? Venue.BINANCE_SPOT.ordinal() : id;
        set(limit, scope, scopeId, 300 * ONE_E8);
        assertSame(RejectReason.NONE, buy(1_000));
        assertSame(refusal, buy(1_001));
        assertEquals(300 * ONE_E8, world.risk.verdict().limitE8());
        assertEquals(30_010_000_000L, world.risk.verdict().valueE8());
        assertSame(scope, world.risk.verdict().scope());
        set(limit, scope, scopeId, 300 * ONE_E8 - 1);
        assertSame(refusal, buy(1_000), "lowered by the last digit");
        set(limit, scope, scopeId, 400 * ONE_E8);
        assertSame(RejectReason.NONE, buy(2_000), "raised");
        hold(Side.BUY, 1_000);
        assertSame(RejectReason.NONE, buy(1_000));
        assertSame(refusal, buy(1_001), "more is held");
        hold(Side.SELL, 3_000);
        assertSame(RejectReason.NONE, buy(4_000), "nothing is held");
    }

    @Test
    void aStrategysOwnPositionCountsInBothDirections() {
        set(RiskLimit.MAX_POSITION_SIZE, RiskScope.STRATEGY, 1, 3 * ONE_E8);
        assertSame(RejectReason.NONE, buy(1_000));
        assertSame(RejectReason.POSITION_LIMIT, buy(1_001));
        hold(Side.SELL, 4_000);
        assertSame(RejectReason.NONE, sell(1_000));
        assertSame(RejectReason.POSITION_LIMIT, sell(1_001));
        assertSame(RejectReason.NONE, buy(5_000));
    }

    @Test
    void quantitiesOfMoreThanEightDecimalsCountToTheNextLargerEighth() {
        final RiskWorld fine = new RiskWorld(
                new Instruments(List.of(new Instrument(0, Venue.KRAKEN, "A/USD", "AUSD", "A", "USD", 0, 9, 1, 1, 1, Long.MAX_VALUE, 0))),
                new RiskSettings(1_000_000 * ONE_E8, 50, 1_000_000 * ONE_E8, 1_000_000 * ONE_E8, 1_000_000_000L, 5));
        fine.mid(0, 10);
        fine.positions.onFill(1, 0, Side.BUY, 10, 2_000_000_001L, 0, -1);
        for (final LimitSetting limit : List.of(LimitSetting.total(RiskLimit.MAX_POSITION_SIZE, 3 * ONE_E8),
                new LimitSetting(RiskLimit.MAX_POSITION_SIZE, RiskScope.STRATEGY, 1, 3 * ONE_E8))) {
            assertTrue(fine.set(limit));
            assertSame(RejectReason.NONE,
                    fine.risk.check(fine.request(1, 0, true, OrderType.LIMIT, 999_999_999, 10), fine.nowNs), limit.scope().name());
            assertSame(RejectReason.POSITION_LIMIT,
                    fine.risk.check(fine.request(1, 0, true, OrderType.LIMIT, 1_000_000_000, 10), fine.nowNs), limit.scope().name());
            assertEquals(3 * ONE_E8 + 1, fine.risk.verdict().valueE8());
            assertSame(limit.scope(), fine.risk.verdict().scope());
            assertTrue(fine.set(LimitSetting.total(RiskLimit.MAX_POSITION_SIZE, 100 * ONE_E8)));
        }
    }

    @Test
    void aMinuteHasNoMoreMessagesThanItsOwnFillsAllow() {
        set(RiskLimit.MESSAGE_FLOOR, RiskScope.TOTAL, 0, 1);
        set(RiskLimit.MAX_MESSAGES_PER_FILL, RiskScope.TOTAL, 0, 2);
        final ScopeRow row = world.limits.row(RiskLimits.TOTAL);
        for (int i = 0; i < 3; i++) {
            row.fill(7);
        }
        assertEquals(6, messages(row, 7));
        assertEquals(2, messages(row, 8));
    }

    private static int messages(final ScopeRow row, final long minute) {
        int count = 0;
        while (row.mayTalk(minute)) {
            row.message(minute);
            count++;
            assertTrue(count < 100);
        }
        return count;
    }

    private void set(final RiskLimit limit, final RiskScope scope, final int scopeId, final long value) {
        assertTrue(world.set(new LimitSetting(limit, scope, scopeId, value)));
    }

    private void hold(final Side side, final long quantity) {
        world.positions.onFill(1, BTC, side, 10_000, quantity, 0, -1);
        world.exposure.refresh(BTC);
    }

    private RejectReason buy(final long quantity) {
        return world.risk.check(world.request(1, BTC, true, OrderType.LIMIT, quantity, 10_000), world.nowNs);
    }

    private RejectReason sell(final long quantity) {
        return world.risk.check(world.request(1, BTC, false, OrderType.LIMIT, quantity, 10_000), world.nowNs);
    }
}
