package io.peregrine.api.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;

/**
 * Ctrl-C or SIGTERM as a request to end in order: the work sees it, finishes what it must, and the process then ends with the work's own
 * exit code. Work that does not finish in time is cut off.
 *
 * <p><b>Threading:</b> thread-safe.
 */
public final class StopSignal {
    private static final long FINISH_TIMEOUT_S = 30;

    private static volatile StopSignal installed;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode = ExitCode.FAILED;

    private StopSignal() {
    }

    /** From now on signals arrive here. */
    public static StopSignal install() {
        final StopSignal signal = new StopSignal();
        installed = signal;
        Runtime.getRuntime().addShutdownHook(new Thread(signal::onShutdown, "stop-signal"));
        return signal;
    }

    /** Waits for the request; true once it is there. */
    public boolean await(final long timeoutMs) throws InterruptedException {
        return requested.await(timeoutMs, TimeUnit.MILLISECONDS);
    }

    /** The command is done, with this exit code; whoever waits in {@link #install}ed signals goes on. */
    static void finish(final int code) {
        final StopSignal signal = installed;
        if (signal != null) {
            signal.exitCode = code;
            signal.finished.countDown();
        }
    }

    private void onShutdown() {
        if (finished.getCount() == 0) {
            LogManager.shutdown();
            return;
        }
        requested.countDown();
        try {
            if (!finished.await(FINISH_TIMEOUT_S, TimeUnit.SECONDS)) {
                System.err.println("peregrine: did not end in order within " + FINISH_TIMEOUT_S + " s");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LogManager.shutdown();
        System.out.flush();
        // The process would end with the signal's exit code otherwise.
        Runtime.getRuntime().halt(exitCode);
    }
}
