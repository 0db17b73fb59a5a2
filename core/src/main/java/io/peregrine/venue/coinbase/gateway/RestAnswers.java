package io.peregrine.venue.coinbase.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.RejectReason;
import io.peregrine.net.HttpResponse;

/**
 * What the answers of a venue's REST API mean.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> venue's time in nanoseconds since the epoch. <b>Allocates:</b> none.
 * <b>Errors:</b> what can not be read is false or {@link Verdict#UNKNOWN}; nothing is thrown for anything in the bytes.
 */
interface RestAnswers {
    /** The venue's time in an answer, or {@link Instrument#NULL_VALUE}. */
    long readTime(HttpResponse response);

    /** What the answer to a new order says; fills in the order's venue id, and status and reason of a refusal. */
    Verdict readNewOrder(HttpResponse response, OrderRecord order);

    /** What the answer to a cancel says. */
    Verdict readCancel(HttpResponse response);

    /** What the answer to a replace says. */
    Verdict readReplace(HttpResponse response);

    /** Why it was refused, as the answer read last says. */
    RejectReason reason();

    /** Does the venue forget orders that were cancelled before anything was filled? */
    boolean forgetsCanceled();

    /** Does an answer say that there is no such order? */
    boolean isNotFound(HttpResponse response);

    /**
     * Orders, one or a list.
     *
     * @param next becomes the next page, or the first one where this is the last
     * @return false where it can not be read; what was told is true
     */
    boolean readOrders(HttpResponse response, AnswerListener listener, Page next);

    /** Fills; as {@link #readOrders}. */
    boolean readFills(HttpResponse response, AnswerListener listener, Page next);

    /** Balances; as {@link #readOrders}. */
    boolean readBalances(HttpResponse response, AnswerListener listener, Page next);
}
