package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.Allocation;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskScope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks of orders that pass and of orders that are refused, with every limit set at every scope: nothing is allocated after warm-up. */
class PreTradeRiskAllocationTest {
    private static final int WARM_UP = 50_000;
    private static final int MEASURED = 20_000;
    private static final int ROUNDS_MAX = 5;
    private static final long MID = 10_000;

    private final RiskWorld world = new RiskWorld(new RiskSettings(
            10_000_00000000L, 5, 50_00000000L, 20_000_00000000L, 1_000_000_000L, 5, MonitorSettings.STANDARD, limits()));
    private long passed;
    private long refused;

    @Test
    void aCheckAllocatesNothing() {
        for (int i = 0; i < RiskWorld.INSTRUMENTS.count(); i++) {
            world.mid(i, MID);
            world.trade(i, MID);
        }
        run(WARM_UP);
        assertEquals(0, Allocation.leastBytes(ROUNDS_MAX, () -> run(MEASURED)));
        assertEquals(passed, refused, "each second one is too large");
    }

    private void run(final int checks) {
        for (int i = 0; i < checks; i++) {
            world.nowNs += 10_000_000;
            final long quantity = (i & 1) == 0 ? 100 : 4_000_000;
            final RejectReason reason = world.risk.check(
                    world.request(i % RiskWorld.STRATEGIES, i % 3, true, OrderType.LIMIT, quantity, MID - i % 50), world.nowNs);
            if (reason == RejectReason.NONE) {
                passed++;
            } else {
                refused++;
            }
        }
    }

    private static List<LimitSetting> limits() {
        final List<LimitSetting> limits = new ArrayList<>();
        for (final LimitTerms terms : LimitTerms.values()) {
            final long value = switch (terms) {
                case ORDER_SIZE -> 1_000_00000000L;
                case TRADING_HOURS -> 1_440;
                case DUPLICATE_INTERVAL -> 1_000;
                default -> terms.most();
            };
            limits.add(LimitSetting.total(terms.limit(), value));
            if (terms.in(RiskScope.VENUE)) {
                limits.add(new LimitSetting(terms.limit(), RiskScope.VENUE, 0, value));
                limits.add(new LimitSetting(terms.limit(), RiskScope.STRATEGY, 1, value));
                limits.add(new LimitSetting(terms.limit(), RiskScope.INSTRUMENT, 1, value));
            }
        }
        return limits;
    }
}
