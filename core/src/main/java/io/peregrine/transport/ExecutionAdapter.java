package io.peregrine.transport;

import io.aeron.Subscription;
import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.order.ExecutionListener;
import io.peregrine.order.ReconciliationListener;
import org.agrona.DirectBuffer;

/** Execution reports, and what venues hold, off a subscription; see {@link MessageAdapter}. */
public final class ExecutionAdapter extends MessageAdapter {
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OpenOrderDecoder openOrder = new OpenOrderDecoder();
    private final BalanceDecoder balance = new BalanceDecoder();
    private final ReconcileEndDecoder end = new ReconcileEndDecoder();
    private final GatewayStatusDecoder status = new GatewayStatusDecoder();
    private final ExecutionListener listener;
    private final ReconciliationListener account;

    /**
     * @param subscription from all gateways
     * @param listener     the trade core
     * @param account      the trade core too
     */
    public ExecutionAdapter(final Subscription subscription, final ExecutionListener listener, final ReconciliationListener account) {
        super(subscription);
        this.listener = listener;
        this.account = account;
    }

    @Override
    void dispatch(final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset, final long nowNs) {
        switch (header.templateId()) {
            case ExecutionReportDecoder.TEMPLATE_ID ->
                    listener.onExecutionReport(report.wrapAndApplyHeader(buffer, offset, header), nowNs);
            case OpenOrderDecoder.TEMPLATE_ID -> account.onOpenOrder(openOrder.wrapAndApplyHeader(buffer, offset, header), nowNs);
            case BalanceDecoder.TEMPLATE_ID -> account.onBalance(balance.wrapAndApplyHeader(buffer, offset, header), nowNs);
            case ReconcileEndDecoder.TEMPLATE_ID -> account.onReconcileEnd(end.wrapAndApplyHeader(buffer, offset, header), nowNs);
            case GatewayStatusDecoder.TEMPLATE_ID -> account.onGatewayStatus(status.wrapAndApplyHeader(buffer, offset, header), nowNs);
            default -> throw unexpected(header);
        }
    }
}
