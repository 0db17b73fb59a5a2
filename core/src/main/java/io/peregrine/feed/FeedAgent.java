package io.peregrine.feed;

import io.peregrine.instrument.Instrument;
import io.peregrine.latency.VenueClock;
import io.peregrine.net.Network;
import io.peregrine.net.WebSocketSettings;
import io.peregrine.time.EngineClock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One venue's market data: keeps a connection, hands its messages to the {@link FeedHandler}, fetches the snapshots that the handler asks
 * for, and keeps within the venue's limits. A lost connection is made again: to the next address at once where there is another, else
 * after a pause, which is short for as many failures as the venue's limit leaves room for, and grows from
 * {@link FeedSettings#reconnectIntervalNs} after that. A connection near the venue's age limit, or one that the handler gives up, is
 * replaced: the new one is open and subscribed before the old one ends. Where the handler {@link FeedHandler#mixesConnections}, the two
 * overlap and the handler's books go on; elsewhere it sees an end and a beginning, so that its books are loaded anew. So it does where the
 * old connection does not answer any more: another is made beside it, and takes over unless the old one speaks again before.
 *
 * <p><b>Threading:</b> {@link #doWork} and the life cycle on one thread; {@link #status} from any. <b>Memory:</b> two WebSocket clients
 * for each address and their buffers, for its whole life. <b>Allocates:</b> while connecting and for snapshots; none per message over
 * {@code ws}.
 * <b>Errors:</b> operating conditions are counted and shown by {@link #status}; none is thrown.
 */
public final class FeedAgent implements Agent {
    /** A venue that answers pings is alive, even where its market is silent; Binance takes five messages a second, pings included. */
    private static final long PING_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(750);
    /** A line that is silent for so long is dead, though nobody has closed it, and no other could take its place. */
    private static final long IDLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    private static final Logger LOGGER = LoggerFactory.getLogger(FeedAgent.class);

    private final FeedProtocol protocol;
    private final FeedAddresses addresses;
    private final FeedSettings settings;
    private final Instrument[] byInstrumentId;
    private final FeedHandler handler;
    private final HeldMessages.Consumer messages = this::deliver;
    private final SnapshotFetcher snapshots;
    private final TokenBucket connects;
    /** Of messages on all connections: some venues count them by address. */
    private final TokenBucket pace;
    private final long connectionAgeMaxNs;
    private final Backoff backoff;
    private final Overlap overlap = new Overlap();
    private final FeedCounters counters = new FeedCounters();
    /** Whose subscriptions are to be renewed at the end of this cycle, all together. */
    private final List<Instrument> renewals = new ArrayList<>();

    private FeedState state = FeedState.WAITING;
    /** The connection that the handler's messages come from, or will. */
    private FeedConnection active;
    /** The one that will take over or stands beside, or an old one that is saying goodbye. */
    private FeedConnection standby;
    private long notBeforeNs;

    /**
     * @param addresses  where the venue is
     * @param newHandler makes the handler, given what it asks for snapshots
     * @param network    where connections come from
     * @throws IllegalArgumentException for two connections where the handler can not mix them
     */
    public FeedAgent(
            final FeedProtocol protocol, final FeedAddresses addresses, final Function<SnapshotRequester, FeedHandler> newHandler,
            final FeedSettings settings, final Network network) {
        this(protocol, addresses, newHandler, settings, network, new SplittableRandom(), new VenueClock());
    }

    /**
     * @param random for the jitter of pauses; seeded in tests
     * @param clock  the venue's, which answers to questions for its time are told to
     */
    public FeedAgent(
            final FeedProtocol protocol, final FeedAddresses addresses, final Function<SnapshotRequester, FeedHandler> newHandler,
            final FeedSettings settings, final Network network, final RandomGenerator random, final VenueClock clock) {
        this.protocol = protocol;
        this.addresses = addresses;
        this.settings = settings;
        byInstrumentId = new Instrument[1 + protocol.instruments().stream().mapToInt(Instrument::instrumentId).max().orElse(-1)];
        protocol.instruments().forEach(instrument -> byInstrumentId[instrument.instrumentId()] = instrument);
        snapshots = new SnapshotFetcher(protocol, addresses.rest(), network, random, counters, clock);
        handler = newHandler.apply(new Requests());
        if (addresses.connections() > 1 && !handler.mixesConnections()) {
            throw new IllegalArgumentException("venue " + protocol.venue().key() + ": connections: " + addresses.connections()
                    + " is not possible: its messages do not say where they belong when two connections are mixed; use connections: 1");
        }
        snapshots.handler(handler);
        final FeedLimits limits = protocol.limits();
        connects = new TokenBucket(limits.connects());
        pace = new TokenBucket(limits.messages());
        connectionAgeMaxNs = limits.connectionAgeMaxNs();
        backoff = new Backoff(limits.connects(), Math.max(settings.reconnectIntervalNs(), limits.connects().intervalNs()), random);
        active = newConnection(0, network);
        // The second of two is for an address of its own; one that only replaces begins with the first, too.
        standby = newConnection(addresses.connections() - 1, network);
    }

    private FeedConnection newConnection(final int first, final Network network) {
        final WebSocketSettings webSocket =
                WebSocketSettings.DEFAULT.withLiveness(PING_INTERVAL_NS, IDLE_TIMEOUT_NS).withHeaders(protocol.headers());
        return new FeedConnection(protocol, network, addresses.stream(), first, webSocket, pace, new ConnectionEvents());
    }

    @Override
    public String roleName() {
        return "feed-" + protocol.venue().key();
    }

    @Override
    public int doWork() {
        return doWork(EngineClock.nowNs());
    }

    /** One duty cycle at a given time; for agents that share a thread and its clock. */
    public int doWork(final long nowNs) {
        final int work = active.doWork(nowNs) + standby.doWork(nowNs) + (state.connected() ? overlap.drain(messages, nowNs) : 0)
                + snapshots.doWork(nowNs) + (state.connected() ? snapshots.askTime(nowNs) : 0) + handler.doWork(nowNs) + renew()
                + advance(nowNs);
        if (work > 0) {
            counters.bytes(active.bytesReceived() + standby.bytesReceived());
        }
        return work;
    }

    /** Ends the connections; the handler's books are no longer fed. */
    @Override
    public void onClose() {
        if (state.connected()) {
            handler.onDisconnected(EngineClock.nowNs());
        }
        active.close();
        standby.close();
        snapshots.close();
        state = FeedState.WAITING;
        counters.state(state);
    }

    /** As it is now, for any thread. */
    public FeedStatus status() {
        return counters.status(protocol.venue());
    }

    /** What the handler asks for. */
    private final class Requests implements SnapshotRequester {
        @Override
        public boolean requestSnapshot(final int instrumentId, final long nowNs) {
            return FeedAgent.this.requestSnapshot(instrumentId, nowNs);
        }

        @Override
        public boolean requestAudit(final int instrumentId, final long nowNs) {
            return state.connected() && snapshots.requestAudit(instrumentId, nowNs);
        }
    }

    /** Over REST, or by a renewed subscription where the venue sends snapshots in the stream. */
    private boolean requestSnapshot(final int instrumentId, final long nowNs) {
        final Instrument instrument = byInstrumentId[instrumentId];
        if (protocol.snapshotUri(addresses.rest().getFirst(), instrument) != null) {
            return snapshots.requestSnapshot(instrumentId, nowNs);
        }
        if (!state.connected() || !active.subscribed() || renewals.contains(instrument)) {
            return false;
        }
        renewals.add(instrument);
        counters.onSnapshotRequested();
        return true;
    }

    /** One request for all books that want it now: a loss often hits all of them, and messages are what venues limit. */
    private int renew() {
        if (renewals.isEmpty()) {
            return 0;
        }
        active.renew(protocol.renewals(renewals));
        renewals.clear();
        return 1;
    }

    private int advance(final long nowNs) {
        if (state.connected() && handler.reconnectWanted()) {
            active.giveUp();
            handler.onReconnectNoted();
        }
        return switch (state) {
            case WAITING -> connect(active, FeedState.CONNECTING, nowNs);
            case CONNECTING -> active.open() ? begin(nowNs) : 0;
            case CONNECTED -> secondWanted(nowNs) ? connect(standby, FeedState.REPLACING, nowNs) : 0;
            case REPLACING -> replacing(nowNs);
            case OVERLAPPING -> part(nowNs);
        };
    }

    private boolean secondWanted(final long nowNs) {
        return standby.closed() && isReplacementWanted(nowNs);
    }

    private boolean isReplacementWanted(final long nowNs) {
        return isDue(active, nowNs) || active.doubtful(nowNs) || addresses.connections() > 1;
    }

    private boolean isDue(final FeedConnection connection, final long nowNs) {
        return connection.isGivenUp() || connection.ageNs(nowNs) >= connectionAgeMaxNs;
    }

    private int connect(final FeedConnection connection, final FeedState next, final long nowNs) {
        if (nowNs - notBeforeNs < 0 || !connects.tryTake(nowNs)) {
            return 0;
        }
        connection.connect(nowNs);
        transition(next);
        return 1;
    }

    private int begin(final long nowNs) {
        LOGGER.info("{} connected", roleName());
        counters.onConnected();
        transition(FeedState.CONNECTED);
        handler.onConnected(nowNs);
        return 1;
    }

    private int replacing(final long nowNs) {
        if (!isReplacementWanted(nowNs)) {
            // The old one was only slow to answer.
            transition(FeedState.CONNECTED);
            standby.disconnect(nowNs);
            return 1;
        }
        // What it brings before it takes over is lost, snapshots too, unless it is mixed with the old one.
        final boolean isReady = handler.mixesConnections() && !active.doubtful(nowNs) ? standby.subscribed() : standby.open();
        return isReady ? join(nowNs) : 0;
    }

    /** The second connection is there: it takes over, or its messages are mixed with the first one's. */
    private int join(final long nowNs) {
        final boolean isDoubtful = active.doubtful(nowNs);
        if (isDoubtful || !handler.mixesConnections()) {
            disconnected(nowNs);
            swap();
            final int work = begin(nowNs);
            retire(isDoubtful ? 0 : settings.reconnectIntervalNs(), nowNs);
            return work;
        }
        LOGGER.info("{} connected a second time", roleName());
        counters.onConnected();
        overlap.begin(standby, nowNs);
        transition(FeedState.OVERLAPPING);
        handler.onMixed(true, nowNs);
        return 1;
    }

    /** Lets one of the two go once the other has proved itself, unless both are wanted. */
    private int part(final long nowNs) {
        if (!overlap.isProven(nowNs)) {
            return 0;
        }
        if (isDue(active, nowNs) || active.doubtful(nowNs) || addresses.connections() == 1) {
            swap();
        } else if (!isDue(standby, nowNs) && !standby.doubtful(nowNs)) {
            return 0;
        }
        transition(FeedState.CONNECTED);
        retire(standby.doubtful(nowNs) ? 0 : settings.reconnectIntervalNs(), nowNs);
        handler.onMixed(false, nowNs);
        return 1;
    }

    private void retire(final long pauseNs, final long nowNs) {
        standby.disconnect(nowNs);
        notBeforeNs = nowNs + pauseNs;
    }

    private void swap() {
        final FeedConnection other = active;
        active = standby;
        standby = other;
    }

    private void disconnected(final long nowNs) {
        snapshots.reset();
        renewals.clear();
        handler.onDisconnected(nowNs);
    }

    private void lost(final FeedConnection connection, final long nowNs) {
        switch (state) {
            case CONNECTED -> {
                disconnected(nowNs);
                transition(FeedState.WAITING);
            }
            case REPLACING -> {
                if (connection == active) {
                    disconnected(nowNs);
                    swap();
                    transition(FeedState.CONNECTING);
                } else {
                    transition(FeedState.CONNECTED);
                }
            }
            case OVERLAPPING -> {
                overlap.lost(connection);
                if (connection == active) {
                    swap();
                }
                transition(FeedState.CONNECTED);
                handler.onMixed(false, nowNs);
            }
            default -> transition(FeedState.WAITING);
        }
    }

    private void transition(final FeedState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException(roleName() + ": " + state + " can not become " + next);
        }
        state = next;
        counters.state(next);
    }

    /** Do the handler's messages come from it? */
    private boolean feeds(final FeedConnection connection) {
        return connection == active ? state.connected() : state == FeedState.OVERLAPPING;
    }

    private void deliver(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        counters.onMessage(nowNs);
        handler.onMessage(buffer, offset, length, receiveTimeNs, nowNs);
    }

    private void onWorked(final FeedConnection connection, final long forNs) {
        backoff.worked(forNs);
        if (forNs >= Backoff.SHORT_NS) {
            connection.worked();
        }
    }

    private final class ConnectionEvents implements FeedConnection.Listener {
        @Override
        public void onMessage(
                final FeedConnection connection, final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs,
                final long nowNs) {
            if (!feeds(connection) || overlap.holds(connection, buffer, offset, length, receiveTimeNs)) {
                return;
            }
            deliver(buffer, offset, length, receiveTimeNs, nowNs);
            if (handler.reconnectWanted()) {
                connection.giveUp();
                handler.onReconnectNoted();
            }
        }

        @Override
        public void onClosed(final FeedConnection connection, final String reason, final long nowNs) {
            if (connection == standby && state != FeedState.REPLACING && state != FeedState.OVERLAPPING) {
                // The old connection has said goodbye after it was replaced.
                return;
            }
            LOGGER.warn("{} {}: {}", roleName(), state, reason);
            counters.onClosed(reason);
            if (feeds(connection)) {
                onWorked(connection, connection.ageNs(nowNs));
            }
            final long retryAfterNs = connection.retryAfterNs();
            final FeedConnection other = connection == active ? standby : active;
            final boolean isNextUntried = connection.failed(addresses.connections() > 1 ? other.address() : Addresses.NONE);
            notBeforeNs = nowNs + (isNextUntried && retryAfterNs == 0 ? 0 : Math.max(backoff.nextNs(), retryAfterNs));
            lost(connection, nowNs);
        }
    }
}
