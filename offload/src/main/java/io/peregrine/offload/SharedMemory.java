package io.peregrine.offload;

/** How a device gets at a batch in the host's memory, best first. */
public enum SharedMemory {
    /** Fine-grained shared virtual memory: host and device use the same addresses and need no call in between. */
    SVM_FINE_GRAIN,
    /** The device works in the host's memory; the runtime synchronises caches. */
    HOST_POINTER,
    /** The device has memory of its own; batches are copied. */
    COPY
}
