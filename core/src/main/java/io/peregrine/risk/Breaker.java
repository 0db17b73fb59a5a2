package io.peregrine.risk;

import io.peregrine.message.BreakerState;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskScope;

/**
 * One circuit breaker. What broke a rule asks for a state; {@link Breakers#take} makes it so between two events of the core.
 *
 * <p>A state is only ever asked for upwards: NORMAL, REDUCE_ONLY, HALTED. Down it goes by the cool-down, one state at a time, or by a
 * reset. One that is latched does not cool down.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> limit and value at 8 decimals. <b>Allocates:</b> none.
 */
public final class Breaker {
    /** {@link #untilNs} of one that only a reset brings back. */
    public static final long LATCHED = Long.MAX_VALUE;

    private final RiskScope scope;
    private final int scopeId;

    private BreakerState state = BreakerState.NORMAL;
    private RejectReason cause = RejectReason.NONE;
    private long untilNs = LATCHED;
    private long limitE8;
    private long valueE8;

    private BreakerState asked = BreakerState.NORMAL;
    private RejectReason askedCause = RejectReason.NONE;
    private boolean askedLatch;
    private long askedLimitE8;
    private long askedValueE8;

    private int violations;
    private long windowStartNs;

    Breaker(final RiskScope scope, final int scopeId) {
        this.scope = scope;
        this.scopeId = scopeId;
    }

    public RiskScope scope() {
        return scope;
    }

    public int scopeId() {
        return scopeId;
    }

    public BreakerState state() {
        return state;
    }

    /** The rule that brought it into its state; NONE in NORMAL. */
    public RejectReason cause() {
        return cause;
    }

    /** When it cools down, or {@link #LATCHED}. */
    public long untilNs() {
        return untilNs;
    }

    public boolean latched() {
        return state != BreakerState.NORMAL && untilNs == LATCHED;
    }

    public long limitE8() {
        return limitE8;
    }

    public long valueE8() {
        return valueE8;
    }

    /** Counts one more within the window; true where the threshold is reached, and the count begins anew. */
    boolean violated(final int threshold, final long windowNs, final long nowNs) {
        if (violations == 0 || nowNs - windowStartNs >= windowNs) {
            violations = 0;
            windowStartNs = nowNs;
        }
        if (++violations < threshold) {
            return false;
        }
        violations = 0;
        return true;
    }

    /** Asks for a state; true where nothing was asked for before. The worst that is asked for counts, and the first of those. */
    boolean ask(final BreakerState to, final RejectReason newCause, final boolean latch, final long newLimitE8, final long newValueE8) {
        final BreakerState most = worse(asked, state);
        final boolean latchesIt = latch && !askedLatch && !latched() && to.value() >= most.value();
        if (to.value() <= most.value() && !latchesIt) {
            return false;
        }
        final boolean first = asked == BreakerState.NORMAL;
        asked = to;
        askedCause = newCause;
        askedLatch = latch;
        askedLimitE8 = newLimitE8;
        askedValueE8 = newValueE8;
        return first;
    }

    /** Goes into the state that was asked for. */
    void apply(final long coolDownNs, final long nowNs) {
        set(asked, askedCause, askedLatch ? LATCHED : nowNs + coolDownNs, askedLimitE8, askedValueE8);
        asked = BreakerState.NORMAL;
        askedLatch = false;
    }

    /** One state down where it is time for that. */
    boolean cool(final long coolDownNs, final long nowNs) {
        if (state == BreakerState.NORMAL || untilNs > nowNs) {
            return false;
        }
        if (state == BreakerState.HALTED) {
            set(BreakerState.REDUCE_ONLY, cause, nowNs + coolDownNs, limitE8, valueE8);
        } else {
            clear();
        }
        return true;
    }

    /** NORMAL, with nothing counted. */
    void clear() {
        set(BreakerState.NORMAL, RejectReason.NONE, LATCHED, 0, 0);
        asked = BreakerState.NORMAL;
        askedLatch = false;
        violations = 0;
    }

    void set(
            final BreakerState newState, final RejectReason newCause, final long newUntilNs, final long newLimitE8,
            final long newValueE8) {
        state = newState;
        cause = newCause;
        untilNs = newUntilNs;
        limitE8 = newLimitE8;
        valueE8 = newValueE8;
    }

    static BreakerState worse(final BreakerState one, final BreakerState other) {
        return one.value() >= other.value() ? one : other;
    }
}
