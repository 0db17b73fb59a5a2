package io.peregrine.bench;

import io.peregrine.offload.OffloadSettings;
import io.peregrine.offload.OffloadSettings.Backend;
import io.peregrine.offload.OffloadSignalEngine;
import io.peregrine.offload.OffloadState;
import io.peregrine.offload.ScalarSignalEngine;
import io.peregrine.signal.SignalBatch;
import io.peregrine.signal.SignalEngine;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One batch of imbalance and microprice over all instruments, by backend and number of instruments. Filling the batch is left out, as is
 * shadow checking; the copy of a device's answers is in.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SignalBenchmark {
    private static final long DEADLINE_NS = 10_000_000_000L;

    /** Who computes. */
    @Param({"scalar", "vector", "opencl"})
    public String backend;
    /** Instruments in the batch. */
    @Param({"64", "1024", "16384"})
    public int instruments;

    private SignalEngine engine;
    private SignalBatch batch;

    /** Opens the backend and fills the batch with books like a venue's. */
    @Setup
    public void open() {
        if ("scalar".equals(backend)) {
            engine = new ScalarSignalEngine();
            batch = new SignalBatch(instruments);
        } else {
            final Backend wanted = "opencl".equals(backend) ? Backend.OPENCL : Backend.CPU;
            final OffloadSignalEngine offload =
                new OffloadSignalEngine(new OffloadSettings(wanted, "", 1, DEADLINE_NS, Integer.MAX_VALUE), instruments);
            if (wanted == Backend.OPENCL && offload.status().state() != OffloadState.ACTIVE) {
                throw new IllegalStateException("no OpenCL device to measure: " + offload.status().reason());
            }
            engine = offload;
            batch = offload.batch();
        }
        final SplittableRandom random = new SplittableRandom(instruments);
        for (int i = 0; i < instruments; i++) {
            final long bid = random.nextLong(1, 10_000_000_000L);
            batch.set(i, bid, random.nextLong(1L << 40), bid + random.nextLong(1, 1_000), random.nextLong(1L << 40));
        }
    }

    /** Releases the device. */
    @TearDown
    public void close() {
        engine.close();
    }

    /** One batch. */
    @Benchmark
    public boolean compute() {
        return engine.compute(batch, instruments);
    }
}
