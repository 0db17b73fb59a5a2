package io.peregrine.offload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.peregrine.message.SignalDecoder;
import io.peregrine.offload.OffloadSettings.Backend;
import io.peregrine.signal.SignalCatalogue;
import io.peregrine.signal.SignalListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffloadAgentTest {
    private static final long INTERVAL_NS = 1_000;
    private static final long ONE = 1L << 30;

    private final long[][] books = new long[3][];
    private final RecordingListener listener = new RecordingListener();
    private long nowNs = 50_000;
    private final OffloadAgent agent = agent(listener);

    @AfterEach
    void close() {
        agent.onClose();
    }

    @Test
    void tellsBothSignalsOfEveryBookThatCanBeRead() {
        books[0] = new long[] {100, 3, 104, 1};
        books[2] = new long[] {200, 1, 202, 1};

        assertEquals(2, agent.doWork());

        assertEquals(List.of(
            new Told(0, SignalCatalogue.IMBALANCE, 50_000, ONE / 2),
            new Told(0, SignalCatalogue.MICROPRICE, 50_000, 103L << 16),
            new Told(2, SignalCatalogue.IMBALANCE, 50_000, 0),
            new Told(2, SignalCatalogue.MICROPRICE, 50_000, 201L << 16)), listener.told);
    }

    @Test
    void computesOnceInAnInterval() {
        books[0] = new long[] {100, 3, 104, 1};
        agent.doWork();
        listener.told.clear();
        books[0] = new long[] {100, 1, 104, 1};

        nowNs += INTERVAL_NS - 1;
        assertEquals(0, agent.doWork());
        assertEquals(List.of(), listener.told);
        nowNs += 1;
        assertEquals(1, agent.doWork());
        assertEquals(2, listener.told.size());
    }

    @Test
    void tellsOnlyWhatChanged() {
        books[0] = new long[] {100, 3, 104, 1};
        agent.doWork();
        listener.told.clear();
        nowNs += INTERVAL_NS;
        agent.doWork();
        assertEquals(List.of(), listener.told);

        books[0] = new long[] {101, 3, 105, 1};
        nowNs += INTERVAL_NS;
        agent.doWork();
        assertEquals(List.of(new Told(0, SignalCatalogue.MICROPRICE, nowNs, 104L << 16)), listener.told);
    }

    @Test
    void tellsABookAnewWhenItCanBeReadAgain() {
        books[1] = new long[] {100, 3, 104, 1};
        agent.doWork();
        books[1] = null;
        nowNs += INTERVAL_NS;
        assertEquals(0, agent.doWork());
        listener.told.clear();

        books[1] = new long[] {100, 3, 104, 1};
        nowNs += INTERVAL_NS;
        agent.doWork();
        assertEquals(List.of(
            new Told(1, SignalCatalogue.IMBALANCE, nowNs, ONE / 2),
            new Told(1, SignalCatalogue.MICROPRICE, nowNs, 103L << 16)), listener.told);
    }

    @Test
    void allocatesNothing() {
        final long[] sum = new long[1];
        final OffloadAgent quiet = agent((signal, timeNs) -> sum[0] += signal.value());
        books[0] = new long[] {100, 3, 104, 1};
        assertEquals(0, Allocations.bytesOnceCompiled(() -> {
            nowNs += INTERVAL_NS;
            books[0][1] = (books[0][1] + 1) & 0xFF;
            quiet.doWork();
        }));
        quiet.onClose();
    }

    @Test
    void refusesMoreInstrumentsThanTheBatchHolds() {
        try (OffloadSignalEngine engine = new OffloadSignalEngine(OffloadSettings.of(Backend.CPU), 2)) {
            assertThrows(IllegalArgumentException.class,
                () -> new OffloadAgent(engine, 3, (id, out) -> false, listener, () -> nowNs, INTERVAL_NS));
        }
    }

    private OffloadAgent agent(final SignalListener to) {
        final OffloadSignalEngine engine = new OffloadSignalEngine(OffloadSettings.of(Backend.CPU), books.length);
        return new OffloadAgent(engine, books.length, this::read, to, () -> nowNs, INTERVAL_NS);
    }

    private boolean read(final int instrumentId, final long[] out) {
        if (books[instrumentId] == null) {
            return false;
        }
        System.arraycopy(books[instrumentId], 0, out, 0, TopOfBookSource.LENGTH);
        return true;
    }

    private record Told(int instrumentId, int signalId, long timeNs, long value) {
    }

    private static final class RecordingListener implements SignalListener {
        private final List<Told> told = new ArrayList<>();

        @Override
        public void onSignal(final SignalDecoder signal, final long nowNs) {
            assertEquals(nowNs, signal.timeNs());
            told.add(new Told(signal.instrumentId(), signal.signalId(), signal.timeNs(), signal.value()));
        }
    }
}
