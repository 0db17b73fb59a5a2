package io.peregrine.sim.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.ExchangeThread;
import io.peregrine.sim.exchange.OffsetClock;
import io.peregrine.sim.flow.MarketFlow;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.server.Connection;
import io.peregrine.sim.server.Conversation;
import io.peregrine.sim.server.Outbound;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.server.SessionLimits;
import io.peregrine.sim.venue.SimulatedVenue;
import io.peregrine.sim.venue.VenueSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A venue behind its fault injector.
 *
 * <p><b>Threading:</b> as the venue.
 */
public final class FaultedVenue implements SimulatedVenue {
    private final SimulatedVenue venue;
    private final FaultInjector faults;

    /**
     * @param factory  makes the venue
     * @param settings of the venue; it gets a clock that can be stepped in place of theirs
     */
    public FaultedVenue(final Function<VenueSettings, SimulatedVenue> factory, final VenueSettings settings) {
        final OffsetClock clock = new OffsetClock(settings.clock());
        this.venue = factory.apply(settings.withClock(clock));
        this.faults = FaultInjector.before(venue, clock);
    }

    /** What is between the venue and its clients. */
    public FaultInjector faults() {
        return faults;
    }

    /** The venue without faults. */
    public SimulatedVenue unfaulted() {
        return venue;
    }

    @Override
    public Conversation connect(final Connection connection, final Outbound outbound) {
        if (!faults.reachable(connection)) {
            return new Refusal(outbound);
        }
        final FaultedOutbound faulted = faults.outbound(connection, outbound);
        return faulted.over(venue.connect(connection, faulted));
    }

    @Override
    public void handle(final RestRequest request, final Consumer<RestReply> replyTo) {
        faults.handle(request, replyTo);
    }

    @Override
    public String name() {
        return venue.name();
    }

    @Override
    public List<String> webSocketPaths() {
        return venue.webSocketPaths();
    }

    @Override
    public SessionLimits sessionLimits() {
        return venue.sessionLimits();
    }

    @Override
    public void open() {
        venue.open();
    }

    @Override
    public Exchange exchange() {
        return venue.exchange();
    }

    @Override
    public ExchangeThread thread() {
        return venue.thread();
    }

    @Override
    public MarketFlow flow() {
        return venue.flow();
    }

    @Override
    public Map<String, Account> accounts() {
        return venue.accounts();
    }

    @Override
    public void describe(final ObjectNode json) {
        venue.describe(json);
    }

    @Override
    public String symbol(final Market market) {
        return venue.symbol(market);
    }

    @Override
    public String executionId(final Fill fill) {
        return venue.executionId(fill);
    }

    @Override
    public Map<String, String> messageKinds() {
        return venue.messageKinds();
    }

    @Override
    public List<String> booksIn(final JsonNode message) {
        return venue.booksIn(message);
    }

    @Override
    public Map<String, String> clientOptions() {
        return venue.clientOptions();
    }

    @Override
    public void close() {
        venue.close();
    }

    /** A connection that is cut when it opens. */
    private record Refusal(Outbound outbound) implements Conversation {
        @Override
        public void opened() {
            outbound.cut();
        }

        @Override
        public void received(final String text) {
            // It is cut already.
        }

        @Override
        public void ended() {
            // It never began.
        }
    }
}
