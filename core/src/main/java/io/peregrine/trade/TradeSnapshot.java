package io.peregrine.trade;

import io.peregrine.message.BooleanType;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.SnapshotAccountDecoder;
import io.peregrine.message.SnapshotBalanceDecoder;
import io.peregrine.message.SnapshotBreakerDecoder;
import io.peregrine.message.SnapshotExecutionDecoder;
import io.peregrine.message.SnapshotFeeDecoder;
import io.peregrine.message.SnapshotFillDecoder;
import io.peregrine.message.SnapshotLimitDecoder;
import io.peregrine.message.SnapshotLimitEncoder;
import io.peregrine.message.SnapshotLossDecoder;
import io.peregrine.message.SnapshotOrderDecoder;
import io.peregrine.message.SnapshotPositionDecoder;
import io.peregrine.message.SnapshotStrategyDecoder;
import io.peregrine.message.SnapshotStrategyEncoder;
import io.peregrine.snapshot.SnapshotReader;
import io.peregrine.snapshot.SnapshotWriter;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The core's state to a snapshot and back: all that {@link TradeRecovery} makes of the journal, and nothing that belongs to one run. A new
 * part of that state writes itself here, and is read in the one switch; {@link #FORMAT} grows with it.
 *
 * <p><b>Threading:</b> before the start, the thread that reads the journal. <b>Allocates:</b> not for the hot path. <b>Errors:</b>
 * {@link IllegalStateException} for a message that is not known.
 */
final class TradeSnapshot implements SnapshotReader {
    /** Of what is written; a snapshot of another one is not used. */
    static final int FORMAT = 4;
    /**
     * The oldest one that is read from a journal's anchor: what made it can not be read anew. So a new format only adds messages, and
     * fields that say since which version of the schema they are there; otherwise this one rises, and older data directories can not be
     * gone on with.
     */
    static final int ANCHOR_FORMAT_MIN = 3;

    private final TradeState state;
    private final StrategyHost host;
    private final RiskMemory risk;
    private final ReconciliationSnapshot reconciliation;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SnapshotOrderDecoder order = new SnapshotOrderDecoder();
    private final SnapshotExecutionDecoder execution = new SnapshotExecutionDecoder();
    private final SnapshotPositionDecoder position = new SnapshotPositionDecoder();
    private final SnapshotFeeDecoder fee = new SnapshotFeeDecoder();
    private final SnapshotFillDecoder fill = new SnapshotFillDecoder();

    TradeSnapshot(final TradeState state, final StrategyHost host, final RiskMemory risk, final Reconciliation reconciliation) {
        this.state = state;
        this.host = host;
        this.risk = risk;
        this.reconciliation = reconciliation.snapshot();
    }

    void write(final SnapshotWriter out) {
        state.tracker().recovery().snapshot(out);
        state.positions().snapshot(out);
        reconciliation.write(out);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final MessageHeaderEncoder encoder = new MessageHeaderEncoder();
        for (int id = 1; id <= host.count(); id++) {
            new SnapshotStrategyEncoder().wrapAndApplyHeader(buffer, 0, encoder).strategyId(id)
                    .wanted(host.slot(id).wanted() ? BooleanType.TRUE : BooleanType.FALSE);
            out.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + SnapshotStrategyEncoder.BLOCK_LENGTH);
        }
        state.limits().forEachCommanded((limit, scope, scopeId, value) -> {
            new SnapshotLimitEncoder().wrapAndApplyHeader(buffer, 0, encoder).value(value).scopeId(scopeId)
                    .riskLimit(limit).riskScope(scope);
            out.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + SnapshotLimitEncoder.BLOCK_LENGTH);
        });
        risk.snapshot(out);
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        switch (header.wrap(buffer, offset).templateId()) {
            case SnapshotOrderDecoder.TEMPLATE_ID -> state.tracker().recovery().restore(order.wrapAndApplyHeader(buffer, offset, header));
            case SnapshotExecutionDecoder.TEMPLATE_ID ->
                state.tracker().recovery().restore(execution.wrapAndApplyHeader(buffer, offset, header));
            case SnapshotPositionDecoder.TEMPLATE_ID -> state.positions().restore(position.wrapAndApplyHeader(buffer, offset, header));
            case SnapshotFeeDecoder.TEMPLATE_ID -> state.positions().restore(fee.wrapAndApplyHeader(buffer, offset, header));
            case SnapshotStrategyDecoder.TEMPLATE_ID -> restore(new SnapshotStrategyDecoder().wrapAndApplyHeader(buffer, offset, header));
            case SnapshotLossDecoder.TEMPLATE_ID ->
                risk.restore(new SnapshotLossDecoder().wrapAndApplyHeader(buffer, offset, header));
            case SnapshotBreakerDecoder.TEMPLATE_ID ->
                risk.restore(new SnapshotBreakerDecoder().wrapAndApplyHeader(buffer, offset, header));
            case SnapshotLimitDecoder.TEMPLATE_ID ->
                state.limits().restore(new SnapshotLimitDecoder().wrapAndApplyHeader(buffer, offset, header));
            case SnapshotAccountDecoder.TEMPLATE_ID ->
                reconciliation.restore(new SnapshotAccountDecoder().wrapAndApplyHeader(buffer, offset, header));
            case SnapshotBalanceDecoder.TEMPLATE_ID ->
                reconciliation.restore(new SnapshotBalanceDecoder().wrapAndApplyHeader(buffer, offset, header));
            case SnapshotFillDecoder.TEMPLATE_ID -> reconciliation.restore(fill.wrapAndApplyHeader(buffer, offset, header));
            default -> throw new IllegalStateException("a snapshot's message of template " + header.templateId() + " is not known");
        }
    }

    private void restore(final SnapshotStrategyDecoder message) {
        final StrategySlot slot = host.slot(message.strategyId());
        if (slot != null) {
            slot.wanted(message.wanted() == BooleanType.TRUE);
        }
    }
}
