package io.peregrine.venue.coinbase.advanced;

/** What a frame of Advanced Trade is. */
enum FrameKind {
    /** Snapshots and changes of books: channel {@code l2_data}. */
    LEVELS,
    /** Public trades: channel {@code market_trades}. */
    TRADES,
    /** Best bids and asks: channel {@code ticker}. */
    TICKERS,
    /** Once a second: channel {@code heartbeats}. */
    HEARTBEAT,
    /** Answer to a subscription: channel {@code subscriptions}. */
    ACKNOWLEDGEMENT,
    /** The venue refused a request. */
    ERROR,
    /** Well-formed, but nothing that is used here. */
    OTHER,
    /** Not what it should be; nothing of it may be used. */
    MALFORMED
}
