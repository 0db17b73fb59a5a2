package io.peregrine.replay;

import com.sun.management.ThreadMXBean;
import io.peregrine.capture.LoadedCapture;
import java.lang.management.ManagementFactory;

/**
 * Measures how fast a session takes a loaded capture, in rounds from the first message to the last, each with fresh books; the first half
 * of the time is warm-up.
 *
 * <p><b>Threading:</b> confined. <b>Units:</b> bytes, and events a second.
 *
 * @param allocatedBytesPerMessage heap allocated, over all messages
 * @param messagesPerSecond        over all messages
 * @param levelsPerSecond          over snapshots and depth messages alone, or over all messages where those can not stand alone
 */
record ReplaySpeed(double allocatedBytesPerMessage, double messagesPerSecond, double levelsPerSecond) {
    /** Not measured. */
    static final ReplaySpeed UNKNOWN = new ReplaySpeed(0, 0, 0);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Takes so long for all messages, and as long again for depth messages. */
    static ReplaySpeed measure(final ReplaySession session, final LoadedCapture capture, final long durationNs) {
        if (capture.count() == 0) {
            return UNKNOWN;
        }
        final int[] all = new int[capture.count()];
        final int[] depth = new int[capture.count()];
        final int depthCount = select(session, capture, all, depth);
        final boolean standsAlone = levels(session, capture, depth, depthCount) == levels(session, capture, all, all.length);
        run(session, capture, all, all.length, durationNs / 2);
        final Rounds messages = run(session, capture, all, all.length, durationNs / 2);
        final int[] counted = standsAlone ? depth : all;
        final int count = standsAlone ? depthCount : all.length;
        run(session, capture, counted, count, durationNs / 2);
        final Rounds levels = run(session, capture, counted, count, durationNs / 2);
        final double taken = (double) messages.rounds * all.length;
        return new ReplaySpeed(messages.allocatedBytes / taken, taken * 1e9 / messages.elapsedNs, levels.levels * 1e9 / levels.elapsedNs);
    }

    private record Rounds(int rounds, long elapsedNs, long levels, long allocatedBytes) {
    }

    private static int select(final ReplaySession session, final LoadedCapture capture, final int[] all, final int[] depth) {
        session.connect(capture.receiveTimeNs(0));
        int count = 0;
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
            final long deltas = session.deltas();
            final long messages = session.handler().messages();
            take(session, capture, i);
            if (session.deltas() > deltas || session.handler().messages() == messages) {
                depth[count++] = i;
            }
        }
        return count;
    }

    /** Levels of one round. Where all channels share one sequence, depth messages alone are full of gaps. */
    private static long levels(final ReplaySession session, final LoadedCapture capture, final int[] selected, final int count) {
        return run(session, capture, selected, count, 0).levels;
    }

    private static Rounds run(
            final ReplaySession session, final LoadedCapture capture, final int[] selected, final int count, final long durationNs) {
        final long levels = session.levels();
        final long allocated = THREADS.getCurrentThreadAllocatedBytes();
        final long startNs = System.nanoTime();
        int rounds = 0;
        long elapsedNs;
        do {
            session.connect(capture.receiveTimeNs(0));
            for (int i = 0; i < count; i++) {
                take(session, capture, selected[i]);
            }
            rounds++;
            elapsedNs = System.nanoTime() - startNs;
        } while (elapsedNs < durationNs);
        return new Rounds(rounds, elapsedNs, session.levels() - levels, THREADS.getCurrentThreadAllocatedBytes() - allocated);
    }

    private static void take(final ReplaySession session, final LoadedCapture capture, final int message) {
        session.onLine(capture.buffer(), capture.offset(message), capture.length(message), capture.receiveTimeNs(message));
    }
}
