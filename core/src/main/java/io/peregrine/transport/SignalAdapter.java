package io.peregrine.transport;

import io.aeron.Subscription;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.SignalDecoder;
import io.peregrine.signal.SignalListener;
import org.agrona.DirectBuffer;

/** Signals off a subscription; see {@link MessageAdapter}. */
public final class SignalAdapter extends MessageAdapter {
    private final SignalDecoder signal = new SignalDecoder();
    private final SignalListener listener;

    /**
     * @param subscription from a batch signal engine
     * @param listener     the trade core
     */
    public SignalAdapter(final Subscription subscription, final SignalListener listener) {
        super(subscription);
        this.listener = listener;
    }

    @Override
    void dispatch(final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset, final long nowNs) {
        if (header.templateId() != SignalDecoder.TEMPLATE_ID) {
            throw unexpected(header);
        }
        listener.onSignal(signal.wrapAndApplyHeader(buffer, offset, header), nowNs);
    }
}
