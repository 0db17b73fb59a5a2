package io.peregrine.net;

import org.agrona.DirectBuffer;

/**
 * What comes out of a {@link WebSocketClient}.
 *
 * <p><b>Threading:</b> called on the thread of {@link WebSocketClient#doWork}. The client may be used from within each call.
 * <b>Errors:</b> whatever is thrown here goes through to the caller of {@code doWork}.
 */
public interface WebSocketListener {
    /** The upgrade was accepted: messages may be sent. */
    void onOpen(long nowNs);

    /**
     * One whole message.
     *
     * @param buffer        valid during the call only, and not after {@link WebSocketClient#close}
     * @param text          text (not checked to be UTF-8) or binary
     * @param receiveTimeNs time of the duty cycle that read its last byte from the socket
     * @param nowNs         time of this duty cycle
     */
    void onMessage(DirectBuffer buffer, int offset, int length, boolean text, long receiveTimeNs, long nowNs);

    /**
     * The connection, or the attempt to make one, is over. Called once for each {@link WebSocketClient#connect}.
     *
     * @param code   of the peer's Close, or one of {@link CloseCode}
     * @param reason what happened, for people
     */
    void onClosed(int code, String reason, long nowNs);
}
