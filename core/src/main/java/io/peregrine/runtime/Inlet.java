package io.peregrine.runtime;

/** Where messages come in that were put down by another thread. */
@FunctionalInterface
interface Inlet {
    /**
     * Hands over what is there, up to a limit.
     *
     * @return number of messages
     */
    int poll(long nowNs);
}
