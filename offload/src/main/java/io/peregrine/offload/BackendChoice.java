package io.peregrine.offload;

import io.peregrine.signal.SignalBatch;
import io.peregrine.signal.SignalEngine;

/**
 * The decision at start who computes the signals, and why.
 *
 * @param device the device to use; null where it is the CPU
 * @param state what follows for the engine
 * @param reason for people
 * @param minimumBatchSize fewest instruments worth a dispatch
 */
record BackendChoice(DeviceSignalEngine device, OffloadState state, String reason, int minimumBatchSize) {
    static BackendChoice choose(final OffloadSettings settings, final int capacity, final SignalEngine cpu, final DeviceSource devices) {
        if (settings.backend() == OffloadSettings.Backend.CPU) {
            return cpu(OffloadState.NOT_WANTED, "the settings ask for the CPU", settings);
        }
        final DeviceSignalEngine device;
        try {
            device = devices.open(settings, capacity);
        } catch (final OpenClException e) {
            return cpu(OffloadState.ABSENT, e.getMessage(), settings);
        }
        return settings.backend() == OffloadSettings.Backend.OPENCL
            ? new BackendChoice(device, OffloadState.ACTIVE, "the settings ask for a device", settings.minimumBatchSize())
            : measured(settings, capacity, cpu, device);
    }

    private static BackendChoice measured(final OffloadSettings settings, final int capacity, final SignalEngine cpu,
        final DeviceSignalEngine device) {
        final SignalBatch batch = device.batch();
        GoldenBooks.fill(batch, capacity, GoldenBooks.SEED);
        final Calibration calibration = Calibration.measure(cpu, device, batch, capacity);
        final String failure = device.failure();
        if (failure == null && calibration.batchSize() != Calibration.NEVER) {
            batch.buffer().setMemory(0, batch.buffer().capacity(), (byte) 0);
            final int minimum = Math.max(settings.minimumBatchSize(), calibration.batchSize());
            return new BackendChoice(device, OffloadState.ACTIVE, calibration.toString(), minimum);
        }
        final String name = device.name();
        device.close();
        return failure == null
            ? cpu(OffloadState.SLOWER, name + " works but is slower: " + calibration, settings)
            : cpu(OffloadState.FAILED, name + " failed while it was measured: " + failure, settings);
    }

    private static BackendChoice cpu(final OffloadState state, final String reason, final OffloadSettings settings) {
        return new BackendChoice(null, state, reason, settings.minimumBatchSize());
    }
}
