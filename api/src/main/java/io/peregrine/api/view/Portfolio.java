package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.position.Money;
import io.peregrine.position.Position;
import io.peregrine.position.PositionBook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Positions and performance by strategy: the core's own exact accounts, fed with the fills of the journal and valued by LIVE books.
 *
 * <p><b>Threading:</b> under the view's lock.
 */
final class Portfolio {
    /** Fees in assets that no instrument is made of: shown, but without a price not part of any sum. */
    private static final String OTHER_ASSETS = "other";

    private final Instruments instruments;
    private final PositionBook book;
    private final Valuation valuation;
    private final EquityCurve[] curves;

    /**
     * @param strategyCount  highest strategy id plus one
     * @param windowSeconds  performance window, sampled once a second
     */
    Portfolio(final Instruments instruments, final Valuation valuation, final int strategyCount, final int windowSeconds) {
        this.instruments = instruments;
        this.valuation = valuation;
        book = new PositionBook(instruments, strategyCount);
        curves = new EquityCurve[strategyCount];
        for (int i = 0; i < strategyCount; i++) {
            curves[i] = new EquityCurve(windowSeconds, 1);
        }
    }

    void onFill(final Fill fill) {
        book.onFill(fill.strategyId(), fill.instrumentId(), fill.side(), fill.price(), fill.quantity(), fill.feeE8(),
                instruments.assetId(fill.feeAsset()));
    }

    /** One point of every strategy's equity curve; a strategy that can not be valued now is left out. */
    void sample() {
        for (int strategyId = 0; strategyId < curves.length; strategyId++) {
            final Sum sum = sum(strategyId);
            if (sum.valued) {
                curves[strategyId].add(sum.total().doubleValue());
            }
        }
    }

    /** Positions that were ever traded, by strategy and instrument. */
    List<PositionState> positions() {
        final List<PositionState> all = new ArrayList<>();
        for (int strategyId = 0; strategyId < curves.length; strategyId++) {
            all.addAll(positions(strategyId));
        }
        return all;
    }

    /** Those of one strategy. */
    List<PositionState> positions(final int strategyId) {
        final List<PositionState> list = new ArrayList<>();
        for (final Instrument instrument : instruments.all()) {
            final Position position = book.position(strategyId, instrument.instrumentId());
            if (position.fillCount() > 0) {
                list.add(state(strategyId, position));
            }
        }
        return list;
    }

    PositionState position(final int strategyId, final int instrumentId) {
        return state(strategyId, book.position(strategyId, instrumentId));
    }

    Performance performance(final int strategyId) {
        final Sum sum = sum(strategyId);
        final EquityCurve curve = curves[strategyId];
        final long closing = sum.won + sum.lost;
        return new Performance(sum.valued ? sum.total() : null, sum.realised, sum.marked ? sum.unrealised : null, sum.fees, sum.volume,
                closing == 0 ? Double.NaN : 100.0 * sum.won / closing, curve.sharpe(), curve.drawdownMax(), sum.fills);
    }

    /** Of all strategies and of trading by hand, in dollars, as far as it can be valued. */
    double profit() {
        double profit = 0;
        for (int strategyId = 0; strategyId < curves.length; strategyId++) {
            profit += sum(strategyId).total().doubleValue();
        }
        return profit;
    }

    private PositionState state(final int strategyId, final Position position) {
        final Instrument instrument = position.instrument();
        final int decimals = position.moneyDecimals();
        final BigDecimal quantity = BigDecimal.valueOf(position.quantity(), instrument.quantityDecimals());
        final BigDecimal mark = valuation.mid(instrument);
        final boolean flat = position.quantity() == 0;
        final BigDecimal value = flat ? BigDecimal.ZERO : mark == null ? null : quantity.multiply(mark);
        return new PositionState(
                strategyId,
                instrument,
                quantity,
                flat ? null : BigDecimal.valueOf(position.averagePrice(), instrument.priceDecimals()),
                BigDecimal.valueOf(position.cost(), decimals),
                mark,
                BigDecimal.valueOf(position.realisedPnl(), decimals),
                value == null ? null : value.subtract(BigDecimal.valueOf(position.cost(), decimals)),
                value == null ? null : value.abs(),
                BigDecimal.valueOf(position.volume(), decimals),
                fees(position),
                position.fillCount());
    }

    private Map<String, BigDecimal> fees(final Position position) {
        final Map<String, BigDecimal> fees = new LinkedHashMap<>();
        final List<String> assets = instruments.assets();
        for (int assetId = -1; assetId < assets.size(); assetId++) {
            final long feeE8 = position.feesE8(assetId);
            if (feeE8 != 0) {
                fees.put(assetId < 0 ? OTHER_ASSETS : assets.get(assetId), BigDecimal.valueOf(feeE8, Money.E8_DECIMALS));
            }
        }
        return fees;
    }

    private Sum sum(final int strategyId) {
        final Sum sum = new Sum();
        for (final PositionState state : positions(strategyId)) {
            final Position position = book.position(strategyId, state.instrument().instrumentId());
            sum.won += position.wonCount();
            sum.lost += position.lostCount();
            sum.fills += state.fillCount();
            addAmounts(sum, state);
        }
        return sum;
    }

    private void addAmounts(final Sum sum, final PositionState state) {
        final BigDecimal rate = valuation.dollars(state.instrument().quoteAsset());
        if (rate == null) {
            sum.marked = false;
            sum.valued = false;
            return;
        }
        sum.realised = sum.realised.add(state.realisedPnl().multiply(rate));
        sum.volume = sum.volume.add(state.volume().multiply(rate));
        if (state.unrealisedPnl() == null) {
            sum.marked = false;
            sum.valued = false;
        } else {
            sum.unrealised = sum.unrealised.add(state.unrealisedPnl().multiply(rate));
        }
        state.fees().forEach((asset, amount) -> addFee(sum, state.instrument(), asset, amount));
    }

    private void addFee(final Sum sum, final Instrument instrument, final String asset, final BigDecimal amount) {
        if (asset.equals(OTHER_ASSETS)) {
            return;
        }
        final BigDecimal rate = valuation.dollars(asset);
        if (rate == null) {
            sum.valued = false;
            return;
        }
        final BigDecimal dollars = amount.multiply(rate);
        sum.fees = sum.fees.add(dollars);
        if (!asset.equals(instrument.quoteAsset())) {
            sum.otherFees = sum.otherFees.add(dollars);
        }
    }

    /** The amounts of one strategy in dollars. */
    private static final class Sum {
        private BigDecimal realised = BigDecimal.ZERO;
        private BigDecimal unrealised = BigDecimal.ZERO;
        private BigDecimal fees = BigDecimal.ZERO;
        private BigDecimal otherFees = BigDecimal.ZERO;
        private BigDecimal volume = BigDecimal.ZERO;
        private boolean marked = true;
        private boolean valued = true;
        private long won;
        private long lost;
        private long fills;

        private BigDecimal total() {
            return realised.add(unrealised).subtract(otherFees);
        }
    }
}
