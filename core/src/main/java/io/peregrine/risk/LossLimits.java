package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.SnapshotLossDecoder;
import io.peregrine.message.SnapshotLossEncoder;
import io.peregrine.position.Money;
import io.peregrine.position.Position;
import io.peregrine.position.PositionBook;
import io.peregrine.signal.InlineSignals;

/**
 * Watches the profit: the loss since the start of the UTC day, and the fall from the highest profit of this run.
 *
 * <p>Profit is realised and unrealised, after fees in quote and base assets (base fees at the mark; fees in other assets are not valued).
 * The engine knows no account balance, so the drawdown is a part of the capital that it may put at work, {@code max_exposure}, plus the
 * highest profit.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> the quote asset at 8 decimals. <b>Allocates:</b> none.
 */
public final class LossLimits {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long ONE_E8 = 100_000_000L;
    private static final long NO_DAY = Long.MIN_VALUE;

    private final Instruments instruments;
    private final PositionBook positions;
    private final InlineSignals[] markets;
    private final RiskSettings settings;
    private final RiskLimits limits;
    private final RiskVerdict verdict = new RiskVerdict();
    private long day = NO_DAY;
    private long dayStartE8;
    private long highestE8 = Long.MIN_VALUE;

    /** @param markets by instrument id */
    public LossLimits(
            final Instruments instruments, final PositionBook positions, final InlineSignals[] markets, final RiskSettings settings,
            final RiskLimits limits) {
        this.instruments = instruments;
        this.positions = positions;
        this.markets = markets;
        this.settings = settings;
        this.limits = limits;
    }

    /**
     * The day of this time has begun, if it has: losses count from here. Told before each fill that is read back from the journal too, so
     * that a restart does not forget the day's loss.
     */
    public void onTime(final long nowNs) {
        final long today = Math.floorDiv(nowNs, DAY_NS);
        if (today != day) {
            day = today;
            dayStartE8 = profitE8();
        }
    }

    /** Fills in where the day's loss counts from. */
    public void snapshot(final SnapshotLossEncoder message) {
        message.day(day).dayStartE8(dayStartE8);
    }

    /** From a snapshot. */
    public void restore(final SnapshotLossDecoder message) {
        day = message.day();
        dayStartE8 = message.dayStartE8();
    }

    /** DAILY_LOSS or DRAWDOWN where that limit is broken, else NONE. */
    public RejectReason check(final long nowNs) {
        onTime(nowNs);
        final long profitE8 = profitE8();
        highestE8 = Math.max(highestE8, profitE8);
        final long lossE8 = dayStartE8 - profitE8;
        final long lossMaxE8 = limits.value(RiskLimit.MAX_DAILY_LOSS, RiskLimits.TOTAL);
        if (lossE8 >= lossMaxE8) {
            return verdict.broken(
                    RejectReason.DAILY_LOSS, lossMaxE8, lossE8, RiskLimit.MAX_DAILY_LOSS, limits, RiskLimits.TOTAL);
        }
        final double drawdownPercent = drawdownPercent(profitE8);
        final long drawdownMaxE8 = limits.value(RiskLimit.MAX_DRAWDOWN, RiskLimits.TOTAL);
        if (drawdownPercent * ONE_E8 >= drawdownMaxE8) {
            return verdict.broken(RejectReason.DRAWDOWN, drawdownMaxE8, (long) (drawdownPercent * ONE_E8), RiskLimit.MAX_DRAWDOWN, limits,
                    RiskLimits.TOTAL);
        }
        return verdict.pass();
    }

    /** The numbers of the last check. */
    public RiskVerdict verdict() {
        return verdict;
    }

    /** Profit over all instruments. */
    public long profitE8() {
        long sumE8 = 0;
        for (int i = 0, count = instruments.count(); i < count; i++) {
            sumE8 += profitE8(positions.total(i), markets[i].markPrice());
        }
        return sumE8;
    }

    private double drawdownPercent(final long profitE8) {
        final double capitalE8 = (double) settings.exposureMaxE8() + Math.max(0, highestE8);
        return capitalE8 <= 0 ? 0 : (highestE8 - profitE8) * 100.0 / capitalE8;
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
