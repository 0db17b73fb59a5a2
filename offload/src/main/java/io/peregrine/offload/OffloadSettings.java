package io.peregrine.offload;

/**
 * How batch signals are computed.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param backend which backend to use
 * @param deviceName part of the device's name, or empty for the first that passes its self-test
 * @param minimumBatchSize fewest instruments worth a dispatch to a device, at least 1; with {@code auto} the measured size, if greater
 * @param deadlineNs longest time from dispatch to result before the device is given up, greater than 0
 * @param shadowInterval every so manyth batch of the device is compared with the reference, at least 1
 */
public record OffloadSettings(Backend backend, String deviceName, int minimumBatchSize, long deadlineNs, int shadowInterval) {
    /** Choice of backend. */
    public enum Backend {
        /** A device where it is measured to be faster than the CPU, else the CPU. */
        AUTO,
        /** The CPU; no device is looked for. */
        CPU,
        /** A device even where it is slower; the CPU only where there is none or it fails. */
        OPENCL
    }

    /** Refuses what is out of range. */
    public OffloadSettings {
        require(minimumBatchSize >= 1, "minimumBatchSize", minimumBatchSize, "at least 1");
        require(deadlineNs > 0, "deadlineNs", deadlineNs, "greater than 0");
        require(shadowInterval >= 1, "shadowInterval", shadowInterval, "at least 1");
    }

    /** Any device, any size, 50 ms, every 64th batch. */
    public static OffloadSettings of(final Backend backend) {
        return new OffloadSettings(backend, "", 1, 50_000_000L, 64);
    }

    private static void require(final boolean holds, final String name, final long value, final String range) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
        }
    }
}
