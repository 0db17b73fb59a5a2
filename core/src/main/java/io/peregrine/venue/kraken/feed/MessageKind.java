package io.peregrine.venue.kraken.feed;

/** What a frame of Kraken is, or one of the entries in it. */
enum MessageKind {
    /** A whole book, as deep as was subscribed to. */
    SNAPSHOT,
    /** A change of a book's levels. */
    UPDATE,
    /** A public trade. */
    TRADE,
    /** Best bid and ask. */
    TICKER,
    /** The state of the venue as a whole. */
    STATUS,
    /** The states of instruments. */
    INSTRUMENTS,
    /** A subscription to a book was accepted. */
    BOOK_SUBSCRIBED,
    /** Another request was accepted. */
    ACKNOWLEDGEMENT,
    /** The venue refused a request. */
    ERROR,
    /** Well-formed, but nothing that is used here: a heartbeat, another channel, another symbol, a trade of the past. */
    OTHER,
    /** Not what it should be; nothing of it may be used. */
    MALFORMED,
    /** There are no more entries in the frame. */
    END
}
