package io.peregrine.transport;

import io.aeron.Subscription;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.order.OrderListener;
import org.agrona.DirectBuffer;

/** Order requests off a subscription; see {@link MessageAdapter}. */
public final class OrderAdapter extends MessageAdapter {
    private final NewOrderDecoder order = new NewOrderDecoder();
    private final CancelOrderDecoder cancel = new CancelOrderDecoder();
    private final QueryOrderDecoder query = new QueryOrderDecoder();
    private final ReplaceOrderDecoder replace = new ReplaceOrderDecoder();
    private final ReconcileRequestDecoder reconcile = new ReconcileRequestDecoder();
    private final OrderListener listener;

    /**
     * @param subscription from the trade agent
     * @param listener     the gateway
     */
    public OrderAdapter(final Subscription subscription, final OrderListener listener) {
        super(subscription);
        this.listener = listener;
    }

    @Override
    void dispatch(final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset, final long nowNs) {
        switch (header.templateId()) {
            case NewOrderDecoder.TEMPLATE_ID -> listener.onNewOrder(order.wrapAndApplyHeader(buffer, offset, header), nowNs);
            case CancelOrderDecoder.TEMPLATE_ID -> listener.onCancelOrder(cancel.wrapAndApplyHeader(buffer, offset, header), nowNs);
            case QueryOrderDecoder.TEMPLATE_ID -> listener.onQueryOrder(query.wrapAndApplyHeader(buffer, offset, header), nowNs);
            case ReplaceOrderDecoder.TEMPLATE_ID -> listener.onReplaceOrder(replace.wrapAndApplyHeader(buffer, offset, header), nowNs);
            case ReconcileRequestDecoder.TEMPLATE_ID -> listener.onReconcile(reconcile.wrapAndApplyHeader(buffer, offset, header), nowNs);
            default -> throw unexpected(header);
        }
    }
}
