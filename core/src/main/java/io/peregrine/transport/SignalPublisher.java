package io.peregrine.transport;

import io.aeron.ExclusivePublication;
import io.peregrine.message.SignalDecoder;
import io.peregrine.signal.SignalListener;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Signals onto a publication. One that finds no room is dropped and counted: the next batch brings the next value.
 *
 * <p><b>Threading:</b> confined to one agent; {@link #droppedCount} by any thread. <b>Allocates:</b> none after construction.
 */
public final class SignalPublisher implements SignalListener {
    private final MessagePublication publication;
    private final AtomicLong dropped = new AtomicLong();

    /**
     * @param publication to the trade agent
     */
    public SignalPublisher(final ExclusivePublication publication) {
        this.publication = new MessagePublication(publication);
    }

    @Override
    public void onSignal(final SignalDecoder signal, final long nowNs) {
        if (!publication.offer(signal)) {
            dropped.setRelease(dropped.getPlain() + 1);
        }
    }

    /** Signals for which there was no room. */
    public long droppedCount() {
        return dropped.getAcquire();
    }
}
