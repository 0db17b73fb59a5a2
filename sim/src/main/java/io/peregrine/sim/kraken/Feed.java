package io.peregrine.sim.kraken;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One public channel of one pair with its subscribers.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
abstract class Feed {
    private final Set<KrakenConversation> listeners = new LinkedHashSet<>();

    /** Adds a subscriber; false where it is one already. */
    final boolean add(final KrakenConversation conversation) {
        if (listeners.isEmpty()) {
            resume();
        }
        return listeners.add(conversation);
    }

    /** Removes a subscriber; false where it is none. */
    final boolean remove(final KrakenConversation conversation) {
        return listeners.remove(conversation);
    }

    final boolean idle() {
        return listeners.isEmpty();
    }

    final void publish(final String frame) {
        listeners.forEach(listener -> listener.deliver(frame));
    }

    /** The first subscriber comes: what was published before is forgotten. */
    protected void resume() {
    }

    /** The frame that a new subscriber starts from. */
    abstract String snapshot(long nowUs);

    /** Publishes what has changed; after each request. */
    abstract void flush(long nowUs);
}
