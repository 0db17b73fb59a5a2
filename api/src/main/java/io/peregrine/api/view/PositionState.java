package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import java.math.BigDecimal;
import java.util.Map;

/**
 * A position of one strategy in one instrument. Amounts are in the instrument's quote asset.
 *
 * @param strategyId    whose; 0 for orders placed by hand
 * @param instrument    in what
 * @param quantity      bought less sold
 * @param averagePrice  of the open quantity; null when flat
 * @param cost          what the open quantity cost; negative for a short. Realised profit less this is the cash flow
 * @param markPrice     middle of the LIVE book, or null
 * @param realisedPnl   after fees in the quote asset
 * @param unrealisedPnl at the mark; null without one, unless flat
 * @param exposure      absolute value at the mark; null without one, unless flat
 * @param volume        turnover
 * @param fees          by asset; {@code other} for assets that no instrument is made of
 * @param fillCount     number of fills
 * @param fifo          the same by lots; realised + unrealised are the same sum as by average price
 */
public record PositionState(
        int strategyId,
        Instrument instrument,
        BigDecimal quantity,
        BigDecimal averagePrice,
        BigDecimal cost,
        BigDecimal markPrice,
        BigDecimal realisedPnl,
        BigDecimal unrealisedPnl,
        BigDecimal exposure,
        BigDecimal volume,
        Map<String, BigDecimal> fees,
        long fillCount,
        FifoState fifo) {
}
