package io.peregrine.transport;

import io.aeron.Subscription;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.order.ExecutionListener;
import org.agrona.DirectBuffer;

/** Execution reports off a subscription; see {@link MessageAdapter}. */
public final class ExecutionAdapter extends MessageAdapter {
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final ExecutionListener listener;

    /**
     * @param subscription from all gateways
     * @param listener     the trade core
     */
    public ExecutionAdapter(final Subscription subscription, final ExecutionListener listener) {
        super(subscription);
        this.listener = listener;
    }

    @Override
    void dispatch(final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset, final long nowNs) {
        if (header.templateId() != ExecutionReportDecoder.TEMPLATE_ID) {
            throw unexpected(header);
        }
        listener.onExecutionReport(report.wrapAndApplyHeader(buffer, offset, header), nowNs);
    }
}
