package io.peregrine.transport;

import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.peregrine.message.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * Takes messages off a subscription and calls a listener.
 *
 * <p>Aeron catches what a handler throws and goes on with the next message. Here nothing may go on: the first exception is kept, what
 * is left of the batch is not handed over, and {@link #poll} throws.
 *
 * <p><b>Threading:</b> confined to one agent. <b>Allocates:</b> none per message, except that one longer than the MTU is assembled in a
 * buffer that grows to the longest.
 */
abstract class MessageAdapter {
    /** Messages taken in one duty cycle at most. */
    static final int LIMIT = 32;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FragmentHandler handler = new FragmentAssembler(this::onFragment);
    private final Subscription subscription;
    private RuntimeException failure;
    private long nowNs;

    MessageAdapter(final Subscription subscription) {
        this.subscription = subscription;
    }

    /**
     * Hands over what is there, at most {@link #LIMIT} messages.
     *
     * @return number of messages
     */
    public final int poll(final long nowNs) {
        this.nowNs = nowNs;
        final int count = subscription.poll(handler, LIMIT);
        if (failure != null) {
            throw failure;
        }
        return count;
    }

    /** The listener's method for a template, with the header wrapped around the message. */
    abstract void dispatch(MessageHeaderDecoder header, DirectBuffer buffer, int offset, long nowNs);

    static IllegalStateException unexpected(final MessageHeaderDecoder header) {
        return new IllegalStateException("template " + header.templateId() + " of schema " + header.schemaId() + " on the wrong stream");
    }

    private void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header ignored) {
        if (failure != null) {
            return;
        }
        try {
            header.wrap(buffer, offset);
            if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
                throw unexpected(header);
            }
            dispatch(header, buffer, offset, nowNs);
        } catch (final RuntimeException e) {
            failure = e;
        }
    }
}
