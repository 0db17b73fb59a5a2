package io.peregrine.offload;

/** Where an engine's device comes from. */
@FunctionalInterface
interface DeviceSource {
    /**
     * Opens a device that passed its self-test.
     *
     * @param capacity least instruments in its batch
     * @throws OpenClException where there is none, with the reason
     */
    DeviceSignalEngine open(OffloadSettings settings, int capacity) throws OpenClException;
}
