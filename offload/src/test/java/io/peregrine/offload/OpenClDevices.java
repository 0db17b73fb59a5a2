package io.peregrine.offload;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The device that OpenCL tests run on; without one they are skipped, saying why. */
final class OpenClDevices {
    private OpenClDevices() {
    }

    static OpenClDevice first() {
        final OpenClRuntime runtime = OpenClRuntime.instance();
        assumeTrue(runtime.absence() == null, () -> "skipped, no OpenCL device: " + runtime.absence());
        return runtime.devices().getFirst();
    }
}
