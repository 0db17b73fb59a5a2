package io.peregrine.api.view;

import io.peregrine.message.LiquiditySide;
import io.peregrine.message.Side;

/**
 * One execution of an order. Price and quantity are mantissas of the instrument.
 *
 * @param executionId   the venue's id, as text
 * @param orderId       the engine's id of the order
 * @param instrumentId  what
 * @param strategyId    whose; 0 for orders placed by hand
 * @param side          bought or sold
 * @param price         at
 * @param quantity      how much
 * @param feeE8         at 8 decimals; negative for a rebate
 * @param feeAsset      what the fee was taken in, or empty where the venue did not say
 * @param liquiditySide maker or taker; {@code NULL_VAL} where the venue did not say
 * @param timeNs        when the core processed it
 * @param venueTimeNs   when the venue says it happened
 */
public record Fill(
        String executionId,
        long orderId,
        int instrumentId,
        int strategyId,
        Side side,
        long price,
        long quantity,
        long feeE8,
        String feeAsset,
        LiquiditySide liquiditySide,
        long timeNs,
        long venueTimeNs) {
}
