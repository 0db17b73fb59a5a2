package io.peregrine.sim.kraken;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The open connections: heartbeats where nothing else was sent for a second, and the end of those that do nothing for a minute (section 2).
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class Presence {
    private static final long PERIOD_US = 1_000_000;

    private final Set<KrakenConversation> open = new LinkedHashSet<>();
    private long nextUs;

    void add(final KrakenConversation conversation) {
        open.add(conversation);
    }

    void remove(final KrakenConversation conversation) {
        open.remove(conversation);
    }

    /**
     * Does what is due.
     *
     * @return when something is due again
     */
    long run(final long nowUs) {
        if (nowUs >= nextUs || nextUs - nowUs > PERIOD_US) {
            nextUs = nowUs + PERIOD_US;
            List.copyOf(open).forEach(conversation -> conversation.beat(nowUs));
        }
        return open.isEmpty() ? Long.MAX_VALUE : nextUs;
    }
}
