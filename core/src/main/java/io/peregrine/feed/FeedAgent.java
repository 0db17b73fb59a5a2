package io.peregrine.feed;

import io.peregrine.instrument.Instrument;
import io.peregrine.net.Network;
import io.peregrine.net.WebSocketSettings;
import io.peregrine.time.EngineClock;
import java.net.URI;
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
 * for, and keeps within the venue's limits. A lost connection is made again after a growing pause. A connection near the venue's age limit,
 * or one that the handler gives up, is replaced: the new one takes over when it is open and subscribed, and only then the old one ends. The
 * handler then sees an end and a beginning, so that its books are loaded anew.
 *
 * <p><b>Threading:</b> {@link #doWork} and the life cycle on one thread; {@link #status} from any. <b>Memory:</b> two WebSocket clients
 * and their buffers, for its whole life. <b>Allocates:</b> while connecting and for snapshots; none per message over {@code ws}.
 * <b>Errors:</b> operating conditions are counted and shown by {@link #status}; none is thrown.
 */
public final class FeedAgent implements Agent {
    /** A venue that answers pings is alive, even where its market is silent. */
    private static final long PING_INTERVAL_NS = TimeUnit.SECONDS.toNanos(15);
    private static final long IDLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(40);

    private static final Logger LOGGER = LoggerFactory.getLogger(FeedAgent.class);

    private final FeedProtocol protocol;
    private final URI restUri;
    private final FeedSettings settings;
    private final Instrument[] byInstrumentId;
    private final FeedHandler handler;
    private final SnapshotFetcher snapshots;
    private final SlidingWindow connectsWindow;
    private final Backoff backoff;
    private final FeedCounters counters = new FeedCounters();

    private FeedState state = FeedState.WAITING;
    /** The connection that the handler's messages come from, or will. */
    private FeedConnection active;
    /** The one that will take over, or an old one that is saying goodbye. */
    private FeedConnection standby;
    private long notBeforeNs;

    /**
     * @param restUri    base of the venue's REST API
     * @param streamUri  base of the venue's stream
     * @param newHandler makes the handler, given what it asks for snapshots
     * @param network    where connections come from
     */
    public FeedAgent(
            final FeedProtocol protocol, final URI restUri, final URI streamUri, final Function<SnapshotRequester, FeedHandler> newHandler,
            final FeedSettings settings, final Network network) {
        this(protocol, restUri, streamUri, newHandler, settings, network, new SplittableRandom());
    }

    /** @param random for the jitter of pauses; seeded in tests */
    public FeedAgent(
            final FeedProtocol protocol, final URI restUri, final URI streamUri, final Function<SnapshotRequester, FeedHandler> newHandler,
            final FeedSettings settings, final Network network, final RandomGenerator random) {
        this.protocol = protocol;
        this.restUri = restUri;
        this.settings = settings;
        byInstrumentId = new Instrument[1 + protocol.instruments().stream().mapToInt(Instrument::instrumentId).max().orElse(-1)];
        protocol.instruments().forEach(instrument -> byInstrumentId[instrument.instrumentId()] = instrument);
        snapshots = new SnapshotFetcher(protocol, restUri, network, random, counters);
        handler = newHandler.apply(this::requestSnapshot);
        snapshots.handler(handler);
        connectsWindow = new SlidingWindow(protocol.limits().connectsMax(), protocol.limits().connectsWindowNs());
        backoff = new Backoff(settings.reconnectIntervalNs(), random);
        final WebSocketSettings webSocket =
                WebSocketSettings.DEFAULT.withLiveness(PING_INTERVAL_NS, IDLE_TIMEOUT_NS);
        final FeedConnection.Listener events = new ConnectionEvents();
        active = new FeedConnection(protocol, network, streamUri, webSocket, events);
        standby = new FeedConnection(protocol, network, streamUri, webSocket, events);
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
        final int work = active.doWork(nowNs) + standby.doWork(nowNs) + snapshots.doWork(nowNs) + handler.doWork(nowNs) + advance(nowNs);
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

    /** Over REST, or by a renewed subscription where the venue sends snapshots in the stream. */
    private boolean requestSnapshot(final int instrumentId, final long nowNs) {
        final Instrument instrument = byInstrumentId[instrumentId];
        if (protocol.snapshotUri(restUri, instrument) != null) {
            return snapshots.requestSnapshot(instrumentId, nowNs);
        }
        if (!state.connected() || !active.renew(protocol.renewals(instrument))) {
            return false;
        }
        counters.onSnapshotRequested();
        return true;
    }

    private void lost(final long nowNs) {
        if (state.connected()) {
            disconnected(nowNs);
        }
        if (state == FeedState.REPLACING) {
            swap();
            transition(FeedState.CONNECTING);
        } else {
            transition(FeedState.WAITING);
        }
    }

    private int advance(final long nowNs) {
        return switch (state) {
            case WAITING -> connect(active, FeedState.CONNECTING, nowNs);
            case CONNECTING -> active.open() ? begin(nowNs) : 0;
            case CONNECTED -> replacementDue(nowNs) ? connect(standby, FeedState.REPLACING, nowNs) : 0;
            case REPLACING -> standby.subscribed() ? takeOver(nowNs) : 0;
        };
    }

    private boolean replacementDue(final long nowNs) {
        return standby.closed() && (handler.reconnectWanted() || active.ageNs(nowNs) >= protocol.limits().connectionAgeMaxNs());
    }

    private int connect(final FeedConnection connection, final FeedState next, final long nowNs) {
        if (nowNs - notBeforeNs < 0 || !connectsWindow.tryTake(nowNs)) {
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

    private int takeOver(final long nowNs) {
        disconnected(nowNs);
        swap();
        standby.disconnect(nowNs);
        notBeforeNs = nowNs + settings.reconnectIntervalNs();
        return begin(nowNs);
    }

    private void disconnected(final long nowNs) {
        snapshots.reset();
        handler.onDisconnected(nowNs);
    }

    private void swap() {
        final FeedConnection other = active;
        active = standby;
        standby = other;
    }

    private void transition(final FeedState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException(roleName() + ": " + state + " can not become " + next);
        }
        state = next;
        counters.state(next);
    }

    private final class ConnectionEvents implements FeedConnection.Listener {
        @Override
        public void onMessage(
                final FeedConnection connection, final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs,
                final long nowNs) {
            if (connection == active && state.connected()) {
                counters.onMessage(nowNs);
                handler.onMessage(buffer, offset, length, receiveTimeNs, nowNs);
            }
        }

        @Override
        public void onClosed(final FeedConnection connection, final String reason, final long nowNs) {
            if (connection == standby && state != FeedState.REPLACING) {
                // The old connection has said goodbye after it was replaced.
                return;
            }
            LOGGER.warn("{} {}: {}", roleName(), state, reason);
            counters.onClosed(reason);
            if (connection == active && state.connected() && connection.ageNs(nowNs) >= settings.reconnectIntervalNs()) {
                backoff.reset();
            }
            notBeforeNs = nowNs + Math.max(backoff.nextNs(), connection.retryAfterNs());
            if (connection == active) {
                lost(nowNs);
            } else {
                transition(FeedState.CONNECTED);
            }
        }
    }
}
