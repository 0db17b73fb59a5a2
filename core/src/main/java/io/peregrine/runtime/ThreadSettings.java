package io.peregrine.runtime;

/**
 * Settings of threads; see {@code threads} in docs/settings.md.
 *
 * @param plan  see {@link ThreadPlan}
 * @param cores core of each hot thread in order, or empty for a free choice by OpenHFT Affinity; -1 leaves a thread unpinned
 * @param idle  {@code spin}, {@code yield} or {@code backoff}, for hot threads; empty for the plan's own
 */
public record ThreadSettings(ThreadPlan plan, int[] cores, String idle) {
}
