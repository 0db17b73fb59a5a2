package io.peregrine.sim.fault;

import io.peregrine.sim.exchange.ExchangeThread;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.OffsetClock;
import io.peregrine.sim.server.Connection;
import io.peregrine.sim.server.Outbound;
import io.peregrine.sim.server.RestHandler;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.venue.SimulatedVenue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Does the faults of scripts to one venue's messages, connections and requests. The venue behind it stays right.
 *
 * <p>Faults begin and end, and late messages go, when the exchange thread runs or is stepped. One fault at most happens to a message: the
 * first that matches.
 *
 * <p><b>Threading:</b> thread-safe; beginnings and ends on the exchange thread. <b>Units:</b> microseconds; time without the steps of the
 * venue's clock.
 */
public final class FaultInjector implements ExchangeThread.Background, RestHandler {
    private static final int UNAVAILABLE = 503;
    private static final Fault.Terms MAINTENANCE = new Fault.Terms(0, 0, 1, UNAVAILABLE, 0, "");

    private final SimulatedVenue venue;
    private final OffsetClock clock;
    private final List<RunningFault> faults = new ArrayList<>();
    private final List<FaultedOutbound> connections = new ArrayList<>();
    private final List<LateReply> lateReplies = new ArrayList<>();
    private Consumer<Boolean> tlsBreaker = broken -> { };
    private int connectionsMade;

    private FaultInjector(final SimulatedVenue venue, final OffsetClock clock) {
        this.venue = venue;
        this.clock = clock;
    }

    /**
     * Puts an injector before a venue that is not open yet.
     *
     * @param clock the clock in the venue's settings
     */
    public static FaultInjector before(final SimulatedVenue venue, final OffsetClock clock) {
        final FaultInjector injector = new FaultInjector(venue, clock);
        venue.thread().also(injector);
        return injector;
    }

    /** Who makes TLS handshakes fail, told true, and lets them succeed again, told false. */
    public synchronized void onTlsFailure(final Consumer<Boolean> breaker) {
        tlsBreaker = breaker;
    }

    /** Starts a script now; those that run go on. */
    public void load(final FaultScript script) {
        synchronized (this) {
            for (final Fault fault : script.faults()) {
                if (fault.target().atVenue(venue.name())) {
                    add(script, fault);
                }
            }
        }
        venue.thread().submit(() -> { });
    }

    /** Ends all faults. */
    public void clear() {
        venue.thread().submit(() -> {
            synchronized (this) {
                faults.stream().filter(RunningFault::active).forEach(this::end);
                faults.clear();
            }
        });
    }

    /** The faults of all scripts that this venue has its part in. */
    synchronized List<RunningFault> faults() {
        return List.copyOf(faults);
    }

    /** Does a new connection get through? */
    public synchronized boolean reachable(final Connection connection) {
        return faults.stream().noneMatch(running -> running.active() && running.fault().action().refuses()
                && running.fault().target().onConnection(connection.path(), connectionsMade + 1));
    }

    /** The way out of a new connection. */
    public synchronized FaultedOutbound outbound(final Connection connection, final Outbound out) {
        final FaultedOutbound faulted = new FaultedOutbound(this, connection, ++connectionsMade, out);
        connections.add(faulted);
        for (final RunningFault running : faults) {
            if (running.active() && running.fault().action() == FaultAction.HALF_OPEN && about(running, faulted)) {
                running.hit();
                faulted.mute();
            }
        }
        return faulted;
    }

    /** A request on its way to the venue. */
    @Override
    public void handle(final RestRequest request, final Consumer<RestReply> replyTo) {
        final RunningFault running = striking(request.method() + ' ' + request.path());
        if (running == null) {
            venue.handle(request, replyTo);
            return;
        }
        final Fault.Terms terms = running.fault().terms();
        switch (running.fault().action()) {
            case STATUS -> replyTo.accept(VenueAnswers.refusal(venue.name(), terms));
            case MAINTENANCE -> replyTo.accept(VenueAnswers.refusal(venue.name(), MAINTENANCE));
            case LOSE_ANSWER -> venue.handle(request, reply -> later(terms.byUs(), VenueAnswers.lost(venue.name()), replyTo));
            case CORRUPT -> venue.handle(request, reply -> replyTo.accept(
                    new RestReply(reply.status(), reply.headers(), MessageDamage.corrupt(reply.body(), running.random()))));
            case DELAY, HOLD, DRIP -> venue.handle(request, reply -> later(terms.byUs(), reply, replyTo));
            default -> replyTo.accept(RestReply.CUT);
        }
    }

    @Override
    public long run(final long venueNowUs) {
        synchronized (this) {
            final long nowUs = nowUs();
            long nextUs = advance(nowUs);
            for (final FaultedOutbound connection : List.copyOf(connections)) {
                nextUs = Math.min(nextUs, connection.run(nowUs));
            }
            for (final LateReply late : List.copyOf(lateReplies)) {
                if (late.dueUs() <= nowUs) {
                    lateReplies.remove(late);
                    late.replyTo().accept(late.reply());
                } else {
                    nextUs = Math.min(nextUs, late.dueUs());
                }
            }
            return nextUs - nowUs;
        }
    }

    @Override
    public void afterRequest() {
        // What is late waits for run.
    }

    /** A message on its way out; the caller holds the lock. */
    void outgoing(final FaultedOutbound to, final String text) {
        final long nowUs = nowUs();
        for (final RunningFault running : faults) {
            if (running.fault().action().subject() == FaultAction.Subject.MESSAGE && about(running, to) && running.matches(text)) {
                if (running.strikes()) {
                    strike(running, to, text, nowUs);
                    return;
                }
                if (running.fault().action() == FaultAction.REORDER) {
                    to.pass(text, nowUs, 0);
                    to.release();
                    return;
                }
            }
        }
        to.pass(text, nowUs, 0);
    }

    synchronized void forget(final FaultedOutbound connection) {
        connections.remove(connection);
    }

    private void strike(final RunningFault running, final FaultedOutbound to, final String text, final long nowUs) {
        final long byUs = running.fault().terms().byUs();
        switch (running.fault().action()) {
            case DUPLICATE -> {
                to.pass(text, nowUs, 0);
                to.hold(text, nowUs + byUs);
            }
            case REORDER -> to.swap(text, nowUs);
            case DELAY -> to.pass(text, nowUs, byUs);
            case HOLD -> to.hold(text, nowUs + byUs);
            case DRIP -> to.drip(text, nowUs, byUs);
            case CORRUPT -> to.pass(MessageDamage.corrupt(text, running.random()), nowUs, 0);
            case BAD_CHECKSUM -> to.pass(MessageDamage.badChecksum(text), nowUs, 0);
            case CROSSED_BOOK -> to.pass(MessageDamage.crossed(text), nowUs, 0);
            case LOSE_ANSWER -> {
                final String unknown = VenueAnswers.lost(venue.name(), text);
                if (unknown != null) {
                    to.hold(unknown, nowUs + byUs);
                }
            }
            default -> {
                // The message is lost.
            }
        }
    }

    private void add(final FaultScript script, final Fault fault) {
        final FaultTarget target = fault.target();
        final Listing listing = target.instrument().isEmpty() ? null : venue.exchange().listing(target.instrument());
        final boolean elsewhere = !target.instrument().isEmpty() && listing == null
                || !target.message().isEmpty() && MessageKinds.pattern(venue.messageKinds(), target.message()) == null;
        if (!elsewhere) {
            faults.add(new RunningFault(script, fault,
                    target.message().isEmpty() ? null : MessageKinds.pattern(venue.messageKinds(), target.message()),
                    listing == null ? "" : venue.symbol(listing.market()), nowUs()));
        }
    }

    private synchronized RunningFault striking(final String methodAndPath) {
        for (final RunningFault running : faults) {
            final boolean maintenance = running.fault().action() == FaultAction.MAINTENANCE;
            if (running.active() && (maintenance || running.fault().target().onRequest(methodAndPath)) && running.strikes()) {
                return running;
            }
        }
        return null;
    }

    private static boolean about(final RunningFault running, final FaultedOutbound connection) {
        return running.fault().target().onConnection(connection.connection().path(), connection.number());
    }

    private synchronized void later(final long byUs, final RestReply reply, final Consumer<RestReply> replyTo) {
        if (byUs == 0) {
            replyTo.accept(reply);
        } else {
            lateReplies.add(new LateReply(reply, replyTo, nowUs() + byUs));
        }
    }

    /** Begins and ends what is due; when something is due again. */
    private long advance(final long nowUs) {
        long nextUs = Long.MAX_VALUE;
        for (final RunningFault running : faults) {
            while (running.nextUs() <= nowUs) {
                if (running.active()) {
                    end(running);
                } else {
                    running.begin();
                    begin(running);
                }
            }
            nextUs = Math.min(nextUs, running.nextUs());
        }
        return nextUs;
    }

    private void begin(final RunningFault running) {
        switch (running.fault().action()) {
            case HALF_OPEN -> onConnections(running, FaultedOutbound::mute);
            case DISCONNECT -> onConnections(running, FaultedOutbound::cut);
            case MAINTENANCE -> onConnections(running, FaultedOutbound::cut);
            case TLS_FAILURE -> tlsBreaker.accept(true);
            case CLOCK_STEP -> clock.step(running.fault().terms().byUs());
            case HALT -> halt(running, true);
            default -> {
                // Waits for what it is about.
            }
        }
    }

    private void end(final RunningFault running) {
        running.end();
        switch (running.fault().action()) {
            case TLS_FAILURE -> tlsBreaker.accept(false);
            case CLOCK_STEP -> clock.step(-running.fault().terms().byUs());
            case HALT -> halt(running, false);
            case DELAY, DRIP -> connections.forEach(connection -> connection.hurry(nowUs()));
            case REORDER -> connections.forEach(FaultedOutbound::release);
            default -> {
                // Nothing to put right.
            }
        }
    }

    private void onConnections(final RunningFault running, final Consumer<FaultedOutbound> change) {
        for (final FaultedOutbound connection : List.copyOf(connections)) {
            if (about(running, connection)) {
                running.hit();
                change.accept(connection);
            }
        }
    }

    private void halt(final RunningFault running, final boolean halted) {
        final String instrument = running.fault().target().instrument();
        venue.exchange().listings().stream().filter(listing -> instrument.isEmpty() || listing.market().pair().equals(instrument))
                .forEach(listing -> listing.halt(halted));
    }

    private long nowUs() {
        return ExchangeThread.us(clock.base());
    }

    private record LateReply(RestReply reply, Consumer<RestReply> replyTo, long dueUs) {
    }
}
