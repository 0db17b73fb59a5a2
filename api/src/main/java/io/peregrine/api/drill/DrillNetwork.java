package io.peregrine.api.drill;

import io.peregrine.net.Fetcher;
import io.peregrine.net.Network;
import io.peregrine.net.WebSocket;
import io.peregrine.net.WebSocketListener;
import io.peregrine.net.WebSocketSettings;
import io.peregrine.sim.exchange.SteppedClock;
import io.peregrine.sim.fault.FaultInjector;
import io.peregrine.sim.fault.FaultedOutbound;
import io.peregrine.sim.server.Connection;
import io.peregrine.sim.server.Conversation;
import io.peregrine.sim.server.Outbound;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.venue.SimulatedVenue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The network of a drill: every connection leads to one simulated venue in this process, through its faults.
 *
 * <p><b>Threading:</b> confined.
 */
final class DrillNetwork implements Network {
    private final SimulatedVenue venue;
    private final FaultInjector faults;
    private final SteppedClock clock;
    private final List<DrillSocket> open = new ArrayList<>();

    /**
     * @param faults before the venue
     * @param clock  the time as it goes on, whatever the venue's clock says
     */
    DrillNetwork(final SimulatedVenue venue, final FaultInjector faults, final SteppedClock clock) {
        this.venue = venue;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public WebSocket webSocket(final URI uri, final WebSocketListener listener, final WebSocketSettings settings) {
        return new DrillSocket(this, uri, listener, settings);
    }

    @Override
    public Fetcher fetcher(final int capacity, final long timeoutNs) {
        return new DrillFetcher(this, capacity, timeoutNs);
    }

    @Override
    public long nowNs() {
        return TimeUnit.MICROSECONDS.toNanos(clock.nowUs());
    }

    /** Does an attempt to connect get through? */
    boolean reachable(final Connection connection) {
        return faults.reachable(connection);
    }

    /**
     * A new connection to the venue.
     *
     * @param books    told of what the venue sends, before any fault
     * @param arriving what comes out at this end
     */
    Conversation connect(final DrillSocket socket, final Connection connection, final PublishedBooks books, final Outbound arriving) {
        open.add(socket);
        final FaultedOutbound onTheWay = faults.outbound(connection, arriving);
        return onTheWay.over(venue.connect(connection, books.before(onTheWay)));
    }

    /** A GET. */
    void handle(final RestRequest request, final Consumer<RestReply> replyTo) {
        faults.handle(request, replyTo);
    }

    PublishedBooks newBooks() {
        return new PublishedBooks(venue, clock);
    }

    /** What the venue published on each open connection. */
    List<PublishedBooks> openBooks() {
        return open.stream().map(DrillSocket::books).toList();
    }

    void onEnded(final DrillSocket socket) {
        open.remove(socket);
    }
}
