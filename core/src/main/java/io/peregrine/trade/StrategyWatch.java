package io.peregrine.trade;

import io.peregrine.containment.Checkpoint;
import io.peregrine.containment.Condemned;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * By what another thread sees that a strategy does not come back from a call, and asks for its end.
 *
 * <p>The core reads no clock. Around each call of a strategy the trade thread writes the call's number here; a thread with a clock that
 * sees the same number for too long {@link #condemn}s the call. The strategy's next use of its context, its next method or pass of a loop
 * (see {@link Checkpoint}), or its return then fails with a {@link StrategyTimeout}, and so does every later one of the same call. Where
 * that was, counted in uses of a context within the event, is journalled when the call has ended, so that a replay ends the call at the
 * same place, without a clock. In a loop that place is not exact: between two uses a strategy can change nothing but itself, and one that
 * was ended does not go on with what it was.
 *
 * <p><b>Threading:</b> single writer, the trade thread, but for {@link #condemn}; {@link #call}, {@link #strategyId} and {@link #stack} are
 * read by any. <b>Allocates:</b> none until a call is condemned.
 */
public final class StrategyWatch {
    /** {@link #call} while no strategy is being called. */
    public static final long NO_CALL = 0;
    /** {@link #condemn}s this call and all later ones. */
    static final long EVERY_CALL = Long.MAX_VALUE;

    private static final StackTraceElement[] NOWHERE = {};

    private final Condemned inCall = this::onCheck;
    private volatile long call = NO_CALL;
    private volatile int strategyId;
    private volatile long condemned = NO_CALL;
    private volatile Thread caller;
    private InputRecords inputs;
    private long lastCall;
    private long uses;
    private Iterator<CallEnd> replayed = Collections.emptyIterator();
    private CallEnd nextEnd = CallEnd.NEVER;
    private long nextEndUse = CallEnd.NEVER.use();
    /** Where this call was ended, or null. */
    private CallEnd ended;
    /** Checks ask for this call by the trade thread's own doing. */
    private boolean checked;

    /** Where it is journalled that a call timed out. */
    void journal(final InputRecords newInputs) {
        inputs = newInputs;
    }

    /** Number of the call that a strategy is in, or {@link #NO_CALL}. */
    public long call() {
        return call;
    }

    /** Whose call that is, or was last. */
    public int strategyId() {
        return strategyId;
    }

    /** Where the thread that calls strategies is now. */
    public StackTraceElement[] stack() {
        final Thread thread = caller;
        return thread == null ? NOWHERE : thread.getStackTrace();
    }

    /** The call takes too long. Nothing happens where it has ended meanwhile. */
    public void condemn(final long whichCall) {
        condemned = whichCall;
        Checkpoint.condemn(inCall);
        final long now = call;
        if (now == NO_CALL || now > whichCall) {
            Checkpoint.release(inCall);
        }
    }

    /** An event of the core begins. */
    void onEvent() {
        uses = 0;
    }

    /** Replay: within the next event calls end here, in this order. */
    void endAt(final List<CallEnd> ends) {
        replayed = ends.iterator();
        awaitNextEnd();
    }

    private void awaitNextEnd() {
        nextEnd = replayed.hasNext() ? replayed.next() : CallEnd.NEVER;
        nextEndUse = nextEnd.use();
    }

    /** The strategy is about to be called. */
    void enter(final int id) {
        ended = null;
        strategyId = id;
        if (caller != Thread.currentThread()) {
            caller = Thread.currentThread();
        }
        call = ++lastCall;
        if (condemned >= lastCall || loopEndsHere()) {
            check();
        }
    }

    private boolean loopEndsHere() {
        return uses == nextEndUse && nextEnd.inLoop();
    }

    private void check() {
        checked = true;
        Checkpoint.condemn(inCall);
    }

    /**
     * The strategy has returned, or thrown, which counts as a use of its context. What it threw may be a check that had no room to end it,
     * so that counts as ended in a loop.
     *
     * @return was its call ended?
     */
    boolean leave(final boolean thrown) {
        call = NO_CALL;
        if (ended == null && (condemned >= lastCall && thrown || loopEndsHere())) {
            ended = new CallEnd(true, uses);
        }
        uses++;
        if (ended == null && (condemned >= lastCall || uses == nextEndUse && !nextEnd.inLoop())) {
            ended = new CallEnd(false, uses);
        }
        if (ended != null || checked) {
            release();
        }
        if (ended == null) {
            return false;
        }
        inputs.callEnded(ended);
        awaitNextEnd();
        return true;
    }

    /** The call has ended the core itself: nothing is counted or journalled any more. */
    void abandon() {
        call = NO_CALL;
        release();
    }

    private void release() {
        checked = false;
        Checkpoint.release(inCall);
    }

    /**
     * The strategy uses its context.
     *
     * @throws StrategyTimeout where its call was condemned
     */
    void use() {
        uses++;
        if (uses == nextEndUse || condemned >= lastCall || ended != null) {
            onEnd();
        }
    }

    private void onEnd() {
        if (ended == null && condemned < lastCall && nextEnd.inLoop()) {
            check();
        } else {
            end(false);
        }
    }

    /** By any thread that runs woven code while a call is condemned. */
    private void onCheck() {
        if (Thread.currentThread() == caller && call != NO_CALL && (ended != null || condemned >= lastCall || loopEndsHere())) {
            end(true);
        }
    }

    private void end(final boolean inLoop) {
        if (ended == null) {
            ended = new CallEnd(inLoop, uses);
            if (condemned < lastCall && !checked) {
                check();
            }
        }
        throw StrategyTimeout.INSTANCE;
    }
}
