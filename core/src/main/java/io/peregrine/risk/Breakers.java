package io.peregrine.risk;

import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BreakerState;
import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SnapshotBreakerDecoder;
import io.peregrine.message.SnapshotBreakerEncoder;
import io.peregrine.signal.InlineSignals;
import io.peregrine.snapshot.SnapshotWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The circuit breakers: one for everything, one a venue, a strategy (0 is trading by hand) and an instrument. An order is under four of
 * them, and the worst state counts. States, transitions and rules: docs/risk.md.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> limits and values at 8 decimals. <b>Allocates:</b> none after
 * construction, but for a snapshot.
 */
public final class Breakers {
    private static final Venue[] VENUES = Venue.values();
    private static final BreakerState[] STATES = {BreakerState.NORMAL, BreakerState.REDUCE_ONLY, BreakerState.HALTED};
    private static final int TOTAL = 0;
    private static final int FIRST_VENUE = 1;
    private static final int FIRST_STRATEGY = FIRST_VENUE + VENUES.length;

    private final Breaker[] all;
    private final int firstInstrument;
    private final int[] venueOf;
    private final BreakerSettings settings;
    private final int violationThreshold;
    private final LimitTightening tightening;
    private final Breaker[] asked;
    private int askedCount;
    private int activeCount;

    /** @param strategyCount highest strategy id */
    public Breakers(final Instruments instruments, final int strategyCount, final RiskSettings risk) {
        settings = risk.monitors().breakers();
        violationThreshold = risk.violationThreshold();
        tightening = new LimitTightening(risk.monitors().tightening(), risk.checkIntervalNs(), instruments.count());
        firstInstrument = FIRST_STRATEGY + strategyCount + 1;
        all = new Breaker[firstInstrument + instruments.count()];
        asked = new Breaker[all.length];
        venueOf = new int[instruments.count()];
        all[TOTAL] = new Breaker(RiskScope.TOTAL, 0);
        for (int i = 0; i < VENUES.length; i++) {
            all[FIRST_VENUE + i] = new Breaker(RiskScope.VENUE, i);
        }
        for (int i = 0; i <= strategyCount; i++) {
            all[FIRST_STRATEGY + i] = new Breaker(RiskScope.STRATEGY, i);
        }
        for (int i = 0; i < venueOf.length; i++) {
            all[firstInstrument + i] = new Breaker(RiskScope.INSTRUMENT, i);
            venueOf[i] = FIRST_VENUE + instruments.get(i).venue().ordinal();
        }
    }

    /** The breaker, or null where there is none with this id. */
    public Breaker get(final RiskScope scope, final int scopeId) {
        final int count = switch (scope) {
            case TOTAL -> 1;
            case VENUE -> VENUES.length;
            case STRATEGY -> firstInstrument - FIRST_STRATEGY;
            case INSTRUMENT -> venueOf.length;
            case NULL_VAL -> 0;
        };
        return scopeId >= 0 && scopeId < count ? all[first(scope) + scopeId] : null;
    }

    public int count() {
        return all.length;
    }

    /** By its place, from 0. */
    public Breaker get(final int index) {
        return all[index];
    }

    /** The worst state of those that an order of this strategy in this instrument is under. */
    public BreakerState state(final int strategyId, final int instrumentId) {
        return activeCount == 0 ? BreakerState.NORMAL : Breaker.worse(market(instrumentId), strategy(strategyId).state());
    }

    /** Is the instrument, its venue or everything such that no order is taken, or the strategy? */
    boolean halted(final int strategyId, final int instrumentId) {
        return activeCount != 0 && state(strategyId, instrumentId) == BreakerState.HALTED;
    }

    /** May only orders be sent that make the instrument's whole position smaller? */
    boolean reducesTotal(final int instrumentId) {
        return activeCount != 0 && market(instrumentId) == BreakerState.REDUCE_ONLY;
    }

    /** May only orders be sent that make the strategy's own position smaller? */
    boolean reducesStrategy(final int strategyId) {
        return activeCount != 0 && strategy(strategyId).state() == BreakerState.REDUCE_ONLY;
    }

    /** Does an order in this instrument, of this strategy, stand under the breaker? */
    public boolean covers(final Breaker breaker, final int strategyId, final int instrumentId) {
        return switch (breaker.scope()) {
            case TOTAL -> true;
            case VENUE -> all[venueOf[instrumentId]] == breaker;
            case STRATEGY -> strategy(strategyId) == breaker;
            case INSTRUMENT -> breaker.scopeId() == instrumentId;
            case NULL_VAL -> false;
        };
    }

    /** The venue breaker's id of an instrument. */
    public int venueId(final int instrumentId) {
        return venueOf[instrumentId] - FIRST_VENUE;
    }

    /** What volatility and drawdown leave of limits of position and exposure for orders in this instrument: a part at 8 decimals. */
    long factorE8(final int instrumentId) {
        return tightening.factorE8(instrumentId);
    }

    /** Follows volatility and drawdown; at each check. */
    public void tighten(final InlineSignals[] markets, final LossLimits losses, final long nowNs) {
        tightening.check(markets, losses.drawdownUse(), nowNs);
    }

    /** One violation: so many within the window as the threshold says ask for the next worse state. */
    public void violation(
            final RiskScope scope, final int scopeId, final RejectReason rule, final long limitE8, final long valueE8, final long nowNs) {
        final Breaker breaker = get(scope, scopeId);
        if (breaker.state() != BreakerState.HALTED && breaker.violated(violationThreshold, settings.violationWindowNs(), nowNs)) {
            ask(breaker, STATES[breaker.state().value()], rule, false, limitE8, valueE8);
        }
    }

    /** Asks for a state at once, that cools down. */
    public void trip(
            final RiskScope scope, final int scopeId, final BreakerState to, final RejectReason rule, final long limitE8,
            final long valueE8) {
        ask(get(scope, scopeId), to, rule, false, limitE8, valueE8);
    }

    /** Asks for HALTED at once, until a person resets it. */
    public void latch(final RiskScope scope, final int scopeId, final RejectReason rule, final long limitE8, final long valueE8) {
        ask(get(scope, scopeId), BreakerState.HALTED, rule, true, limitE8, valueE8);
    }

    private void ask(
            final Breaker breaker, final BreakerState to, final RejectReason rule, final boolean latch, final long limitE8,
            final long valueE8) {
        if (breaker.ask(to, rule, latch, limitE8, valueE8)) {
            asked[askedCount++] = breaker;
        }
    }

    /** Puts the next breaker into the state that was asked for; null where nothing is left. Between two events only. */
    public Breaker take(final long nowNs) {
        if (askedCount == 0) {
            return null;
        }
        final Breaker breaker = asked[0];
        System.arraycopy(asked, 1, asked, 0, --askedCount);
        final boolean wasNormal = breaker.state() == BreakerState.NORMAL;
        breaker.apply(settings.coolDownNs(), nowNs);
        activeCount += wasNormal ? 1 : 0;
        return breaker;
    }

    /** Puts the next breaker whose cool-down is over one state down; null where there is none. */
    public Breaker cool(final long nowNs) {
        for (int i = 0; activeCount != 0 && i < all.length; i++) {
            if (all[i].cool(settings.coolDownNs(), nowNs)) {
                activeCount -= all[i].state() == BreakerState.NORMAL ? 1 : 0;
                return all[i];
            }
        }
        return null;
    }

    /** Back to NORMAL, with nothing counted; false where it was NORMAL. */
    public boolean reset(final Breaker breaker) {
        final boolean active = breaker.state() != BreakerState.NORMAL;
        breaker.clear();
        for (int i = 0; i < askedCount; i++) {
            if (asked[i] == breaker) {
                System.arraycopy(asked, i + 1, asked, i, --askedCount - i);
            }
        }
        activeCount -= active ? 1 : 0;
        return active;
    }

    /** Is any of them not NORMAL? */
    public boolean active() {
        return activeCount != 0;
    }

    /** What the journal says of one. */
    public void restore(final BreakerStatusDecoder message) {
        final long untilNs = message.untilNs() == BreakerStatusDecoder.untilNsNullValue() ? Breaker.LATCHED : message.untilNs();
        restore(message.scope(), message.targetId(), message.state(), message.cause(), untilNs, message.limitE8(), message.valueE8());
    }

    /** What a snapshot says of one. */
    public void restore(final SnapshotBreakerDecoder message) {
        final long untilNs = message.untilNs() == SnapshotBreakerDecoder.untilNsNullValue() ? Breaker.LATCHED : message.untilNs();
        restore(message.scope(), message.targetId(), message.state(), message.cause(), untilNs, message.limitE8(), message.valueE8());
    }

    /** Writes those that are not NORMAL. */
    public void snapshot(final SnapshotWriter out) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        for (final Breaker breaker : all) {
            if (breaker.state() != BreakerState.NORMAL) {
                new SnapshotBreakerEncoder().wrapAndApplyHeader(buffer, 0, header)
                        .untilNs(breaker.latched() ? SnapshotBreakerEncoder.untilNsNullValue() : breaker.untilNs())
                        .limitE8(breaker.limitE8()).valueE8(breaker.valueE8()).targetId(breaker.scopeId()).scope(breaker.scope())
                        .state(breaker.state()).cause(breaker.cause());
                out.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + SnapshotBreakerEncoder.BLOCK_LENGTH);
            }
        }
    }

    private void restore(
            final RiskScope scope, final int scopeId, final BreakerState state, final RejectReason cause, final long untilNs,
            final long limitE8, final long valueE8) {
        final Breaker breaker = get(scope, scopeId);
        if (breaker == null) {
            return;
        }
        activeCount += (state == BreakerState.NORMAL ? 0 : 1) - (breaker.state() == BreakerState.NORMAL ? 0 : 1);
        breaker.set(state, cause, untilNs, limitE8, valueE8);
    }

    private BreakerState market(final int instrumentId) {
        final BreakerState venue = Breaker.worse(all[TOTAL].state(), all[venueOf[instrumentId]].state());
        return Breaker.worse(venue, all[firstInstrument + instrumentId].state());
    }

    /** One that is not known, because it was configured once, counts as trading by hand, as in the positions. */
    private Breaker strategy(final int strategyId) {
        final int index = FIRST_STRATEGY + strategyId;
        return all[strategyId > 0 && index < firstInstrument ? index : FIRST_STRATEGY];
    }

    private int first(final RiskScope scope) {
        return switch (scope) {
            case TOTAL, NULL_VAL -> TOTAL;
            case VENUE -> FIRST_VENUE;
            case STRATEGY -> FIRST_STRATEGY;
            case INSTRUMENT -> firstInstrument;
        };
    }
}
