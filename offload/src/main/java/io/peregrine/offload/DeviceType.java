package io.peregrine.offload;

/** Kind of device, in the order of choice. */
public enum DeviceType {
    /** FPGA cards and other accelerators. */
    ACCELERATOR,
    /** Graphics processors. */
    GPU,
    /** The host's own processor as an OpenCL device. */
    CPU,
    /** Anything else that the platform offers. */
    OTHER
}
