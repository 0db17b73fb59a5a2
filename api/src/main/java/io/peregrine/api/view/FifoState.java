package io.peregrine.api.view;

import java.math.BigDecimal;

/**
 * A position by lots, first in, first out. Amounts are in the instrument's quote asset.
 *
 * @param realisedPnl   of the closed lots, after fees in the quote asset
 * @param unrealisedPnl of the open lots at the mark; null without one, unless flat
 * @param lots          open ones; neighbours of the same price are one
 * @param nextPrice     price of the lot that is closed next; null when flat
 */
public record FifoState(BigDecimal realisedPnl, BigDecimal unrealisedPnl, int lots, BigDecimal nextPrice) {
}
