package io.peregrine.feed;

import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * The time in which two connections to the same stream are mixed. What the second one brings is held back for a while, until the first has
 * surely delivered all that was sent before the second began; from then on whatever comes first is used, and there is no hole between the
 * two even where the second is the faster one.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory, allocates:</b> see {@link HeldMessages}.
 */
final class Overlap {
    /** Far more than two connections to the same venue are apart. */
    static final long HOLD_NS = TimeUnit.SECONDS.toNanos(1);
    /** Time in which the second one proves itself, before the first may go. */
    static final long PROOF_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int DRAIN_LIMIT = 64;

    private final HeldMessages held = new HeldMessages();
    private FeedConnection joining;
    private long beginNs;
    private boolean isReleased;

    /** This connection's messages are held from now on. */
    void begin(final FeedConnection connection, final long nowNs) {
        held.clear();
        joining = connection;
        beginNs = nowNs;
        isReleased = false;
    }

    /** This connection is no more; what it brought last and is still held is lost with it, unless it is all there is. */
    void lost(final FeedConnection connection) {
        if (connection == joining) {
            held.clear();
            joining = null;
        } else {
            isReleased = true;
        }
    }

    /** Does this message wait? Where there is no more room, those that do are let go. */
    boolean holds(
            final FeedConnection connection, final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs) {
        if (connection != joining) {
            return false;
        }
        if (held.add(buffer, offset, length, receiveTimeNs)) {
            return true;
        }
        joining = null;
        held.clear();
        return false;
    }

    /** Lets go what has waited long enough, in order. */
    int drain(final HeldMessages.Consumer consumer, final long nowNs) {
        if (joining == null || !isReleased && nowNs - beginNs < HOLD_NS) {
            return 0;
        }
        final int count = held.drain(consumer, DRAIN_LIMIT, nowNs);
        if (held.isEmpty()) {
            joining = null;
        }
        return count;
    }

    /** Are the two mixed for long enough for one of them to go? */
    boolean isProven(final long nowNs) {
        return joining == null && nowNs - beginNs >= HOLD_NS + PROOF_NS;
    }
}
