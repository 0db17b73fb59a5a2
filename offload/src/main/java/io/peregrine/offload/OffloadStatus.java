package io.peregrine.offload;

/**
 * What the offload is doing, at one moment.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> times in nanoseconds, from the call to the result.
 *
 * @param state what the device is to the engine
 * @param backend who computes a full batch now: {@code cpu-vector}, {@code opencl:…}
 * @param reason why it is so, for people
 * @param minimumBatchSize fewest instruments that go to the device
 * @param dispatches batches that the device computed in time
 * @param cpuBatches batches that the CPU computed because they were small or there is no active device
 * @param fallbacks batches that the CPU computed again after the device had failed them
 * @param shadowChecks batches of the device that were compared with the reference
 * @param mismatches shadow checks that differed
 * @param dispatchP50Ns median time of a dispatch, 0 before the first
 * @param dispatchP99Ns 99th percentile
 */
public record OffloadStatus(
    OffloadState state,
    String backend,
    String reason,
    int minimumBatchSize,
    long dispatches,
    long cpuBatches,
    long fallbacks,
    long shadowChecks,
    long mismatches,
    long dispatchP50Ns,
    long dispatchP99Ns) {
}
