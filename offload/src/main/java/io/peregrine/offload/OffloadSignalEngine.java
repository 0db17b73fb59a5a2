package io.peregrine.offload;

import io.peregrine.signal.SignalBatch;
import io.peregrine.signal.SignalEngine;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.AtomicHistogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals on a device where there is one that is right and worth it, and on the CPU otherwise. It always answers.
 *
 * <p>At construction the device is chosen, tested against the reference and, with {@code auto}, timed against the CPU. Later the first and
 * then a sample of its batches are compared with the reference. A device that fails, is late or differs in one bit is given up for ever,
 * and the batch in hand is computed again on the CPU.
 *
 * <p><b>Threading:</b> confined to the offload agent; any thread may call {@link #status}. <b>Memory:</b> owns the device and
 * {@link #batch}. <b>Units:</b> nanoseconds. <b>Allocates:</b> none after construction, as long as the device works. <b>Errors:</b> none;
 * see {@link OffloadState}.
 */
public final class OffloadSignalEngine implements SignalEngine {
    private static final Logger LOGGER = LoggerFactory.getLogger(OffloadSignalEngine.class);
    private static final long DISPATCH_NS_MAX = 60_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 2;

    private final int shadowInterval;
    private final SignalEngine cpu;
    private final DeviceSignalEngine device;
    private final SignalBatch batch;
    private final int minimumBatchSize;

    private final AtomicHistogram dispatchNs = new AtomicHistogram(DISPATCH_NS_MAX, SIGNIFICANT_DIGITS);
    private final AtomicLong cpuBatches = new AtomicLong();
    private final AtomicLong fallbacks = new AtomicLong();
    private final AtomicLong shadowChecks = new AtomicLong();
    private final AtomicLong mismatches = new AtomicLong();
    private int untilShadowCheck = 1;
    private String reason;
    /** Written after the reason, read before it. */
    private volatile OffloadState state;

    /**
     * Chooses a backend; with a device that takes up to a few seconds.
     *
     * @param settings what is wanted
     * @param capacity instruments in {@link #batch}, at least 1
     */
    public OffloadSignalEngine(final OffloadSettings settings, final int capacity) {
        this(settings, capacity, OffloadDevices::open);
    }

    OffloadSignalEngine(final OffloadSettings settings, final int capacity, final DeviceSource devices) {
        shadowInterval = settings.shadowInterval();
        cpu = cpu();
        final BackendChoice choice = BackendChoice.choose(settings, capacity, cpu, devices);
        device = choice.device();
        batch = device == null ? new SignalBatch(capacity) : device.batch();
        minimumBatchSize = choice.minimumBatchSize();
        reason = choice.reason();
        state = choice.state();
        LOGGER.info("batch signals on {}: {}", name(), reason);
    }

    private static SignalEngine cpu() {
        final boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors ? new VectorSignalEngine() : new ScalarSignalEngine();
    }

    @Override
    public String name() {
        return state == OffloadState.ACTIVE ? device.name() : cpu.name();
    }

    /** The batch that needs no copy: fill this one. Any other is computed on the CPU. */
    public SignalBatch batch() {
        return batch;
    }

    @Override
    public boolean compute(final SignalBatch batch, final int count) {
        if (state == OffloadState.ACTIVE && count >= minimumBatchSize && batch == this.batch) {
            if (computeOnDevice(count)) {
                return true;
            }
            increment(fallbacks);
        } else {
            increment(cpuBatches);
        }
        return cpu.compute(batch, count);
    }

    private boolean computeOnDevice(final int count) {
        final long startNs = System.nanoTime();
        if (!device.compute(batch, count)) {
            return fail(device.failure());
        }
        dispatchNs.recordValue(Math.min(System.nanoTime() - startNs, DISPATCH_NS_MAX));
        return --untilShadowCheck > 0 || shadowCheck(count);
    }

    private boolean shadowCheck(final int count) {
        untilShadowCheck = shadowInterval;
        increment(shadowChecks);
        final int mismatch = GoldenBooks.firstMismatch(batch, count);
        if (mismatch == count) {
            return true;
        }
        increment(mismatches);
        return fail("the device gave other bits than the reference: " + GoldenBooks.describe(batch, mismatch));
    }

    private boolean fail(final String why) {
        reason = why;
        state = OffloadState.FAILED;
        LOGGER.warn("batch signals back on {} for good: {}", cpu.name(), why);
        return false;
    }

    @Override
    public String failure() {
        return null;
    }

    /** What it is doing; from any thread. */
    public OffloadStatus status() {
        final OffloadState now = state;
        final boolean any = dispatchNs.getTotalCount() > 0;
        return new OffloadStatus(
            now,
            now == OffloadState.ACTIVE ? device.name() : cpu.name(),
            reason,
            minimumBatchSize,
            dispatchNs.getTotalCount(),
            cpuBatches.get(),
            fallbacks.get(),
            shadowChecks.get(),
            mismatches.get(),
            any ? dispatchNs.getValueAtPercentile(50) : 0,
            any ? dispatchNs.getValueAtPercentile(99) : 0);
    }

    @Override
    public void close() {
        if (device != null) {
            device.close();
        }
    }

    /** One writer: no atomic addition is needed. */
    private static void increment(final AtomicLong counter) {
        counter.lazySet(counter.get() + 1);
    }
}
