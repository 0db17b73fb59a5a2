package io.peregrine.order;

/** What an execution report did to its order. */
public enum ReportOutcome {
    /** The order changed; the report is worth telling. */
    APPLIED,
    /** A fill; the order changed, and so does the position. */
    FILL,
    /** A fill beyond the order's quantity: a fact, so that the position changes, and a severe event. */
    OVERFILL,
    /** A fill of an order that had ended otherwise: a fact, so that the position changes, and a severe event. */
    LATE_FILL,
    /** A fill that was seen before; dropped. */
    DUPLICATE,
    /** Tells nothing new: late, repeated, or an answer to nothing. */
    LATE,
    /** Would move the order against the table of legal transitions; nothing changed. */
    REFUSED,
    /** The order's fate is not known (any more): the venue is to be asked. */
    ASK,
    /** The cancel's fate is not known: it is to be sent again. */
    CANCEL_AGAIN,
    /** The venue works an order that was taken for rejected: it is to be cancelled, and a severe event. */
    REVENANT
}
