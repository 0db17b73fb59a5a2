package io.peregrine.emergency;

import io.peregrine.flatten.KnownPosition;
import io.peregrine.flatten.PositionFile;
import io.peregrine.venue.AccountFlattener.Balance;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/**
 * How much of a position may be closed: never more than its engine knows of, and never more than the venue's balance confirms. An engine
 * that hangs may have missed fills; an order for what it believes to have could open a position instead of closing one. The balance must be
 * what it was before the engine traded and what all its fills have made of it; where it is not, the smaller position counts.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> the base asset.
 */
final class FlattenQuantity {
    private static final int E8 = 8;

    private final BigDecimal quantity;
    private final String reason;

    private FlattenQuantity(final BigDecimal quantity, final String reason) {
        this.quantity = quantity;
        this.reason = reason;
    }

    /**
     * Works it out.
     *
     * @param all      the venue's positions
     * @param balances of their assets
     */
    static FlattenQuantity of(final KnownPosition position, final List<KnownPosition> all, final Map<String, Balance> balances) {
        if (position.baselineE8() == PositionFile.UNKNOWN) {
            return new FlattenQuantity(BigDecimal.ZERO,
                    "the engine had not compared the balance of " + position.baseAsset() + " with the venue yet");
        }
        final Balance balance = balances.getOrDefault(position.baseAsset(), Balance.ZERO);
        BigDecimal expected = e8(position.baselineE8());
        for (final KnownPosition other : all) {
            if (other.damage().isEmpty() && other.baseAsset().equals(position.baseAsset())) {
                expected = expected.add(e8(other.heldE8()));
            } else if (other.damage().isEmpty() && other.quoteAsset().equals(position.baseAsset())) {
                expected = expected.add(e8(other.cashE8()));
            }
        }
        final BigDecimal known = position.decimal(position.quantity());
        final BigDecimal lot = position.decimal(position.terms().lotSize());
        final BigDecimal difference = balance.total().subtract(expected);
        // Less than half a lot is no fill: venues round products in their own way.
        final BigDecimal missed = difference.abs().multiply(BigDecimal.TWO).compareTo(lot) < 0 ? BigDecimal.ZERO : difference;
        final BigDecimal confirmed = e8(position.heldE8()).add(missed);
        final String reason = missed.signum() == 0 ? "" : "the venue's balance of " + position.baseAsset() + " is "
                + balance.total().stripTrailingZeros().toPlainString() + ", by the fills that the engine knew of it should be "
                + expected.stripTrailingZeros().toPlainString();
        if (known.signum() > 0) {
            return sale(known.min(confirmed), balance.free(), lot, reason);
        }
        return new FlattenQuantity(whole(known.negate().min(confirmed.negate()), lot), reason);
    }

    private static FlattenQuantity sale(final BigDecimal certain, final BigDecimal free, final BigDecimal lot, final String reason) {
        final String limit = free.compareTo(certain) < 0 ? "the account has no more than " + free.stripTrailingZeros().toPlainString()
                + " free" : "";
        return new FlattenQuantity(whole(certain.min(free), lot).negate(),
                reason.isEmpty() || limit.isEmpty() ? reason + limit : reason + "; " + limit);
    }

    /** To buy, negative to sell, in whole lots; zero where nothing may be closed. */
    BigDecimal quantity() {
        return quantity;
    }

    /** Why that is less than the position; empty where it is not. */
    String reason() {
        return reason;
    }

    private static BigDecimal whole(final BigDecimal amount, final BigDecimal lot) {
        return amount.signum() <= 0 ? BigDecimal.ZERO : amount.divide(lot, 0, RoundingMode.DOWN).multiply(lot);
    }

    private static BigDecimal e8(final long amountE8) {
        return BigDecimal.valueOf(amountE8, E8);
    }
}
