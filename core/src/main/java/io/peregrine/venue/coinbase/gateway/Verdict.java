package io.peregrine.venue.coinbase.gateway;

/** What an answer says about what was asked. */
enum Verdict {
    /** It is done, or will be. */
    ACCEPTED,
    /** It is not done. */
    REFUSED,
    /** It may be done or not: only the user channel or a query can tell. */
    UNKNOWN
}
