package io.peregrine.api.view;

import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.SnapshotLimitDecoder;
import io.peregrine.risk.LimitSetting;
import io.peregrine.risk.LimitTerms;
import io.peregrine.risk.RiskLimits;
import io.peregrine.risk.UsedLimits;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The limits of risk as the journal has them: what the configuration says, and what was set by command.
 *
 * <p><b>Threading:</b> under the view's lock.
 */
final class LimitTable {
    private final EngineAccess engine;
    private final RiskLimits limits;
    private long lastCorrelationId = EngineAccess.BACK_PRESSURE;

    LimitTable(final EngineAccess engine) {
        this.engine = engine;
        limits = new RiskLimits(engine.instruments(), engine.strategies().size() + 1, engine.limitSettings());
    }

    /** As they are now; for reading. */
    RiskLimits limits() {
        return limits;
    }

    void onSetLimits(final SetLimitsDecoder command) {
        limits.apply(command);
        lastCorrelationId = command.correlationId();
    }

    /** A message of the state that removed records made: a limit that was changed by them holds on. */
    void onRemoved(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        if (header.templateId() == SnapshotLimitDecoder.TEMPLATE_ID) {
            limits.restore(new SnapshotLimitDecoder().wrapAndApplyHeader(buffer, offset, header));
        }
    }

    /** Correlation ids start again with each run. */
    void reset() {
        lastCorrelationId = EngineAccess.BACK_PRESSURE;
    }

    /** Was the command with this correlation id the last one, or a later one? Ids grow within a run. */
    boolean applied(final long correlationId) {
        return lastCorrelationId >= correlationId;
    }

    boolean possible(final LimitSetting change) {
        return limits.possible(change.limit(), change.scope(), change.scopeId(), change.value());
    }

    /** Every limit that there is, by scope. */
    List<LimitState> states() {
        final UsedLimits use = engine.usedLimits();
        final List<LimitState> states = new ArrayList<>();
        for (int slot = 0; slot < limits.slotCount(); slot++) {
            for (final LimitTerms terms : LimitTerms.values()) {
                final RiskLimit limit = terms.limit();
                final boolean changed = limits.commanded(limit, slot) != RiskLimits.AS_CONFIGURED;
                if (changed || limits.value(limit, slot) != RiskLimits.NO_LIMIT) {
                    final RiskScope scope = limits.scope(slot);
                    states.add(new LimitState(terms, scope, limits.scopeId(slot), limits.value(limit, slot), limits.configured(limit, slot),
                            changed, use == null ? UsedLimits.NONE : use.valueE8(limit, slot)));
                }
            }
        }
        return states;
    }
}
