package io.peregrine.position;

import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.SnapshotPositionDecoder;
import io.peregrine.message.SnapshotPositionEncoder;

/**
 * What was traded in one instrument, and what it earned.
 *
 * <p>The books of account are sums of exact products, and everything else is derived from them:
 * <ul>
 *   <li>{@link #quoteCash()} = Σ sells − Σ buys − fees paid in the quote asset;
 *   <li>{@link #cost()}: what the open quantity cost (negative: what a short brought in). A fill that reduces the position takes out the
 *       share cost × filled / open, truncated; the fill that closes it takes out all that is left, so that nothing is ever lost;
 *   <li>{@link #realisedPnl()} = quoteCash + cost. When the position is flat, cost is 0 and the realised profit <i>is</i> the cash flow.
 * </ul>
 * Fees in other assets are kept by asset and are not part of these sums. A fee in the base asset lowers {@link #baseQuantity()}, what is
 * held at the venue, but not {@link #quantity()}, what was traded.
 *
 * <p><b>Threading:</b> confined to its {@link PositionBook}'s thread. <b>Units:</b> quantities at the instrument's decimals, amounts at
 * {@link #moneyDecimals()}. <b>Allocates:</b> none after construction. <b>Errors:</b> {@link ArithmeticException} where a sum leaves 63
 * bits (9·10^10 in the quote asset at 8 decimals): the accounts would be wrong, so the agent stops.
 */
public final class Position {
    private final Instrument instrument;
    private final int baseAssetId;
    private final int quoteAssetId;
    private final int moneyDecimals;
    private final long[] feesE8;

    private long quantity;
    private long cost;
    private long tradeCash;
    private long volume;
    private long fillCount;
    private long wonCount;
    private long lostCount;

    Position(final Instrument instrument, final int baseAssetId, final int quoteAssetId, final int assetCount) {
        this.instrument = instrument;
        this.baseAssetId = baseAssetId;
        this.quoteAssetId = quoteAssetId;
        moneyDecimals = Money.decimals(instrument);
        feesE8 = new long[assetCount + 1];
    }

    void onFill(final boolean buy, final long price, final long lastQuantity, final long feeE8, final int feeAssetId) {
        final long product = Instrument.notional(price, lastQuantity);
        if (product == Instrument.NULL_VALUE) {
            throw new ArithmeticException("notional of " + lastQuantity + " at " + price + " on " + instrument.venueSymbol());
        }
        final long notional = Math.multiplyExact(product, scale());
        final long realisedBefore = tradeCash + cost;
        tradeCash = buy ? Math.subtractExact(tradeCash, notional) : Math.addExact(tradeCash, notional);
        volume = Money.saturatedAdd(volume, notional);
        feesE8[feeSlot(feeAssetId)] += feeE8;
        fillCount++;
        changeQuantity(buy ? lastQuantity : -lastQuantity, buy ? notional : -notional);
        countOutcome(tradeCash + cost - realisedBefore);
    }

    /** Moves quantity and cost; both arguments have the sign of the trade. */
    private void changeQuantity(final long signedQuantity, final long signedNotional) {
        final long open = Math.abs(quantity);
        final long traded = Math.abs(signedQuantity);
        if (quantity == 0 || (quantity ^ signedQuantity) >= 0) {
            cost = Math.addExact(cost, signedNotional);
        } else if (traded < open) {
            final long share = Money.multiplyDivide(Math.abs(cost), traded, open);
            cost -= cost < 0 ? -share : share;
        } else {
            // Closed, and what is left over opens the other way at this fill's price, which is exact.
            cost = signedNotional / traded * (traded - open);
        }
        quantity = Math.addExact(quantity, signedQuantity);
    }

    private void countOutcome(final long realised) {
        if (realised > 0) {
            wonCount++;
        } else if (realised < 0) {
            lostCount++;
        }
    }

    public Instrument instrument() {
        return instrument;
    }

    /** Bought less sold, by fills. */
    public long quantity() {
        return quantity;
    }

    /** Bought less sold less fees in the base asset, at {@link #baseDecimals()}: the change of the balance at the venue. */
    public long baseQuantity() {
        final int decimals = baseDecimals();
        final long fee = Money.rescale(feesE8(baseAssetId), Money.E8_DECIMALS, decimals);
        return Math.subtractExact(Money.rescale(quantity, instrument.quantityDecimals(), decimals), fee);
    }

    /** Decimals of {@link #baseQuantity()}. */
    public int baseDecimals() {
        return Math.max(instrument.quantityDecimals(), Money.E8_DECIMALS);
    }

    /** What the open quantity cost; negative for a short. */
    public long cost() {
        return cost;
    }

    /** Σ sells − Σ buys − fees in the quote asset. */
    public long quoteCash() {
        return Math.subtractExact(tradeCash, quoteFees());
    }

    /** Fees in the quote asset. */
    public long quoteFees() {
        return Money.rescale(feesE8(quoteAssetId), Money.E8_DECIMALS, moneyDecimals);
    }

    /** Realised profit after fees in the quote asset; see the class. */
    public long realisedPnl() {
        return Math.addExact(quoteCash(), cost);
    }

    /** Profit that closing the open quantity at this price would realise, without fees. */
    public long unrealisedPnl(final long markPrice) {
        return quantity == 0 ? 0 : Math.subtractExact(valueAt(markPrice), cost);
    }

    /** Open quantity × price. */
    public long valueAt(final long markPrice) {
        return Math.multiplyExact(Math.multiplyExact(quantity, markPrice), scale());
    }

    /**
     * What its fills have made of the account's balance of an asset, at 8 decimals: of spot what changed hands, of a derivative the
     * realised profit in its quote asset, and of both the fees.
     */
    public long balanceChangeE8(final int assetId) {
        if (assetId == quoteAssetId) {
            return quoteChangeE8();
        }
        return assetId == baseAssetId ? baseChangeE8() : -feesE8(assetId);
    }

    /** {@link #balanceChangeE8} of the base asset. */
    public long baseChangeE8() {
        return instrument.venue().spot()
                ? Money.rescale(baseQuantity(), baseDecimals(), Money.E8_DECIMALS) : -feesE8(baseAssetId);
    }

    /** {@link #balanceChangeE8} of the quote asset. */
    public long quoteChangeE8() {
        return Money.rescale(instrument.venue().spot() ? quoteCash() : realisedPnl(), moneyDecimals, Money.E8_DECIMALS);
    }

    /** Average price of the open quantity, a price mantissa, truncated; {@link Instrument#NULL_VALUE} when flat. */
    public long averagePrice() {
        return quantity == 0 ? Instrument.NULL_VALUE : cost / scale() / quantity;
    }

    /** Fees by asset id; -1 for assets that no instrument is made of. */
    public long feesE8(final int assetId) {
        return feesE8[feeSlot(assetId)];
    }

    /** Turnover. */
    public long volume() {
        return volume;
    }

    public long fillCount() {
        return fillCount;
    }

    /** Fills that reduced the position with a profit, before fees. */
    public long wonCount() {
        return wonCount;
    }

    /** Fills that reduced the position with a loss, before fees. */
    public long lostCount() {
        return lostCount;
    }

    /** Decimals of all amounts here. */
    public int moneyDecimals() {
        return moneyDecimals;
    }

    /** Fills in the books of account. */
    void snapshot(final SnapshotPositionEncoder message) {
        message.quantity(quantity).cost(cost).tradeCash(tradeCash).volume(volume)
                .fillCount(fillCount).wonCount(wonCount).lostCount(lostCount);
    }

    void restore(final SnapshotPositionDecoder message) {
        quantity = message.quantity();
        cost = message.cost();
        tradeCash = message.tradeCash();
        volume = message.volume();
        fillCount = message.fillCount();
        wonCount = message.wonCount();
        lostCount = message.lostCount();
    }

    void restoreFee(final int assetId, final long feeE8) {
        feesE8[feeSlot(assetId)] = feeE8;
    }

    private long scale() {
        return Decimals.power(moneyDecimals - instrument.notionalDecimals());
    }

    private int feeSlot(final int assetId) {
        return assetId >= 0 && assetId < feesE8.length - 1 ? assetId : feesE8.length - 1;
    }
}
