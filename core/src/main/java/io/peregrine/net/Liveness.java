package io.peregrine.net;

import java.util.concurrent.TimeUnit;

/**
 * Is there still somebody at the other end? A line that is silent for a third of the ping interval is asked, and one that brings nothing
 * for a while after that is doubtful: so long as a peer on the other side of the world never takes, and several times what this one took
 * of late. A peer that has never answered a ping is not doubted for that, so it is asked at the beginning, silent or not.
 *
 * <p><b>Threading:</b> confined to one agent. <b>Units:</b> nanoseconds. <b>Allocates:</b> none after construction.
 */
public final class Liveness {
    private static final long PATIENCE_MIN_NS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final int PATIENCE_ANSWERS = 4;
    private static final int SILENCES_IN_INTERVAL = 3;
    /** What a slow answer counts for falls by so much of it with each that is not. */
    private static final int FORGETTING = 16;

    private final long pingIntervalNs;
    private final long idleTimeoutNs;
    private long receiveTimeNs;
    private long pingTimeNs;
    /** When the first ping went out after which nothing came. */
    private long askedTimeNs;
    private boolean isAsked;
    private boolean isAwaitingPong;
    private boolean hasAnswered;
    /** The slowest answer of late. */
    private long answerNs;

    /** @param settings with the ping interval and the idle time-out; 0 for none */
    public Liveness(final WebSocketSettings settings) {
        pingIntervalNs = settings.pingIntervalNs();
        idleTimeoutNs = settings.idleTimeoutNs();
    }

    /** A new connection; what is known of the peer stays. */
    public void begin(final long nowNs) {
        receiveTimeNs = nowNs;
        pingTimeNs = nowNs;
        isAsked = false;
        isAwaitingPong = false;
    }

    /** Something came, whatever it is. */
    public void onReceived(final long nowNs) {
        receiveTimeNs = nowNs;
        isAsked = false;
    }

    /** An answer to a ping came. */
    public void onPong(final long nowNs) {
        if (isAwaitingPong) {
            isAwaitingPong = false;
            hasAnswered = true;
            answerNs = Math.max(nowNs - pingTimeNs, answerNs - answerNs / FORGETTING);
        }
    }

    /** Is a ping to be sent now? After true it is taken for sent. */
    public boolean takePing(final long nowNs) {
        final boolean isSilent = silenceNs(nowNs) >= pingIntervalNs / SILENCES_IN_INTERVAL;
        if (pingIntervalNs == 0 || nowNs - pingTimeNs < pingIntervalNs || !isSilent && hasAnswered) {
            return false;
        }
        pingTimeNs = nowNs;
        askedTimeNs = isAsked ? askedTimeNs : nowNs;
        isAsked = true;
        isAwaitingPong = true;
        return true;
    }

    /** Has a ping not been answered for longer than it should take? */
    public boolean isDoubtful(final long nowNs) {
        return isAsked && hasAnswered && nowNs - askedTimeNs > Math.max(PATIENCE_MIN_NS, PATIENCE_ANSWERS * answerNs);
    }

    /** Has it been silent for so long that it is to be given up? */
    public boolean isDead(final long nowNs) {
        return idleTimeoutNs > 0 && silenceNs(nowNs) >= idleTimeoutNs;
    }

    /** Since something came last. */
    public long silenceNs(final long nowNs) {
        return nowNs - receiveTimeNs;
    }
}
