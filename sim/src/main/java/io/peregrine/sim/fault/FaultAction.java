package io.peregrine.sim.fault;

import java.util.Locale;

/** What a fault does. In scripts the names are written in lower case with hyphens, for example {@code bad-checksum}. */
public enum FaultAction {
    /** A message, or the answer to a request together with its connection, is lost. */
    DROP(Subject.MESSAGE),
    /** A message comes twice. */
    DUPLICATE(Subject.MESSAGE),
    /** A message comes after the next that the fault is about. */
    REORDER(Subject.MESSAGE),
    /** A message comes late, and all that follow on its connection wait behind it. */
    DELAY(Subject.MESSAGE),
    /** A message comes late, and those that follow overtake it. */
    HOLD(Subject.MESSAGE),
    /** Messages come one at a time with a pause after each. */
    DRIP(Subject.MESSAGE),
    /** A message, or the body of an answer, is no longer well formed. */
    CORRUPT(Subject.MESSAGE),
    /** A book message carries another checksum than its book has. */
    BAD_CHECKSUM(Subject.MESSAGE),
    /** A book message brings a bid above the best ask. */
    CROSSED_BOOK(Subject.MESSAGE),
    /** A request is served, and then its answer is lost or says that the outcome is unknown. */
    LOSE_ANSWER(Subject.MESSAGE),
    /** A request is refused with a status before the venue sees it. */
    STATUS(Subject.REQUEST),
    /** Connections stay open and carry nothing more in either direction, not even control frames, for as long as they live. */
    HALF_OPEN(Subject.CONNECTION),
    /** Connections are cut. */
    DISCONNECT(Subject.CONNECTION),
    /** New connections are cut at once. */
    REFUSE(Subject.CONNECTION),
    /** TLS handshakes fail; in process as {@link #REFUSE}. */
    TLS_FAILURE(Subject.VENUE),
    /** The venue's clock jumps, and back when the fault ends. */
    CLOCK_STEP(Subject.VENUE),
    /** Trading in an instrument is halted. */
    HALT(Subject.VENUE),
    /** The venue is down for maintenance: connections are cut, new ones refused, requests answered with 503. */
    MAINTENANCE(Subject.VENUE);

    private final Subject subject;

    FaultAction(final Subject subject) {
        this.subject = subject;
    }

    /** What it happens to. */
    public Subject subject() {
        return subject;
    }

    /** Does it keep new connections out while it is active? */
    boolean refuses() {
        return this == REFUSE || this == TLS_FAILURE || this == MAINTENANCE;
    }

    /** Its name in scripts. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a fault happens to. */
    public enum Subject {
        /** Each message that matches, or each request where the fault is about requests. */
        MESSAGE,
        /** Each request that matches. */
        REQUEST,
        /** Each connection that matches. */
        CONNECTION,
        /** The venue as a whole. */
        VENUE
    }
}
