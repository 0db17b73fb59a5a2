package io.peregrine.offload;

/** What the device is to the engine. It changes at most once after construction: from ACTIVE to FAILED. */
public enum OffloadState {
    /** The settings ask for the CPU. */
    NOT_WANTED,
    /** There is no device, or none that passed its self-test. */
    ABSENT,
    /** The device works, and the CPU was measured to be faster. */
    SLOWER,
    /** Batches of the minimum size and more go to the device. */
    ACTIVE,
    /** The device failed, was late or gave other bits than the reference. Everything is computed on the CPU from then on. */
    FAILED
}
