package io.peregrine.feed;

import io.peregrine.latency.VenueClock;
import org.agrona.DirectBuffer;

/**
 * One venue's decoding, synchronisation and books, without any input or output: bytes in, calls to a
 * {@link io.peregrine.marketdata.MarketDataListener} out. A live connection and a replayed capture drive the same handler.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> buffers are valid only during the call. <b>Errors:</b> never throws for
 * anything in the bytes: a message that can not be used is counted, changes nothing, and moves the book's state.
 */
public interface FeedHandler {
    /**
     * What a feed is watched by; before anything else, and not at all in a replay.
     *
     * @param clock the venue's, estimated from its messages
     * @param pulse the markets of all venues
     */
    default void watch(final VenueClock clock, final MarketPulse pulse) {
    }

    /** The stream is connected and the subscription is on its way. */
    void onConnected(long nowNs);

    /** The stream is gone: no book is LIVE any more. */
    void onDisconnected(long nowNs);

    /** One whole message of the stream, text or binary. */
    void onMessage(DirectBuffer buffer, int offset, int length, long receiveTimeNs, long nowNs);

    /** The body of a snapshot that {@link SnapshotRequester} was asked for. */
    void onSnapshot(int instrumentId, DirectBuffer buffer, int offset, int length, long receiveTimeNs, long nowNs);

    /** The snapshot could not be had; the requester may be asked again. */
    void onSnapshotFailed(int instrumentId, long nowNs);

    /**
     * Is the connection of the last message of no more use: has the venue announced its end, or is it open but dead? It is then replaced;
     * the answer is to be false again after {@link #onReconnectNoted}, and after the next {@link #onConnected}.
     */
    default boolean reconnectWanted() {
        return false;
    }

    /** {@link #reconnectWanted} has been heard: the connection of the last message will be replaced. */
    default void onReconnectNoted() {
    }

    /**
     * Can it take the messages of two connections to the same stream, mixed and in part twice, because each message says where it belongs?
     * A connection is then replaced without an end and a beginning, and there may be two all the time.
     */
    default boolean mixesConnections() {
        return false;
    }

    /**
     * Where it {@link #mixesConnections}: from now on messages of two connections come, or of one again. What is sent twice may then still
     * come for a while.
     */
    default void onMixed(final boolean isMixed, final long nowNs) {
    }

    /** Is the instrument's book waiting for the body of a snapshot that was asked for? Never where snapshots come in the stream. */
    default boolean awaitsSnapshot(final int instrumentId) {
        return false;
    }

    /** What happened to one instrument's stream and book. */
    BookCounters counters(int instrumentId);

    /** Messages of the stream, of any kind. */
    long messages();

    /** Messages and snapshots that could not be decoded, of all instruments and of none that could be seen. */
    long decodeErrors();

    /**
     * Timers: staleness, renewed snapshot requests.
     *
     * @return number of things done
     */
    int doWork(long nowNs);
}
