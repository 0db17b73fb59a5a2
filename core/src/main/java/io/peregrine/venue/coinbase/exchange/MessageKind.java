package io.peregrine.venue.coinbase.exchange;

/** What a message of the Exchange feed is. */
enum MessageKind {
    /** A whole book by price: {@code snapshot}. */
    SNAPSHOT,
    /** Changes of a book's levels: {@code l2update}. */
    CHANGES,
    /** A public trade: {@code match}; also one of the full channel's events. */
    MATCH,
    /** The last trade before the subscription: {@code last_match}. */
    LAST_MATCH,
    /** Best bid and ask after a trade: {@code ticker}. */
    TICKER,
    /** Once a second: {@code heartbeat}. */
    HEARTBEAT,
    /** Full channel: an order came in ({@code received}) or a stop order was placed ({@code activate}); no book changes. */
    RECEIVED,
    /** Full channel: an order rests on the book. */
    OPEN,
    /** Full channel: an order is no more, and leaves the book if it was there. */
    DONE,
    /** Full channel: an order's size or price changed. */
    CHANGE,
    /** Answer to a subscription. */
    ACKNOWLEDGEMENT,
    /** The venue refused a request. */
    ERROR,
    /** Well-formed, but nothing that is used here: another type or another product. */
    OTHER,
    /** Not what it should be; nothing of it may be used. */
    MALFORMED;

    /** May it change levels? */
    boolean isDepth() {
        return this == SNAPSHOT || this == CHANGES || isOrderEvent();
    }

    /** Is it an event of the full channel alone? */
    boolean isOrderEvent() {
        return this == RECEIVED || this == OPEN || this == DONE || this == CHANGE;
    }
}
