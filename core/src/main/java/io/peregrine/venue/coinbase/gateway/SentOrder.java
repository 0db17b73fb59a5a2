package io.peregrine.venue.coinbase.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.TimeInForce;

/**
 * What the gateway keeps of an order of this engine: its ids, and how much of what the venue told has been reported.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Memory:</b> pooled by {@link SentOrders}; not to be kept beyond a call.
 * <b>Units:</b> quantities at the instrument's decimals.
 */
final class SentOrder {
    final int index;
    long clientOrderId;
    int instrumentId;
    boolean hasVenueId;
    long venueIdHigh;
    long venueIdLow;
    OrderType orderType;
    TimeInForce timeInForce;
    boolean isPostOnly;
    /** As it was sent, or {@link Instrument#NULL_VALUE}. */
    long orderQuantity;
    /** As the venue has it after it was reduced, or {@link Instrument#NULL_VALUE}. */
    long venueQuantity;
    /** Venue's time when it was sent or made. */
    long madeTimeNs;
    /** Filled, as the venue told at last. */
    long toldQuantity;
    /** Filled, as this gateway reported. */
    long reportedQuantity;
    boolean isAcknowledged;
    boolean isTriggered;
    /** What the replace in flight asks for. */
    long askedPrice;
    long askedQuantity;
    boolean isEnded;
    /** It is among the venue's open orders, as they were asked for last. */
    boolean isListed;
    /** How it ends once all fills are reported, or null. */
    ExecType end;
    RejectReason endReason;
    boolean wantsFills;
    boolean isAskingFills;
    int fillAttempts;
    long fillsTimeNs;

    SentOrder(final int index) {
        this.index = index;
    }

    void reset(final long newClientOrderId, final int newInstrumentId) {
        clientOrderId = newClientOrderId;
        instrumentId = newInstrumentId;
        hasVenueId = false;
        venueIdHigh = 0;
        venueIdLow = 0;
        orderType = OrderType.NULL_VAL;
        timeInForce = TimeInForce.NULL_VAL;
        isPostOnly = false;
        orderQuantity = Instrument.NULL_VALUE;
        venueQuantity = Instrument.NULL_VALUE;
        madeTimeNs = Instrument.NULL_VALUE;
        toldQuantity = 0;
        reportedQuantity = 0;
        isAcknowledged = false;
        isTriggered = false;
        askedPrice = Instrument.NULL_VALUE;
        askedQuantity = Instrument.NULL_VALUE;
        isEnded = false;
        isListed = false;
        end = null;
        endReason = RejectReason.NONE;
        wantsFills = false;
        isAskingFills = false;
        fillAttempts = 0;
        fillsTimeNs = 0;
    }

    /** Does it leave nothing in the book: market, IOC, FOK? */
    boolean isImmediate() {
        return orderType == OrderType.MARKET || timeInForce == TimeInForce.IOC || timeInForce == TimeInForce.FOK;
    }

    /** Has the venue told of fills that were not reported? */
    boolean lacksFills() {
        return reportedQuantity < toldQuantity;
    }
}
