package io.peregrine.containment;

import org.agrona.collections.ArrayUtil;

/**
 * What {@link Weaver} puts into each loop and each method: while no call of the process is condemned it costs one read of a volatile field,
 * which no compiler takes out of a loop.
 *
 * <p>It is one for the process, because woven code knows no engine. A {@link Condemned} call says itself whether it is the current
 * thread's, so that other engines in the process only lose time while one of them has such a call.
 *
 * <p><b>Threading:</b> thread-safe; calls are condemned and released under a lock, which checks never take. <b>Allocates:</b> none in
 * {@link #pass}.
 */
public final class Checkpoint {
    private static final Condemned[] NONE = {};

    private static volatile Condemned[] calls = NONE;
    /** Any? Apart from the array, so that the check needs no barrier of a garbage collector. Written after it. */
    private static volatile boolean closed;

    private Checkpoint() {
    }

    /** The check. Public for woven code. Throws what the condemned call wants to be thrown. */
    public static void pass() {
        if (closed) {
            ask();
        }
    }

    private static void ask() {
        final Condemned[] asked = calls;
        for (int i = 0; i < asked.length; i++) {
            asked[i].onCheck();
        }
    }

    /** From now on checks ask this call. A second time changes nothing. */
    public static synchronized void condemn(final Condemned call) {
        calls = ArrayUtil.add(ArrayUtil.remove(calls, call), call);
        closed = true;
    }

    /** Checks do not ask this call any more. */
    public static synchronized void release(final Condemned call) {
        calls = ArrayUtil.remove(calls, call);
        closed = calls.length > 0;
    }
}
