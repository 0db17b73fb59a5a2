package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import java.math.BigDecimal;

/**
 * Adds positions up in dollars, and remembers whether all of it could be valued.
 *
 * <p><b>Threading:</b> confined.
 */
final class DollarSum {
    private final Valuation valuation;
    private BigDecimal realised = BigDecimal.ZERO;
    private BigDecimal unrealised = BigDecimal.ZERO;
    private BigDecimal fees = BigDecimal.ZERO;
    private BigDecimal otherFees = BigDecimal.ZERO;
    private BigDecimal grossExposure = BigDecimal.ZERO;
    private BigDecimal netExposure = BigDecimal.ZERO;
    private BigDecimal volume = BigDecimal.ZERO;
    private boolean marked = true;
    private boolean valued = true;
    private long fills;

    DollarSum(final Valuation valuation) {
        this.valuation = valuation;
    }

    void add(final PositionState state) {
        fills += state.fillCount();
        final BigDecimal rate = valuation.dollars(state.instrument().quoteAsset());
        if (rate == null) {
            marked = false;
            valued = false;
            return;
        }
        realised = realised.add(state.realisedPnl().multiply(rate));
        volume = volume.add(state.volume().multiply(rate));
        if (state.unrealisedPnl() == null) {
            marked = false;
            valued = false;
        } else {
            unrealised = unrealised.add(state.unrealisedPnl().multiply(rate));
            final BigDecimal exposure = state.exposure().multiply(rate);
            grossExposure = grossExposure.add(exposure);
            netExposure = state.quantity().signum() < 0 ? netExposure.subtract(exposure) : netExposure.add(exposure);
        }
        state.fees().forEach((asset, amount) -> addFee(state.instrument(), asset, amount));
    }

    /** Realised and unrealised, less all fees, as far as it can be valued. */
    BigDecimal total() {
        return realised.add(unrealised).subtract(otherFees);
    }

    /** Could everything be valued? */
    boolean valued() {
        return valued;
    }

    PositionTotal result() {
        return new PositionTotal(valued ? total() : null, realised, marked ? unrealised : null, fees, marked ? grossExposure : null,
                marked ? netExposure : null, volume, fills);
    }

    private void addFee(final Instrument instrument, final String asset, final BigDecimal amount) {
        if (asset.equals(Portfolio.OTHER_ASSETS)) {
            return;
        }
        final BigDecimal rate = valuation.dollars(asset);
        if (rate == null) {
            valued = false;
            return;
        }
        final BigDecimal dollars = amount.multiply(rate);
        fees = fees.add(dollars);
        if (!asset.equals(instrument.quoteAsset())) {
            otherFees = otherFees.add(dollars);
        }
    }
}
