package io.peregrine.venue.coinbase.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import org.agrona.DirectBuffer;

/**
 * Requests to a venue's REST API, in its words and signed.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Memory:</b> a request is valid until the next one is made. <b>Units:</b> venue's
 * time in nanoseconds since the epoch. <b>Allocates:</b> as the implementation says. <b>Errors:</b> what can not be asked for is a reason.
 */
interface RestRequests extends AutoCloseable {
    /** Does what can be done of the next requests before they are there; for when nothing is urgent. */
    int prepare(long venueTimeNs, long nowNs);

    /** A new order; on anything but {@code NONE} there is no request. */
    RejectReason newOrder(NewOrderDecoder order, long venueTimeNs);

    /** A cancel, by the venue's id where there is one. */
    RejectReason cancel(long clientOrderId, int instrumentId, boolean hasVenueId, long venueIdHigh, long venueIdLow, long venueTimeNs);

    /** A replace in place. */
    RejectReason replace(ReplaceOrderDecoder replace, SentOrder order, long venueTimeNs);

    /**
     * The state of an order of this engine.
     *
     * @param order what is known of it, or null
     * @param page  of the list that it is looked for in, where it can not be named
     */
    void query(long clientOrderId, int instrumentId, SentOrder order, Page page, long venueTimeNs);

    /** The state of an order of whoever. */
    void query(long venueIdHigh, long venueIdLow, long venueTimeNs);

    /** The fills of an order whose venue's id is known. */
    void fills(SentOrder order, Page page, long venueTimeNs);

    /** The fills of an instrument, the newest first. */
    void fills(Instrument instrument, Page page, long venueTimeNs);

    /** Orders that are open or wait for their price. */
    void openOrders(Page page, long venueTimeNs);

    /** What the account holds. */
    void balances(Page page, long venueTimeNs);

    /** The venue's time. */
    void time();

    /** The request made last. */
    DirectBuffer buffer();

    /** Its length. */
    int length();

    /** Is an order looked for in a list, for want of a request that names it by the engine's id? */
    boolean searchesByList();

    /** Wipes the secret. */
    @Override
    void close();
}
