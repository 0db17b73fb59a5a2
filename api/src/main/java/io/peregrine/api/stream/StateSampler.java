package io.peregrine.api.stream;

import io.peregrine.api.rest.Resources;
import io.peregrine.api.rest.RiskReport;
import io.peregrine.api.rest.StatusResource;
import io.peregrine.api.view.BookDepth;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.PositionState;
import io.peregrine.instrument.Instrument;
import io.peregrine.time.EngineClock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes messages of what has no events of its own: books and ticks ten times a second, status, latency, strategies and positions once a
 * second; only of what has changed.
 *
 * <p><b>Threading:</b> {@link #sample} by one thread; {@link #everything} and {@link #position} by any.
 */
final class StateSampler {
    private static final int DEPTH = 10;
    private static final int SLOW_EVERY = 10;

    private final EngineView view;
    private final Resources resources;
    private final StatusResource status;
    private final RiskReport report;
    private final Consumer<StreamMessage> listener;
    private final BookDepth[] lastBooks;
    private final Map<String, String> lastTexts = new HashMap<>();
    private int samples;

    StateSampler(
            final EngineView view, final Resources resources, final RiskReport report, final Consumer<StreamMessage> listener) {
        this.report = report;
        this.view = view;
        this.resources = resources;
        this.listener = listener;
        status = new StatusResource(view);
        lastBooks = new BookDepth[view.engine().instruments().count()];
    }

    void sample(final long nowNs) {
        for (final Instrument instrument : view.engine().instruments().all()) {
            sampleBook(instrument);
        }
        if (samples++ % SLOW_EVERY == 0) {
            listener.accept(status(nowNs));
            listener.accept(latency(nowNs));
            listener.accept(risk(nowNs));
            view.strategies().forEach(strategy -> changed(StreamMessage.state(
                    Channel.STRATEGIES, null, "strategy", strategy.settings().name(), nowNs, resources.strategy(strategy))));
            view.positions().forEach(position -> changed(position(position, nowNs)));
        }
    }

    /** The present state of everything, for a new client. */
    void everything(final Consumer<StreamMessage> client) {
        final long nowNs = EngineClock.nowNs();
        client.accept(status(nowNs));
        client.accept(latency(nowNs));
        client.accept(risk(nowNs));
        view.strategies().forEach(strategy -> client.accept(StreamMessage.state(
                Channel.STRATEGIES, null, "strategy", strategy.settings().name(), nowNs, resources.strategy(strategy))));
        view.positions().forEach(position -> client.accept(position(position, nowNs)));
        for (final Instrument instrument : view.engine().instruments().all()) {
            final BookDepth book = view.engine().book(instrument.instrumentId(), DEPTH);
            if (book != null) {
                client.accept(book(instrument, book));
                if (book.tradable()) {
                    client.accept(tick(instrument, book));
                }
            }
        }
    }

    StreamMessage position(final PositionState position, final long timeNs) {
        return StreamMessage.state(Channel.POSITIONS, position.instrument().symbol(), "position",
                position.strategyId() + "/" + position.instrument().instrumentId(), timeNs, resources.position(position));
    }

    private void sampleBook(final Instrument instrument) {
        final BookDepth book = view.engine().book(instrument.instrumentId(), DEPTH);
        final BookDepth last = lastBooks[instrument.instrumentId()];
        if (book == null || last != null && last.updateId() == book.updateId() && last.state() == book.state()
                && last.receiveTimeNs() == book.receiveTimeNs()) {
            return;
        }
        lastBooks[instrument.instrumentId()] = book;
        listener.accept(book(instrument, book));
        if (book.tradable() && (last == null || !last.tradable() || !sameTop(last, book))) {
            listener.accept(tick(instrument, book));
        }
    }

    private void changed(final StreamMessage message) {
        if (!message.data().equals(lastTexts.put(message.key(), message.data()))) {
            listener.accept(message);
        }
    }

    private static boolean sameTop(final BookDepth one, final BookDepth other) {
        return Arrays.equals(one.bidPrices(), 0, 1, other.bidPrices(), 0, 1)
                && Arrays.equals(one.bidQuantities(), 0, 1, other.bidQuantities(), 0, 1)
                && Arrays.equals(one.askPrices(), 0, 1, other.askPrices(), 0, 1)
                && Arrays.equals(one.askQuantities(), 0, 1, other.askQuantities(), 0, 1);
    }

    private StreamMessage book(final Instrument instrument, final BookDepth book) {
        return StreamMessage.state(Channel.BOOKS, instrument.symbol(), "book", Integer.toString(instrument.instrumentId()),
                book.receiveTimeNs(), resources.book(book));
    }

    private StreamMessage tick(final Instrument instrument, final BookDepth book) {
        return StreamMessage.state(Channel.TICKS, instrument.symbol(), "tick", Integer.toString(instrument.instrumentId()),
                book.receiveTimeNs(), resources.tick(book));
    }

    private StreamMessage status(final long nowNs) {
        return StreamMessage.state(Channel.STATUS, null, "status", "engine", nowNs, status.status());
    }

    private StreamMessage risk(final long nowNs) {
        return StreamMessage.state(Channel.RISK, null, "risk_state", "engine", nowNs, report.describe());
    }

    private StreamMessage latency(final long nowNs) {
        return StreamMessage.state(Channel.LATENCY, null, "latency", "engine", nowNs, status.latency());
    }
}
