package io.peregrine.venue.binance.feed;

/** What a stream message of Binance is. */
enum MessageKind {
    /** A change of a book's levels: {@code depthUpdate}. */
    DEPTH,
    /** A public trade: {@code trade} or {@code aggTrade}. */
    TRADE,
    /** Best bid and ask: {@code bookTicker}; the spot venue's has no event name. */
    TICKER,
    /** The venue will close the connection soon. */
    SHUTDOWN,
    /** Answer to a subscription. */
    ACKNOWLEDGEMENT,
    /** The venue refused a request. */
    ERROR,
    /** Well-formed, but nothing that is used here: another event or another symbol. */
    OTHER,
    /** Not what it should be; nothing of it may be used. */
    MALFORMED
}
