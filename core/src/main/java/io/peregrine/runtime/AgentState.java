package io.peregrine.runtime;

/** Where an agent stands. */
public enum AgentState {
    /** Not on its thread yet. */
    STARTING,
    /** Runs duty cycles. */
    RUNNING,
    /** It threw and is not called any more. */
    FAILED,
    /** It was closed. */
    STOPPED
}
