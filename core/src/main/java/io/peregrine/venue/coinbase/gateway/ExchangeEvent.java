package io.peregrine.venue.coinbase.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.Side;

/**
 * The fields of one message of the Exchange's user channel; {@link Instrument#NULL_VALUE}, 0 or null for what it does not say.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> mantissas at the instrument's decimals, rates at 8, venue's time.
 */
final class ExchangeEvent {
    Instrument instrument;
    long orderIdHigh;
    long orderIdLow;
    long makerIdHigh;
    long makerIdLow;
    long takerIdHigh;
    long takerIdLow;
    long clientOrderId;
    long tradeId;
    long timeNs;
    Side side;
    long price;
    long size;
    long remainingSize;
    long oldSize;
    long newSize;
    long makerFeeRateE8;
    long takerFeeRateE8;
    boolean isFilled;
    int cancelReason;

    void clear() {
        instrument = null;
        orderIdHigh = Instrument.NULL_VALUE;
        orderIdLow = Instrument.NULL_VALUE;
        makerIdHigh = Instrument.NULL_VALUE;
        makerIdLow = Instrument.NULL_VALUE;
        takerIdHigh = Instrument.NULL_VALUE;
        takerIdLow = Instrument.NULL_VALUE;
        clientOrderId = OrderUuid.FOREIGN;
        tradeId = Instrument.NULL_VALUE;
        timeNs = Instrument.NULL_VALUE;
        side = Side.NULL_VAL;
        price = Instrument.NULL_VALUE;
        size = Instrument.NULL_VALUE;
        remainingSize = Instrument.NULL_VALUE;
        oldSize = Instrument.NULL_VALUE;
        newSize = Instrument.NULL_VALUE;
        makerFeeRateE8 = Instrument.NULL_VALUE;
        takerFeeRateE8 = Instrument.NULL_VALUE;
        isFilled = false;
        cancelReason = 0;
    }

    void set(final ExchangeEvent other) {
        instrument = other.instrument;
        orderIdHigh = other.orderIdHigh;
        orderIdLow = other.orderIdLow;
        makerIdHigh = other.makerIdHigh;
        makerIdLow = other.makerIdLow;
        takerIdHigh = other.takerIdHigh;
        takerIdLow = other.takerIdLow;
        clientOrderId = other.clientOrderId;
        tradeId = other.tradeId;
        timeNs = other.timeNs;
        side = other.side;
        price = other.price;
        size = other.size;
        remainingSize = other.remainingSize;
        oldSize = other.oldSize;
        newSize = other.newSize;
        makerFeeRateE8 = other.makerFeeRateE8;
        takerFeeRateE8 = other.takerFeeRateE8;
        isFilled = other.isFilled;
        cancelReason = other.cancelReason;
    }

    /** Does it speak of an order with this id? */
    boolean isOf(final long idHigh, final long idLow) {
        return orderIdHigh == idHigh && orderIdLow == idLow || makerIdHigh == idHigh && makerIdLow == idLow
                || takerIdHigh == idHigh && takerIdLow == idLow;
    }
}
