package io.peregrine.trade;

/**
 * By what another thread sees that a strategy does not come back from a call, and asks for its end.
 *
 * <p>The core reads no clock. Around each call of a strategy the trade thread writes the call's number here; a thread with a clock that
 * sees the same number for too long {@link #condemn}s the call. The strategy's next use of its context, or its return, then fails with a
 * {@link StrategyTimeout}. At which use of a context within the event that was is journalled, so that a replay lets it happen at the same
 * place, without a clock.
 *
 * <p><b>Threading:</b> single writer, the trade thread, but for {@link #condemn}; {@link #call} and {@link #strategyId} are read by any.
 * <b>Allocates:</b> none but the exception.
 */
public final class StrategyWatch {
    /** {@link #call} while no strategy is being called. */
    public static final long NO_CALL = 0;
    /** No use of a context is to fail. */
    static final long NEVER = Long.MAX_VALUE;

    private volatile long call = NO_CALL;
    private volatile int strategyId;
    private volatile long condemned = NO_CALL;
    private InputRecords inputs;
    private long lastCall;
    private long uses;
    private long failingUse = NEVER;
    private boolean timedOut;
    private boolean insideCore;

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

    /** The call takes too long. Nothing happens where it has ended meanwhile. */
    public void condemn(final long whichCall) {
        condemned = whichCall;
    }

    /** An event of the core begins. */
    void onEvent() {
        uses = 0;
    }

    /** Replay: within the next event this use of a context, from 1, fails. */
    void failAt(final long use) {
        failingUse = use;
    }

    /** The strategy is about to be called. */
    void enter(final int id) {
        timedOut = false;
        insideCore = false;
        strategyId = id;
        call = ++lastCall;
    }

    /** The strategy has returned, or thrown. */
    void leave() {
        call = NO_CALL;
    }

    /**
     * The strategy uses its context.
     *
     * @throws StrategyTimeout where its call was condemned
     */
    void use() {
        if (expired()) {
            throw new StrategyTimeout();
        }
    }

    /** Has the call been condemned? Asked at each use of a context, and at the end of the call, which counts as one. */
    boolean expired() {
        uses++;
        if (!timedOut && (uses == failingUse || condemned == lastCall)) {
            timedOut = true;
            failingUse = NEVER;
            inputs.timeout(uses);
        }
        return timedOut;
    }

    /** The strategy has called the core to act, or that has come back. */
    void insideCore(final boolean inside) {
        insideCore = inside;
    }

    /** Did the strategy's call end while the core acted for it, so that it is not known how far the core came? */
    boolean insideCore() {
        return insideCore;
    }
}
