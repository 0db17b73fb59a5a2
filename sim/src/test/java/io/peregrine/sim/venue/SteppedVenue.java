package io.peregrine.sim.venue;

import io.peregrine.sim.Venues;
import io.peregrine.sim.capture.CaptureSettings;
import io.peregrine.sim.exchange.SteppedClock;
import io.peregrine.sim.fault.FaultInjector;
import io.peregrine.sim.fault.FaultScript;
import io.peregrine.sim.fault.FaultedVenue;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.Connection;
import io.peregrine.sim.server.Conversation;
import io.peregrine.sim.server.Outbound;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import java.util.ArrayList;
import java.util.List;

/** A venue in simulated time without sockets, on the calling thread. */
public final class SteppedVenue implements AutoCloseable {
    /** The time at first: 2026-01-01T00:00:00Z. */
    public static final long START_US = 1_767_225_600_000_000L;

    private final SteppedClock clock;
    private final FaultedVenue venue;

    /** Opens a venue by its name. */
    public SteppedVenue(final String name, final long seed, final FlowSettings flow) {
        this(name, seed, flow, 1);
    }

    /** Opens a venue by its name with so many client accounts. */
    public SteppedVenue(final String name, final long seed, final FlowSettings flow, final int clients) {
        this(name, VenueSettings.standard(seed, new SteppedClock(START_US)).withFlow(flow).withClients(clients));
    }

    /** Opens a venue by its name with a recorded market. */
    public SteppedVenue(final String name, final CaptureSettings capture) {
        this(name, VenueSettings.standard(1, new SteppedClock(START_US)).withCapture(capture));
    }

    private SteppedVenue(final String name, final VenueSettings settings) {
        clock = (SteppedClock) settings.clock();
        venue = new FaultedVenue(opened -> Venues.open(name, opened), settings);
        venue.open();
        venue.thread().step();
    }

    public SimulatedVenue venue() {
        return venue.unfaulted();
    }

    /** What is between the venue and its clients. */
    public FaultInjector faults() {
        return venue.faults();
    }

    /** Starts a fault script now. */
    public void fault(final FaultScript script) {
        venue.faults().load(script);
        venue.thread().step();
    }

    /** Microseconds since the start. */
    public long elapsedUs() {
        return clock.nowUs() - START_US;
    }

    /** Lets simulated time pass; everything happens when it is due. */
    public void run(final long forUs) {
        final long endUs = clock.nowUs() + forUs;
        long dueUs = venue.thread().step();
        while (dueUs <= endUs) {
            clock.set(Math.max(clock.nowUs(), dueUs));
            dueUs = venue.thread().step();
        }
        clock.set(endUs);
    }

    /** Opens a connection. */
    public Client connect(final String path, final String query) {
        final Client client = new Client();
        client.conversation = venue.connect(Connection.local(path, query), client);
        client.conversation.opened();
        venue.thread().step();
        return client;
    }

    /** Sends a REST request and returns its answer. */
    public RestReply request(final RestRequest request) {
        final List<RestReply> replies = new ArrayList<>();
        venue.handle(request, replies::add);
        venue.thread().step();
        return replies.getFirst();
    }

    @Override
    public void close() {
        venue.close();
    }

    /** The client's side of a connection. */
    public final class Client implements Outbound {
        private final List<String> received = new ArrayList<>();
        private Conversation conversation;

        /** Sends a message; what it causes at once has come when this returns. */
        public void say(final String text) {
            conversation.received(text);
            venue.thread().step();
        }

        /** Does the venue answer a ping? */
        public boolean answersPing() {
            return conversation.acceptsControl();
        }

        /** All that has come since the last call. */
        public List<String> take() {
            final List<String> taken = List.copyOf(received);
            received.clear();
            return taken;
        }

        @Override
        public void send(final String text) {
            received.add(text);
        }

        @Override
        public void close(final int code, final String reason) {
            received.add("close " + code + ' ' + reason);
            conversation.ended();
        }
    }
}
