package io.peregrine.api.view;

import java.math.BigDecimal;

/**
 * How a strategy did, in US dollars.
 *
 * @param totalPnl           realised + unrealised − fees in assets other than the quote asset; null while something has no LIVE price
 * @param realisedPnl        after fees in the quote asset
 * @param unrealisedPnl      at the middle of LIVE books; null while one is missing
 * @param fees               at present prices; those in assets that no instrument is made of are shown with the position only
 * @param volume             turnover
 * @param winRatePercent     share of the position-reducing fills with a profit before fees; NaN before the first
 * @param sharpe             annualised, of the profit's changes from second to second; NaN while there are too few
 * @param drawdownMax        largest fall of the total profit from an earlier high
 * @param fillCount          fills
 */
public record Performance(
        BigDecimal totalPnl,
        BigDecimal realisedPnl,
        BigDecimal unrealisedPnl,
        BigDecimal fees,
        BigDecimal volume,
        double winRatePercent,
        double sharpe,
        double drawdownMax,
        long fillCount) {
}
