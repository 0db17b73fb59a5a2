package io.peregrine.api.stream;

import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.peregrine.api.rest.Json;
import io.peregrine.api.rest.ReconciliationResource;
import io.peregrine.api.rest.Resources;
import io.peregrine.api.rest.RiskReport;
import io.peregrine.api.rest.StreamCounts;
import io.peregrine.api.view.Difference;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.Fill;
import io.peregrine.api.view.Order;
import io.peregrine.api.view.OrderFilter;
import io.peregrine.api.view.RiskEvent;
import io.peregrine.api.view.ViewListener;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.signal.SignalCatalogue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * All clients of the WebSocket, and the way of events from the view to them.
 *
 * <p>A new client gets the present state and then every change after it, without a gap: both under the view's lock. Events are rendered
 * once, only while there is a client.
 *
 * <p><b>Threading:</b> thread-safe. The view's tailer and the sampler publish, connections come and go on their own threads. Lock order:
 * the view's lock, then a client's outbox.
 */
public final class StreamHub implements ViewListener, StreamCounts {
    private static final int CLIENTS_MAX = 256;

    private final EngineView view;
    private final Resources resources;
    private final ReconciliationResource reconciliations;
    private final Set<String> symbols;
    private final long stallMaxNs;
    private final List<StreamSession> sessions = new CopyOnWriteArrayList<>();
    private final AtomicLong conflated = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final StateSampler sampler;

    /**
     * @param report     what is reckoned about risk
     * @param stallMaxNs a client that does not read for so long is cut
     */
    public StreamHub(final EngineView view, final RiskReport report, final long stallMaxNs) {
        this.view = view;
        this.stallMaxNs = stallMaxNs;
        resources = new Resources(view.engine());
        reconciliations = new ReconciliationResource(view.engine().instruments());
        symbols = view.engine().instruments().all().stream().map(Instrument::symbol).collect(Collectors.toUnmodifiableSet());
        sampler = new StateSampler(view, resources, report, this::publish);
    }

    /** The listener of one new connection. */
    public WsListener connection() {
        return new StreamListener(this);
    }

    /** Samples market data and the engine's state, and looks after slow clients. Called ten times a second by one thread. */
    public void tick(final long nowNs) {
        for (final StreamSession session : sessions) {
            session.watch(nowNs);
        }
        if (!sessions.isEmpty()) {
            sampler.sample(nowNs);
        }
    }

    /** Says goodbye to all clients. */
    public void close() {
        sessions.forEach(StreamSession::goAway);
    }

    @Override
    public int clients() {
        return sessions.size();
    }

    @Override
    public long conflated() {
        return conflated.get();
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    @Override
    public void onOrder(final Order order) {
        if (!sessions.isEmpty()) {
            publish(message(order));
        }
    }

    @Override
    public void onFill(final Fill fill) {
        if (!sessions.isEmpty()) {
            publish(StreamMessage.event(Channel.FILLS, symbol(fill.instrumentId()), "fill", fill.timeNs(), resources.fill(fill)));
            publish(sampler.position(view.position(fill.strategyId(), fill.instrumentId()), fill.timeNs()));
        }
    }

    @Override
    public void onRiskEvent(final RiskEvent event) {
        if (!sessions.isEmpty()) {
            publish(event.count() == 1
                    ? StreamMessage.event(Channel.RISK, null, "risk", event.timeNs(), resources.risk(event))
                    : StreamMessage.state(
                            Channel.RISK, null, "risk", Long.toString(event.id()), event.lastTimeNs(), resources.risk(event)));
        }
    }

    @Override
    public void onDifference(final Difference difference) {
        if (!sessions.isEmpty()) {
            publish(StreamMessage.event(
                    Channel.RISK, null, "difference", difference.toldNs(), reconciliations.difference(difference)));
        }
    }

    @Override
    public void onReconciliation(final Venue venue, final long timeNs) {
        if (!sessions.isEmpty()) {
            publish(StreamMessage.state(Channel.RISK, null, "reconciliation", venue.key(), timeNs,
                    reconciliations.summary(view.reconciliation(venue))));
        }
    }

    @Override
    public void onStrategy(final int strategyId, final long timeNs) {
        if (!sessions.isEmpty()) {
            publish(StreamMessage.event(Channel.STRATEGIES, null, "strategy", timeNs, resources.strategy(view.strategy(strategyId))));
        }
    }

    @Override
    public void onBookStatus(final int instrumentId, final BookState state, final BookReason reason, final long timeNs) {
        if (!sessions.isEmpty()) {
            final var data = Json.object();
            Resources.putInstrument(data, view.engine().instruments().get(instrumentId));
            data.put("state", state.name()).put("reason", reason.name());
            publish(StreamMessage.event(Channel.BOOKS, symbol(instrumentId), "book_status", timeNs, data));
        }
    }

    @Override
    public void onSignal(final int instrumentId, final int signalId, final long value, final long timeNs) {
        if (!sessions.isEmpty()) {
            final Instrument instrument = view.engine().instruments().get(instrumentId);
            final var data = Json.object();
            Resources.putInstrument(data, instrument);
            switch (signalId) {
                case SignalCatalogue.IMBALANCE -> data.put("signal", "imbalance").put("value", value / (double) (1 << 30));
                case SignalCatalogue.MICROPRICE -> data.put("signal", "microprice")
                        .put("value", value / 65_536.0 / Decimals.power(instrument.priceDecimals()));
                default -> data.put("signal", Integer.toString(signalId)).put("value", value);
            }
            publish(StreamMessage.state(Channel.SIGNALS, instrument.symbol(), "signal", instrumentId + "/" + signalId, timeNs, data));
        }
    }

    boolean full() {
        return sessions.size() >= CLIENTS_MAX;
    }

    Set<String> symbols() {
        return symbols;
    }

    StreamSession open(final WsSession socket) {
        final StreamSession session = new StreamSession(this, socket, stallMaxNs);
        view.atomically(() -> {
            sampler.everything(session::offer);
            final List<Order> open = view.orders(
                    new OrderFilter(order -> !Order.terminal(order.status()), Long.MAX_VALUE, Integer.MAX_VALUE));
            open.reversed().forEach(order -> session.offer(message(order)));
            return sessions.add(session);
        });
        session.start();
        return session;
    }

    void remove(final StreamSession session) {
        sessions.remove(session);
    }

    void countDropped() {
        dropped.incrementAndGet();
    }

    private void publish(final StreamMessage message) {
        for (final StreamSession session : sessions) {
            if (session.offer(message)) {
                conflated.incrementAndGet();
            }
        }
    }

    private StreamMessage message(final Order order) {
        final long timeNs = order.history().isEmpty() ? order.createdTimeNs() : order.history().getLast().timeNs();
        return StreamMessage.event(Channel.ORDERS, symbol(order.instrumentId()), "order", timeNs, resources.order(order));
    }

    private String symbol(final int instrumentId) {
        return view.engine().instruments().get(instrumentId).symbol();
    }
}
