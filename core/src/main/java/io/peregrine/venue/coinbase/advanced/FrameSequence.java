package io.peregrine.venue.coinbase.advanced;

/**
 * The frames of one connection are numbered without a hole, all channels and products together, from 0.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none.
 *
 * <p>Source: docs/protocol/coinbase.md, "Sequence".
 */
final class FrameSequence {
    /** What a frame's number says. */
    enum Verdict {
        /** It is the next one. */
        NEXT,
        /** Frames before it are missing. */
        GAP,
        /** It is the one that came last. */
        DUPLICATE,
        /** It belongs before the one that came last. */
        LATE
    }

    /** So many frames that follow each other below the expected number: that number itself was wrong. */
    private static final int RESTART_FRAMES = 3;
    private static final long NONE = -1;

    private long last = NONE;
    private long lateLast = NONE;
    private int lateFrames;

    /** A new connection: it may begin with any number, since a capture may begin anywhere. */
    void clear() {
        last = NONE;
        lateLast = NONE;
        lateFrames = 0;
    }

    Verdict onFrame(final long number) {
        if (last == NONE || number == last + 1) {
            last = number;
            lateFrames = 0;
            return Verdict.NEXT;
        }
        if (number > last) {
            last = number;
            lateFrames = 0;
            return Verdict.GAP;
        }
        if (number == last) {
            return Verdict.DUPLICATE;
        }
        lateFrames = number == lateLast + 1 ? lateFrames + 1 : 1;
        lateLast = number;
        if (lateFrames < RESTART_FRAMES) {
            return Verdict.LATE;
        }
        last = number;
        lateFrames = 0;
        return Verdict.GAP;
    }
}
