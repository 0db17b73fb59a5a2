package io.peregrine.gateway;

import io.peregrine.order.OrderListener;
import org.agrona.DirectBuffer;

/**
 * What a gateway and its venue say to each other over a WebSocket, without the connection: order requests and the venue's messages in,
 * request bytes and execution reports out. {@link SocketGateway} has the connection.
 *
 * <p><b>Threading:</b> confined to the gateway agent; {@link #ready}, {@link #reason} and {@link #status} may be read by any thread.
 */
public interface GatewaySession extends OrderListener, AutoCloseable {
    /** The WebSocket is open. */
    void onOpen(long nowNs);

    /** One message of the WebSocket; the buffer is valid only during the call. */
    void onMessage(DirectBuffer buffer, int offset, int length, long receiveTimeNs, long nowNs);

    /** The WebSocket is gone, and with it what it would have told. */
    void onClosed(String why, long nowNs);

    /** Timers, and what can be done for the next requests before they are there. */
    int doWork(long nowNs);

    /** New orders and replaces that it holds and has not sent are given up, and reported as refused. */
    default void dropUnsent(final long nowNs) {
    }

    /** Are requests sent? */
    boolean ready();

    /** Is the WebSocket of no use any more, so that it must be ended and made anew? */
    boolean failed();

    /** May the WebSocket be connected now, if it is not? */
    default boolean wantsConnection() {
        return true;
    }

    /** Why it stands as it does, for people. */
    String reason();

    /** Where it stands and why, for people. */
    String status();

    /** Says what must be said before the connections end, and forgets the secret. */
    @Override
    void close();
}
