package io.peregrine.command;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;

/**
 * An order to be placed by hand or by a program, see {@link CommandProxy#placeOrder}.
 *
 * @param instrumentId what
 * @param strategyId   on whose account; 0 is orders placed by hand
 * @param side         buy or sell
 * @param orderType    its type
 * @param timeInForce  how long it works
 * @param postOnly     refuse it rather than take liquidity
 * @param price        price mantissa, or {@link Instrument#NULL_VALUE} for a market order
 * @param stopPrice    price mantissa, or {@link Instrument#NULL_VALUE}
 * @param quantity     quantity mantissa
 * @param userOrderId  the user's own id, at most {@link CommandProxy#USER_ORDER_ID_LENGTH_MAX_BYTES} bytes of UTF-8; empty for none
 */
public record OrderTicket(
        int instrumentId,
        int strategyId,
        Side side,
        OrderType orderType,
        TimeInForce timeInForce,
        boolean postOnly,
        long price,
        long stopPrice,
        long quantity,
        String userOrderId) {
}
