package io.peregrine.offload;

import io.peregrine.signal.SignalBatch;
import io.peregrine.signal.SignalEngine;

/** A backend on a device: it computes one batch, which lies where the device can use it. */
interface DeviceSignalEngine extends SignalEngine {
    /** The only batch that it computes; valid until it closes. */
    SignalBatch batch();
}
