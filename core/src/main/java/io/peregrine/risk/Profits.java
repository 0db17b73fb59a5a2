package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.position.Money;
import io.peregrine.position.Position;
import io.peregrine.position.PositionBook;
import io.peregrine.signal.InlineSignals;

/**
 * The profit of each strategy and of all together: realised and unrealised at the marks, after fees in quote and base assets (base fees at
 * the mark; fees in other assets are not valued). Kept by instrument, so that a fill costs the same whatever the number of instruments.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> the quote asset at 8 decimals. <b>Allocates:</b> none after
 * construction.
 */
final class Profits {
    private final Instruments instruments;
    private final PositionBook positions;
    private final InlineSignals[] markets;
    private final long[] cellsE8;
    private final long[] sumsE8;
    private final int instrumentCount;
    private boolean valued = true;

    /** @param markets by instrument id */
    Profits(final Instruments instruments, final PositionBook positions, final InlineSignals[] markets) {
        this.instruments = instruments;
        this.positions = positions;
        this.markets = markets;
        instrumentCount = instruments.count();
        cellsE8 = new long[(positions.strategyCount() + 1) * instrumentCount];
        sumsE8 = new long[positions.strategyCount() + 1];
    }

    /** Over all instruments, as of each one's last refresh: of a strategy, or of the row {@link #totalRow}. */
    long rowE8(final int row) {
        return sumsE8[row];
    }

    int totalRow() {
        return positions.strategyCount();
    }

    /** A fill, or another mark. */
    void refresh(final int strategyId, final int instrumentId) {
        refreshCell(strategyId >= 0 && strategyId < totalRow() ? strategyId : 0, instrumentId);
        refreshCell(totalRow(), instrumentId);
    }

    /** All marks have changed. */
    void refreshAll() {
        valued = true;
        for (int i = 0; i < instrumentCount; i++) {
            final Position total = positions.total(i);
            valued &= total.quantity() == 0 || markets[i].markPrice() != NULL_VALUE;
            if (total.fillCount() != 0) {
                for (int row = 0; row <= totalRow(); row++) {
                    refreshCell(row, i);
                }
            }
        }
    }

    /** As of the last {@link #refreshAll}: has every instrument with a position had a price since the start? */
    boolean valued() {
        return valued;
    }

    private void refreshCell(final int row, final int instrumentId) {
        final Position position = row == totalRow() ? positions.total(instrumentId) : positions.position(row, instrumentId);
        final long newE8 = profitE8(position, markets[instrumentId].markPrice());
        final int cell = row * instrumentCount + instrumentId;
        sumsE8[row] += newE8 - cellsE8[cell];
        cellsE8[cell] = newE8;
    }

    private long profitE8(final Position position, final long markPrice) {
        final int decimals = position.moneyDecimals();
        if (markPrice == NULL_VALUE) {
            return Money.rescale(position.realisedPnl(), decimals, Money.E8_DECIMALS);
        }
        final Instrument instrument = position.instrument();
        final long feesE8 = position.feesE8(instruments.assetId(instrument.baseAsset()));
        final long feeValueE8 = (long) ((double) feesE8 * markPrice / Decimals.power(instrument.priceDecimals()));
        return Money.rescale(position.realisedPnl() + position.unrealisedPnl(markPrice), decimals, Money.E8_DECIMALS) - feeValueE8;
    }
}
