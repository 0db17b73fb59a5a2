package io.peregrine.emergency;

import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountCanceller;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels at all venues at once, each on a thread of its own.
 *
 * <p><b>Threading:</b> started, stopped and closed by one thread; {@link #reports} and {@link #done} from any. <b>Errors:</b> a venue that
 * fails does not keep the others; its report says how it failed.
 */
public final class EmergencyCancel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmergencyCancel.class);
    private static final long JOIN_MS = 5_000;

    private final Map<String, AccountCanceller> cancellers;
    private final Pause time;
    private final Flatten flatten;
    private volatile List<VenueCancel> running = List.of();
    private List<Thread> threads = List.of();
    private Thread preparing;

    EmergencyCancel(final Map<String, AccountCanceller> cancellers, final Pause time, final Flatten flatten) {
        this.cancellers = new LinkedHashMap<>(cancellers);
        this.time = time;
        this.flatten = flatten;
    }

    /**
     * At each of these venues that has a key and where orders are placed.
     *
     * @param flatten closes positions afterwards, or null where they stay
     */
    public static EmergencyCancel of(final List<VenueSettings> venues, final List<VenueProvider> providers, final Flatten flatten) {
        final Map<String, AccountCanceller> cancellers = new LinkedHashMap<>();
        for (final VenueSettings venue : venues) {
            if (venue.credentials() != null) {
                providers.stream().filter(provider -> provider.provides(venue.venue())).findFirst()
                        .flatMap(provider -> provider.accountCanceller(venue))
                        .ifPresent(canceller -> cancellers.put(venue.venue().key(), canceller));
            }
        }
        return new EmergencyCancel(cancellers, Pause.REAL, flatten);
    }

    /** At no venue: on paper there is nothing to cancel. */
    public static EmergencyCancel none() {
        return new EmergencyCancel(Map.of(), Pause.REAL, null);
    }

    /** The venues. */
    public List<String> venues() {
        return List.copyOf(cancellers.keySet());
    }

    /**
     * Makes a first, harmless call to each venue, on a thread in the background: the calls that matter then find code that is loaded, a
     * connection that is open and a clock that is measured. Nothing depends on its success.
     */
    public void prepare() {
        if (started() || preparing != null && preparing.isAlive()) {
            return;
        }
        preparing = Thread.ofPlatform().daemon().name("kill-switch prepare").start(() -> cancellers.forEach((venue, canceller) -> {
            try {
                canceller.prepare();
            } catch (final AccountCallException e) {
                LOG.debug("{} can not be asked for its time: {}", venue, e.getMessage());
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /**
     * Cancels until all is gone, closes positions where that is asked for, and looks on, until {@link #stop}.
     *
     * @param tripTickNs {@code System.nanoTime} of the trip
     */
    public void start(final long tripTickNs) {
        stop();
        final List<VenueCancel> venues = new ArrayList<>();
        final List<Thread> started = new ArrayList<>();
        cancellers.forEach((venue, canceller) -> venues.add(
                new VenueCancel(venue, canceller, time, tripTickNs, flatten(venue, canceller))));
        running = List.copyOf(venues);
        venues.forEach(venue -> started.add(
                Thread.ofPlatform().daemon().name("cancel " + venue.report().venue()).start(venue::run)));
        threads = started;
    }

    /** Was it started, and not stopped since? */
    public boolean started() {
        return !threads.isEmpty();
    }

    /** Has it come to its end, one way or the other? The venues' lists go on being looked at. */
    public boolean done() {
        return running.stream().noneMatch(venue -> venue.report().state().underWay());
    }

    /** Is nothing open at any venue, and closed what was to be closed? */
    public boolean succeeded() {
        return running.stream().allMatch(venue -> venue.report().succeeded());
    }

    /** Of the last start, by venue; empty before the first. */
    public List<CancelReport> reports() {
        return running.stream().map(VenueCancel::report).toList();
    }

    /** Gives up what is not done yet. The reports stay. */
    public void stop() {
        if (preparing != null) {
            preparing.interrupt();
            join(preparing);
            preparing = null;
        }
        threads.forEach(Thread::interrupt);
        threads.forEach(EmergencyCancel::join);
        threads = List.of();
    }

    @Override
    public void close() {
        stop();
        cancellers.values().forEach(AccountCanceller::close);
    }

    private VenueFlatten flatten(final String venue, final AccountCanceller canceller) {
        return flatten == null ? null : canceller.flattener().map(flattener -> flatten.at(venue, flattener, time)).orElse(null);
    }

    private static void join(final Thread thread) {
        try {
            thread.join(JOIN_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
