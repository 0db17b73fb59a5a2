package io.peregrine.offload;

import io.peregrine.message.SignalDecoder;
import io.peregrine.message.SignalEncoder;
import io.peregrine.signal.SignalBatch;
import io.peregrine.signal.SignalCatalogue;
import io.peregrine.signal.SignalListener;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Computes the batch signals at an interval: reads the top of every book, has the batch computed, and tells the values that changed.
 *
 * <p>A book that cannot be read tells nothing, and tells its values anew when it can be read again.
 *
 * <p><b>Threading:</b> one thread runs it and calls the listener; the books are written by others. <b>Memory:</b> owns the engine and
 * closes it. <b>Units:</b> nanoseconds. <b>Allocates:</b> none after construction.
 */
public final class OffloadAgent implements Agent {
    private static final int[] SIGNALS = {SignalCatalogue.IMBALANCE, SignalCatalogue.MICROPRICE};

    private final OffloadSignalEngine engine;
    private final SignalBatch batch;
    private final int instrumentCount;
    private final TopOfBookSource books;
    private final SignalListener listener;
    private final EpochNanoClock clock;
    private final long intervalNs;

    private final long[] top = new long[TopOfBookSource.LENGTH];
    private final boolean[] live;
    private final boolean[] told;
    private final long[][] values;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[SignalEncoder.BLOCK_LENGTH]);
    private final SignalEncoder encoder = new SignalEncoder();
    private final SignalDecoder decoder = new SignalDecoder();
    private long nextNs;

    /**
     * @param engine with a batch for all instruments; closed with this agent
     * @param instrumentCount instruments have ids from 0 to one less
     * @param books where the tops are read
     * @param listener takes the signals
     * @param clock read once in a duty cycle
     * @param intervalNs least time between two computations
     */
    public OffloadAgent(final OffloadSignalEngine engine, final int instrumentCount, final TopOfBookSource books,
        final SignalListener listener, final EpochNanoClock clock, final long intervalNs) {
        if (instrumentCount > engine.batch().capacity()) {
            throw new IllegalArgumentException(instrumentCount + " instruments do not fit a batch of " + engine.batch().capacity());
        }
        this.engine = engine;
        this.batch = engine.batch();
        this.instrumentCount = instrumentCount;
        this.books = books;
        this.listener = listener;
        this.clock = clock;
        this.intervalNs = intervalNs;
        live = new boolean[instrumentCount];
        told = new boolean[instrumentCount];
        values = new long[SIGNALS.length][instrumentCount];
        nextNs = clock.nanoTime();
        encoder.wrap(buffer, 0);
        decoder.wrap(buffer, 0, SignalEncoder.BLOCK_LENGTH, SignalEncoder.SCHEMA_VERSION);
    }

    /** Computes where the interval has passed. Returns the number of books read. */
    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        if (nowNs - nextNs < 0) {
            return 0;
        }
        nextNs = nowNs + intervalNs;
        final int books = gather();
        if (engine.compute(batch, instrumentCount)) {
            publish(nowNs);
        }
        return books;
    }

    /** What cannot be read is computed as an empty book, and not published. */
    private int gather() {
        int count = 0;
        for (int id = 0; id < instrumentCount; id++) {
            live[id] = books.read(id, top);
            if (live[id]) {
                batch.set(id, top[0], top[1], top[2], top[3]);
                count++;
            } else {
                batch.set(id, 0, 0, 0, 0);
                told[id] = false;
            }
        }
        return count;
    }

    private void publish(final long nowNs) {
        for (int id = 0; id < instrumentCount; id++) {
            if (live[id]) {
                for (int signal = 0; signal < SIGNALS.length; signal++) {
                    publish(id, signal, nowNs);
                }
                told[id] = true;
            }
        }
    }

    private void publish(final int id, final int signal, final long nowNs) {
        final long value = batch.get(SignalBatch.INPUT_COLUMNS + signal, id);
        if (!told[id] || values[signal][id] != value) {
            values[signal][id] = value;
            encoder.instrumentId(id).signalId(SIGNALS[signal]).timeNs(nowNs).value(value);
            listener.onSignal(decoder, nowNs);
        }
    }

    /** The engine's state and statistics; from any thread. */
    public OffloadStatus status() {
        return engine.status();
    }

    @Override
    public String roleName() {
        return "offload";
    }

    @Override
    public void onClose() {
        engine.close();
    }
}
