package io.peregrine.offload;

import io.peregrine.signal.SignalBatch;
import io.peregrine.signal.SignalEngine;
import java.util.Arrays;

/**
 * Measures at start from which batch size on a device beats the CPU, so that the choice is this machine's and not a table's.
 *
 * <p><b>Threading:</b> runs on the thread that makes the engine. <b>Units:</b> nanoseconds a batch, medians. <b>Allocates:</b> its samples.
 *
 * @param batchSize the smallest size from which the device was faster at every size measured, or {@link #NEVER}
 * @param capacity the greatest size measured
 * @param cpuNs the CPU's median at capacity
 * @param deviceNs the device's median at capacity
 */
record Calibration(int batchSize, int capacity, long cpuNs, long deviceNs) {
    /** The device was slower at the greatest size. */
    static final int NEVER = Integer.MAX_VALUE;

    private static final int SAMPLES = 31;
    /** Measured is what the compiler leaves, not what it starts from: vectors that are not compiled yet are a thousand times slower. */
    private static final long WARM_UP_NS = 2_000_000_000L;
    private static final int WARM_UP_CALLS_MAX = 20_000;
    private static final int SIZE_STEP = 4;
    /** A device must be faster by one part in so many to be worth another processor's risks. */
    private static final int MARGIN = 10;

    /**
     * Measures both from the greatest size down.
     *
     * @param batch a batch that both compute, filled
     * @param capacity greatest size to measure
     */
    static Calibration measure(final SignalEngine cpu, final SignalEngine device, final SignalBatch batch, final int capacity) {
        warmUp(cpu, batch, capacity);
        warmUp(device, batch, capacity);
        long cpuNs = medianNs(cpu, batch, capacity);
        long deviceNs = medianNs(device, batch, capacity);
        final long cpuAtCapacityNs = cpuNs;
        final long deviceAtCapacityNs = deviceNs;
        int fasterFrom = NEVER;
        for (int size = capacity; size > 0 && deviceNs < cpuNs - cpuNs / MARGIN; size /= SIZE_STEP) {
            fasterFrom = size;
            cpuNs = medianNs(cpu, batch, size / SIZE_STEP);
            deviceNs = medianNs(device, batch, size / SIZE_STEP);
        }
        return new Calibration(fasterFrom, capacity, cpuAtCapacityNs, deviceAtCapacityNs);
    }

    private static void warmUp(final SignalEngine engine, final SignalBatch batch, final int count) {
        final long startNs = System.nanoTime();
        for (int i = 0; i < WARM_UP_CALLS_MAX && System.nanoTime() - startNs < WARM_UP_NS; i++) {
            engine.compute(batch, count);
        }
    }

    private static long medianNs(final SignalEngine engine, final SignalBatch batch, final int count) {
        final long[] samples = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            final long startNs = System.nanoTime();
            if (!engine.compute(batch, count)) {
                return Long.MAX_VALUE;
            }
            samples[i] = System.nanoTime() - startNs;
        }
        Arrays.sort(samples);
        return samples[SAMPLES / 2];
    }

    @Override
    public String toString() {
        return "at " + capacity + " instruments the device takes " + deviceNs + " ns and the CPU " + cpuNs + " ns"
            + (batchSize == NEVER ? "" : "; the device is used from " + batchSize + " instruments on");
    }
}
