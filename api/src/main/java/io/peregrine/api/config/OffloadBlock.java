package io.peregrine.api.config;

/**
 * {@code offload}.
 *
 * @param backend    {@code auto}, {@code cpu} or {@code opencl}
 * @param device     part of a device's name, or empty for any
 * @param intervalNs time between two batches
 */
public record OffloadBlock(String backend, String device, long intervalNs) {
}
