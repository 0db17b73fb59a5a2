package io.peregrine.transport;

/**
 * Settings of the transport between agents; used only where the thread plan puts them on different threads.
 *
 * @param channel         Aeron channel, for example {@code aeron:ipc}
 * @param driverDirectory directory of a media driver that runs outside, or empty for one of our own in this process
 * @param termBufferBytes length of a term buffer, a power of two from 64 KiB: a reader may be half of it behind
 */
public record TransportSettings(String channel, String driverDirectory, int termBufferBytes) {
    /** IPC by a media driver of our own, 4 MiB terms. */
    public static final TransportSettings EMBEDDED = new TransportSettings("aeron:ipc", "", 4 * 1024 * 1024);
}
