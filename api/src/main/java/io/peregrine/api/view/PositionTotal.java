package io.peregrine.api.view;

import java.math.BigDecimal;

/**
 * Several positions together, in US dollars.
 *
 * @param totalPnl      realised + unrealised − fees in assets other than the quote asset; null while something has no LIVE price
 * @param realisedPnl   after fees in the quote asset, by average price
 * @param unrealisedPnl at the middle of LIVE books; null while one is missing
 * @param fees          at present prices
 * @param grossExposure sum of the absolute values at the mark; null while one is missing
 * @param netExposure   sum of the values at the mark, shorts below zero; null while one is missing
 * @param volume        turnover
 * @param fillCount     fills
 */
public record PositionTotal(
        BigDecimal totalPnl,
        BigDecimal realisedPnl,
        BigDecimal unrealisedPnl,
        BigDecimal fees,
        BigDecimal grossExposure,
        BigDecimal netExposure,
        BigDecimal volume,
        long fillCount) {
}
