package io.peregrine.venue.coinbase.exchange;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.message.Side;

/**
 * One event of the full channel as far as it concerns the book; of a trade the order is the maker's.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> mantissas at the instrument's decimals, ns since the epoch.
 */
final class OrderEvent {
    MessageKind kind;
    long sequence;
    long idHigh;
    long idLow;
    boolean isBid;
    long price;
    /** What rests ({@code open}), what was traded ({@code match}), or the new size ({@code change}; null for none). */
    long quantity;
    /** Of a {@code change}; null for none. */
    long newPrice;
    long venueTimeNs;
    long receiveTimeNs;

    /** Takes what a message says; false where something is missing without which the book can not follow. */
    boolean set(final MessageKind messageKind, final ExchangeDecoder message) {
        kind = messageKind;
        sequence = message.sequence;
        isBid = message.side == Side.BUY;
        price = message.price;
        newPrice = NULL_VALUE;
        venueTimeNs = message.timeNs > 0 ? message.timeNs : NULL_VALUE;
        receiveTimeNs = message.delta.receiveTimeNs;
        final boolean isMatch = kind == MessageKind.MATCH;
        idHigh = isMatch ? message.makerOrderId.high() : message.orderId.high();
        idLow = isMatch ? message.makerOrderId.low() : message.orderId.low();
        switch (kind) {
            case OPEN -> quantity = message.remainingSize;
            case MATCH -> quantity = message.size;
            case CHANGE -> {
                quantity = message.newSize;
                newPrice = message.newPrice;
            }
            default -> quantity = NULL_VALUE;
        }
        return sequence >= 0 && (!isMatch || message.makerOrderId.isKnown());
    }
}
