package io.peregrine.feed;

import java.util.Locale;

/** What is counted of one instrument's stream and book; see {@link BookCounters}. */
public enum BookCounter {
    /** Well-formed messages of this instrument that are used here. */
    MESSAGES,
    /** Deltas, and snapshots that came in the stream, received. */
    DELTAS,
    /** Deltas, and snapshots that came in the stream, applied to the book. */
    APPLIED,
    /** Levels set or removed by deltas and snapshots. */
    LEVELS,
    /** Deltas that did not follow the one before: something was lost. */
    GAPS,
    /** Deltas or tickers older than one before them, and not seen before. */
    REGRESSIONS,
    /** Updates after which the best bid was not below the best ask. */
    CROSSED,
    /** Updates after which the book's checksum was the venue's. */
    CHECKSUMS_OK,
    /** Updates after which it was not. */
    CHECKSUMS_BAD,
    /** Updates after which the book's top was not the ticker's. */
    TOP_MISMATCHES,
    /** Updates whose top was compared with a ticker. */
    TOP_CHECKS,
    /** Messages that could not be used: malformed, off-tick, too many digits. */
    DECODE_ERRORS,
    /** How often the book was thrown away and built again. */
    RESYNCS,
    /** Messages that came twice. */
    DUPLICATES,
    /** Public trades. */
    TRADES,
    /** Trades whose id did not follow the one before. */
    TRADE_GAPS,
    /** Events whose latency, by the venue's clock as it is estimated here, was above the threshold. */
    LATE_MESSAGES,
    /** Snapshots that were older than the first delta that was buffered. */
    SNAPSHOTS_TOO_OLD,
    /** Updates after which a best price was worse than the snapshot's worst: better levels may exist of which no delta has told. */
    BEYOND_KNOWN_DEPTH,
    /** Comparisons with a snapshot that showed the book to be the venue's. */
    AUDITS_EQUAL,
    /** Comparisons that showed that it is not. */
    AUDITS_DIFFERENT,
    /** Snapshots that could not be compared: too old, or none. */
    AUDITS_UNUSABLE,
    /** Snapshots that the stream did not reach in time: it is open and frozen. */
    AUDITS_FROZEN;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The name in REST and metrics, for example {@code decode_errors}. */
    public String key() {
        return key;
    }
}
