package io.peregrine.sim.capture;

import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.flow.MarketFlow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays a capture as the market of an exchange, in the capture's own time: the time between two events is the time between them at the
 * recorded venue, by the speed factor, which is this flow's {@link #rate}. Where the replay cannot keep up, its time stretches; nothing
 * is left out. At the end the market stands still, or a second later it begins again with the capture's snapshot.
 *
 * <p><b>Threading:</b> confined to the exchange thread, except {@link #close}. <b>Errors:</b> what cannot be used of the capture is
 * counted, passed over, and told in one warning at its end.
 */
public final class CaptureFlow implements MarketFlow {
    private static final Logger LOGGER = LoggerFactory.getLogger(CaptureFlow.class);
    private static final long LAG_MAX_US = 100_000;
    private static final long LOOP_PAUSE_US = 1_000_000;
    private static final long WAIT_MAX_US = Long.MAX_VALUE / 4;
    /** After so many events clients' requests come first. */
    private static final int BURST_MAX = 64;

    private final Capture capture;
    private final Map<String, Recording> recordings = new HashMap<>();
    private final boolean loop;
    private double speed;
    private RecordedMessage next;
    private long nextTimeUs;
    private long originTimeUs;
    private long originUs;
    private boolean timed;
    private boolean told;
    private long gaps;
    private long foreign;
    private long events;

    /**
     * @param exchange where to trade; the capture's markets are listed
     * @param capture  just opened; closed by {@link #close}
     * @param settings pace
     */
    public CaptureFlow(final Exchange exchange, final Capture capture, final CaptureSettings settings) {
        this.capture = capture;
        this.speed = settings.speed();
        this.loop = settings.loop();
        capture.bySymbol().forEach((symbol, market) ->
                recordings.put(symbol, new Recording(new Background(exchange, exchange.listing(market.pair())))));
    }

    @Override
    public void open() {
        for (int i = 0; i < recordings.size(); i++) {
            apply(capture.next());
        }
        advance();
    }

    @Override
    public long run(final long nowUs, final Runnable afterEach) {
        for (int i = 0; i < BURST_MAX; i++) {
            if (speed <= 0 || next == null) {
                return Long.MAX_VALUE;
            }
            if (!timed || dueUs() < nowUs - LAG_MAX_US) {
                originUs = nowUs;
                originTimeUs = timed ? nextTimeUs : originTimeUs;
                timed = true;
            }
            if (dueUs() > nowUs) {
                return dueUs();
            }
            step();
            afterEach.run();
        }
        return nowUs;
    }

    /** Replays the next event, whenever it is due; false at the end. */
    public boolean step() {
        if (next == null) {
            return false;
        }
        try {
            apply(next);
        } finally {
            events++;
            advance();
        }
        return true;
    }

    /** A factor on the recorded time. */
    @Override
    public double rate() {
        return speed;
    }

    @Override
    public void rate(final double newRate) {
        speed = newRate;
        originTimeUs = nextTimeUs;
        timed = false;
    }

    @Override
    public long events() {
        return events;
    }

    /** Places so far at which the recorder missed something. */
    long gaps() {
        return gaps;
    }

    @Override
    public void close() {
        capture.close();
    }

    private long dueUs() {
        return originUs + Math.min((long) ((nextTimeUs - originTimeUs) / speed), WAIT_MAX_US);
    }

    private void advance() {
        final boolean first = next == null;
        next = capture.next();
        if (next == null) {
            end();
        } else if (first) {
            nextTimeUs = next.eventTimeUs();
            originTimeUs = nextTimeUs;
        } else {
            nextTimeUs = Math.max(nextTimeUs, next.eventTimeUs());
        }
    }

    private void apply(final RecordedMessage message) {
        final Recording recording = recordings.get(message.symbol());
        if (message instanceof RecordedMessage.Loss) {
            gaps++;
        } else if (recording == null) {
            foreign++;
        } else {
            recording.apply(message);
        }
    }

    private void end() {
        final long outside = recordings.values().stream().mapToLong(recording -> recording.background.outside()).sum();
        if (!told && capture.damaged() + gaps + foreign + outside > 0) {
            LOGGER.warn("capture {}: {} damaged lines{}, {} gaps, {} messages of other instruments,"
                    + " {} levels and trades outside the markets' steps and limits", capture, capture.damaged(),
                    capture.firstDamage() == null ? "" : " (" + capture.firstDamage() + ")", gaps, foreign, outside);
        }
        told = true;
        if (loop && events > 0) {
            try {
                capture.rewind();
                recordings.values().forEach(recording -> recording.lastUpdateId = 0);
                next = capture.next();
                originTimeUs = next.eventTimeUs() - LOOP_PAUSE_US;
                nextTimeUs = next.eventTimeUs();
                timed = false;
            } catch (final IOException | UncheckedIOException | IllegalArgumentException e) {
                LOGGER.error("capture {}: cannot begin again; the market stands still", capture, e);
            }
        }
    }

    /** One instrument: its participants, and how far its book has come. */
    private final class Recording {
        private final Background background;
        private long lastUpdateId;

        private Recording(final Background background) {
            this.background = background;
        }

        private void apply(final RecordedMessage message) {
            switch (message) {
                case RecordedMessage.Snapshot snapshot -> {
                    if (snapshot.lastUpdateId() >= lastUpdateId) {
                        lastUpdateId = snapshot.lastUpdateId();
                        background.replace(snapshot.bids(), snapshot.asks(), snapshot.depth());
                    }
                }
                case RecordedMessage.DepthChange change when change.lastUpdateId() == RecordedMessage.NO_ID ->
                    background.change(change.bids(), change.asks());
                case RecordedMessage.DepthChange change -> {
                    if (change.lastUpdateId() > lastUpdateId) {
                        gaps += change.firstUpdateId() > lastUpdateId + 1 ? 1 : 0;
                        lastUpdateId = change.lastUpdateId();
                        background.change(change.bids(), change.asks());
                    }
                }
                case RecordedMessage.PublicTrade trade -> background.trade(trade.aggressor(), trade.price(), trade.quantity());
                case RecordedMessage.Loss loss -> throw new IllegalArgumentException("a loss is of no market: " + loss);
            }
        }
    }
}
