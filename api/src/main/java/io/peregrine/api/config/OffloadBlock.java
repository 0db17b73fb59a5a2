package io.peregrine.api.config;

import io.peregrine.offload.OffloadSettings;

/**
 * {@code offload}.
 *
 * @param settings   where batch signals are computed
 * @param intervalNs time between two batches
 */
public record OffloadBlock(OffloadSettings settings, long intervalNs) {
}
