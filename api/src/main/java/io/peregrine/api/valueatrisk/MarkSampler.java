package io.peregrine.api.valueatrisk;

import io.peregrine.api.view.BookDepth;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the middle of every LIVE book once a minute, and keeps a week of them.
 *
 * <p><b>Threading:</b> {@link #tick} by one thread; {@link #history} by any.
 */
public final class MarkSampler {
    /** Time between two samples. */
    public static final long INTERVAL_NS = TimeUnit.MINUTES.toNanos(1);

    /** Samples that are kept: a week. */
    public static final int SAMPLES_MAX = 7 * 24 * 60;

    private static final Logger LOG = LoggerFactory.getLogger(MarkSampler.class);

    private final EngineAccess engine;
    private final MarkFile file;
    private final MarkHistory history = new MarkHistory(SAMPLES_MAX);
    private long lastInterval = Long.MIN_VALUE;
    private boolean failed;

    /** @param path where samples outlive the process, or null */
    public MarkSampler(final EngineAccess engine, final Path path) {
        this.engine = engine;
        final List<String> names = engine.instruments().all().stream()
                .map(instrument -> instrument.venue().key() + ':' + instrument.symbol()).toList();
        file = path == null ? null : new MarkFile(path, names, SAMPLES_MAX);
        if (file != null) {
            try {
                file.load(history);
            } catch (final IOException e) {
                fail(e);
            }
        }
    }

    /** Takes a sample where a minute has begun. */
    public void tick(final long nowNs) {
        final long interval = Math.floorDiv(nowNs, INTERVAL_NS);
        if (interval <= lastInterval) {
            return;
        }
        // Not in the middle of the minute in which the process began: the next sample would be less than a minute later.
        final boolean first = lastInterval == Long.MIN_VALUE;
        lastInterval = interval;
        if (first && nowNs - interval * INTERVAL_NS > INTERVAL_NS / 60) {
            return;
        }
        final double[] row = row();
        if (Arrays.stream(row).allMatch(Double::isNaN)) {
            return;
        }
        history.add(interval, row);
        if (file != null && !failed) {
            try {
                file.append(interval, row);
            } catch (final IOException e) {
                fail(e);
            }
        }
    }

    /** The samples. */
    public MarkHistory history() {
        return history;
    }

    private double[] row() {
        final double[] row = new double[engine.instruments().count()];
        Arrays.fill(row, Double.NaN);
        for (final Instrument instrument : engine.instruments().all()) {
            final BookDepth book = engine.book(instrument.instrumentId(), 1);
            if (book != null && book.tradable()) {
                row[instrument.instrumentId()] = book.midTimesTwo() / 2.0 / Decimals.power(instrument.priceDecimals());
            }
        }
        return row;
    }

    private void fail(final IOException e) {
        failed = true;
        LOG.warn("the samples of the marks are not kept over a restart: {}", e.getMessage());
    }
}
