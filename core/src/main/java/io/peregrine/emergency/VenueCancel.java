package io.peregrine.emergency;

import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountCanceller;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels until a venue lists nothing any more: cancel all, list, and again, for as long as it takes. An order that was on its way at the
 * trip may reach the venue after the first cancel, so one empty list is not the end: a second one, at least two seconds later and with no
 * other between, is. The list is what counts: a cancel whose answer is lost was carried out all the same, or it was not.
 *
 * <p>What fails is tried again after a pause that doubles from {@value #PAUSE_MIN_MS} ms to {@value #PAUSE_MAX_MS} ms, or after the time
 * that the venue names where that is longer. It never gives up by itself.
 *
 * <p>Then positions are closed, where that is asked for: only now can nothing add to them. And then the venue's list is looked at every
 * {@value #WATCH_MS} ms for as long as the switch is tripped: what turns up, from a socket that was full or by another's hand, is
 * cancelled.
 *
 * <p><b>Threading:</b> {@link #run} on a thread of its own; {@link #report} from any.
 */
final class VenueCancel {
    static final long PAUSE_MIN_MS = 50;
    static final long PAUSE_MAX_MS = 2_000;
    /** An order may wait for a second in a gateway before it is sent: at Kraken, over REST, while the WebSocket is down. */
    static final long CONFIRM_NS = TimeUnit.SECONDS.toNanos(2);

    static final long WATCH_MS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(VenueCancel.class);
    private static final int LOGGED_FAILURES = 10;

    private final AccountCanceller canceller;
    private final Pause time;
    private final long tripTickNs;
    private final VenueFlatten flatten;
    private volatile CancelReport report;
    private boolean confirmed;

    /**
     * @param tripTickNs from when durations are counted
     * @param flatten    closes positions, or null where they stay
     */
    VenueCancel(
            final String venue, final AccountCanceller canceller, final Pause time, final long tripTickNs, final VenueFlatten flatten) {
        this.canceller = canceller;
        this.flatten = flatten;
        this.time = time;
        this.tripTickNs = tripTickNs;
        report = CancelReport.begin(venue);
    }

    CancelReport report() {
        return report;
    }

    /** Until the thread is interrupted. */
    void run() {
        try {
            cancel();
            LOG.warn("kill switch: {} has no open order any more; {} cancelled by its own connection", report.venue(), report.cancelled());
            if (flatten != null) {
                report = report.in(CancelState.FLATTENING);
                flatten.run(positions -> report = report.flattened(positions));
            }
            report = report.in(CancelState.DONE);
            watch();
        } catch (final InterruptedException e) {
            if (report.state().underWay()) {
                report = report.in(CancelState.STOPPED);
                LOG.error("kill switch: at {} it was stopped before it was done: {}", report.venue(), report);
            }
        }
    }

    private void watch() throws InterruptedException {
        long pauseNs = TimeUnit.MILLISECONDS.toNanos(WATCH_MS);
        while (true) {
            time.pause(pauseNs);
            AccountCallException failure = null;
            try {
                final int open = canceller.openOrders();
                if (open > 0) {
                    report = report.cameLate(open);
                    LOG.error("kill switch: {} lists {} orders that came after everything was cancelled; cancelling", report.venue(), open);
                    failure = askForCancels();
                }
                if (flatten != null) {
                    flatten.lookAgain();
                }
            } catch (final AccountCallException e) {
                failure = failed(e);
            }
            pauseNs = Math.max(TimeUnit.MILLISECONDS.toNanos(WATCH_MS), failure == null ? 0 : failure.retryAfterNs());
        }
    }

    private void cancel() throws InterruptedException {
        long pauseMs = PAUSE_MIN_MS;
        while (!confirmed) {
            AccountCallException failure = askForCancels();
            if (failure == null || failure.retryAfterNs() == 0) {
                final AccountCallException unlisted = list();
                failure = unlisted == null ? failure : unlisted;
                if (unlisted == null && report.open() == 0) {
                    failure = null;
                }
            }
            if (failure == null) {
                pauseMs = PAUSE_MIN_MS;
                if (!confirmed) {
                    time.pause(report.open() == 0 ? CONFIRM_NS : TimeUnit.MILLISECONDS.toNanos(PAUSE_MIN_MS));
                }
            } else {
                time.pause(Math.max(TimeUnit.MILLISECONDS.toNanos(pauseMs), failure.retryAfterNs()));
                pauseMs = Math.min(PAUSE_MAX_MS, 2 * pauseMs);
            }
        }
    }

    /** Why there was no list, or null where there was: one without an order, two seconds after the first of such, is the end. */
    private AccountCallException list() throws InterruptedException {
        try {
            final int open = canceller.openOrders();
            report = report.listed(open, time.tickNs() - tripTickNs);
            confirmed = open == 0 && time.tickNs() - tripTickNs - report.firstEmptyNs() >= CONFIRM_NS;
            return null;
        } catch (final AccountCallException e) {
            return failed(e);
        }
    }

    /** Why there was no answer, or null where there was. */
    private AccountCallException askForCancels() throws InterruptedException {
        try {
            canceller.cancelAll(count -> report = report.acknowledged(count, time.tickNs() - tripTickNs));
            return null;
        } catch (final AccountCallException e) {
            return failed(e);
        }
    }

    private AccountCallException failed(final AccountCallException failure) {
        report = report.failed(failure.getMessage());
        if (report.failures() == 1 || report.failures() % LOGGED_FAILURES == 0) {
            LOG.error("kill switch: cancelling at {} failed {} times and is tried again: {}", report.venue(), report.failures(),
                    failure.getMessage());
        }
        return failure;
    }
}
