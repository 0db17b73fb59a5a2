package io.peregrine.venue.coinbase.gateway;

import org.agrona.DirectBuffer;

/**
 * A venue's stream of what happens to the account's orders.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Errors:</b> what can not be read is told as such.
 */
interface UserChannel {
    /** What a message was. */
    enum Event {
        /** Something happened to an order, or nothing that matters. */
        NONE,
        /** The subscription is there. */
        SUBSCRIBED,
        /** The venue refused something; see {@link #text}. */
        REFUSED,
        /** Messages before it are missing: what the engine knows of orders may be old. */
        GAP,
        /** It can not be read: what the engine knows may be wrong. */
        UNREADABLE
    }

    /** The messages that subscribe. Allocates. */
    java.util.List<String> subscriptions(long venueTimeNs);

    /** A new connection. */
    void onOpen();

    /** Takes one message; what it says of orders goes to {@link OrderReports}. */
    Event onMessage(DirectBuffer buffer, int offset, int length, long receiveTimeNs, long nowNs);

    /** What the venue refused or what is can not be read, for people. */
    String text();
}
