package io.peregrine.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Against HdrHistogram's own: every bucket, every percentile; and read while it is written. */
class LatencyRecorderTest {
    private static final long SEED = 11;
    private static final long HIGHEST_NS = 60_000_000_000L;

    private final LatencyRecorder recorder = new LatencyRecorder();
    private final Histogram expected = LatencyRecorder.newHistogram();

    @Test
    void countsAsHdrHistogramDoes() {
        for (int shift = 0; shift < Long.SIZE; shift++) {
            for (int offset = -1; offset <= 1; offset++) {
                record((1L << shift) + offset);
            }
        }
        final Random random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            record(random.nextLong() >>> random.nextInt(Long.SIZE));
        }
        assertEquals(expected, recorder.snapshot(Stage.TRADE), "seed " + SEED);
        assertEquals(0, recorder.snapshot(Stage.ENCODE).getTotalCount(), "each stage for itself");
    }

    @Test
    void whatIsForgottenIsNotSeenAgain() {
        record(5);
        record(70_000);
        recorder.reset();
        expected.reset();
        assertEquals(0, recorder.snapshot(Stage.TRADE).getTotalCount());
        record(70_000);
        assertEquals(expected, recorder.snapshot(Stage.TRADE));
        assertEquals(expected, recorder.snapshot(Stage.TRADE), "reading takes nothing away");
    }

    @Test
    void readWhileItIsWritten() throws InterruptedException {
        final int values = 300_000;
        final CountDownLatch begun = new CountDownLatch(1);
        final Thread writer = new Thread(() -> {
            for (int i = 0; i < values; i++) {
                recorder.record(Stage.TRADE, i);
                begun.countDown();
            }
        });
        writer.start();
        begun.await();
        long before = 0;
        do {
            final long count = recorder.snapshot(Stage.TRADE).getTotalCount();
            assertTrue(count >= before, count + " after " + before);
            before = count;
        } while (writer.isAlive());
        writer.join();
        assertEquals(values, recorder.snapshot(Stage.TRADE).getTotalCount());
    }

    private void record(final long durationNs) {
        recorder.record(Stage.TRADE, durationNs);
        expected.recordValue(Math.clamp(durationNs, 1, HIGHEST_NS));
    }
}
