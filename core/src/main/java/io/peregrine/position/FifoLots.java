package io.peregrine.position;

import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import java.util.Arrays;

/**
 * A position as the lots that it was built of, sold first in, first out. Beside {@link Position}, which keeps the average: the two always
 * agree on quantity and on the sum of realised and unrealised profit, and differ in which part of it is realised.
 *
 * <p>Every amount is a sum of exact products; nothing is divided. Fees are not part of it.
 *
 * <p><b>Threading:</b> confined to its owner's thread. <b>Units:</b> quantities at the instrument's decimals, amounts at the decimals of
 * {@link Money#decimals}. <b>Memory:</b> 16 bytes a lot; neighbours of the same price are one. <b>Allocates:</b> when there are more lots
 * than ever before, so not for the hot path. <b>Errors:</b> {@link ArithmeticException} where a sum leaves 63 bits.
 */
public final class FifoLots {
    private static final int CAPACITY_MIN = 8;

    private final Instrument instrument;
    private final int moneyDecimals;
    private long[] prices = new long[CAPACITY_MIN];
    private long[] quantities = new long[CAPACITY_MIN];
    private int head;
    private int count;
    private boolean isShort;
    private long quantity;
    private long cost;
    private long realised;

    public FifoLots(final Instrument instrument) {
        this.instrument = instrument;
        moneyDecimals = Money.decimals(instrument);
    }

    /**
     * Begins with a position whose lots are not known: what is open is one lot at the average price, and what was earned by then is what
     * keeps the sum of realised and unrealised profit the position's. Before the first fill.
     */
    public void begin(final Position position) {
        if (position.quantity() != 0) {
            isShort = position.quantity() < 0;
            open(position.averagePrice(), Math.abs(position.quantity()));
        }
        realised = Math.addExact(Math.addExact(position.quoteCash(), position.quoteFees()), cost());
    }

    /** One fill. */
    public void onFill(final boolean buy, final long price, final long lastQuantity) {
        long left = lastQuantity;
        while (left > 0 && count > 0 && buy == isShort) {
            left -= close(price, left);
        }
        if (left > 0) {
            isShort = !buy;
            open(price, left);
        }
    }

    /** Bought less sold. */
    public long quantity() {
        return isShort ? -quantity : quantity;
    }

    /** What the open lots cost; negative for a short. */
    public long cost() {
        return isShort ? -cost : cost;
    }

    /** What the closed lots earned, before fees. */
    public long realisedPnl() {
        return realised;
    }

    /** Open lots. */
    public int lotCount() {
        return count;
    }

    /** Price of the lot that is closed next, or {@link Instrument#NULL_VALUE} when flat. */
    public long nextPrice() {
        return count == 0 ? Instrument.NULL_VALUE : prices[head];
    }

    /** Closes as much as there is of the oldest lot; how much it was. */
    private long close(final long price, final long wanted) {
        final long closed = Math.min(wanted, quantities[head]);
        final long earned = amount(isShort ? Math.subtractExact(prices[head], price) : Math.subtractExact(price, prices[head]), closed);
        realised = Math.addExact(realised, earned);
        cost -= amount(prices[head], closed);
        quantity -= closed;
        quantities[head] -= closed;
        if (quantities[head] == 0) {
            head = head + 1 & prices.length - 1;
            count--;
        }
        return closed;
    }

    private void open(final long price, final long opened) {
        cost = Math.addExact(cost, amount(price, opened));
        quantity = Math.addExact(quantity, opened);
        final int newest = head + count - 1 & prices.length - 1;
        if (count > 0 && prices[newest] == price) {
            quantities[newest] += opened;
            return;
        }
        if (count == prices.length) {
            grow();
        }
        final int slot = head + count & prices.length - 1;
        prices[slot] = price;
        quantities[slot] = opened;
        count++;
    }

    private void grow() {
        final long[] oldPrices = prices;
        final long[] oldQuantities = quantities;
        prices = Arrays.copyOf(oldPrices, count * 2);
        quantities = Arrays.copyOf(oldQuantities, count * 2);
        for (int i = 0; i < count; i++) {
            final int old = head + i & count - 1;
            prices[i] = oldPrices[old];
            quantities[i] = oldQuantities[old];
        }
        head = 0;
    }

    private long amount(final long price, final long lotQuantity) {
        return Math.multiplyExact(
                Math.multiplyExact(price, lotQuantity), Decimals.power(moneyDecimals - instrument.notionalDecimals()));
    }
}
