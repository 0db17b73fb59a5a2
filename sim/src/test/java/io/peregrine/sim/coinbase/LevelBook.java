package io.peregrine.sim.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.matching.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A book by price level, as the venue's documents tell a client to keep it. */
public final class LevelBook {
    private final NavigableMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();

    /** Forgets everything. */
    public void clear() {
        bids.clear();
        asks.clear();
    }

    /** A level has this quantity now; none where it is zero. */
    public void set(final boolean bid, final String price, final String quantity) {
        final NavigableMap<BigDecimal, BigDecimal> side = bid ? bids : asks;
        final BigDecimal size = new BigDecimal(quantity).stripTrailingZeros();
        if (size.signum() == 0) {
            side.remove(new BigDecimal(price).stripTrailingZeros());
        } else {
            side.put(new BigDecimal(price).stripTrailingZeros(), size);
        }
    }

    /** Number of levels. */
    public int size() {
        return bids.size() + asks.size();
    }

    /** Is it the exchange's own book, to the last level? */
    public void assertEqualTo(final Listing listing, final String what) {
        assertEquals(levels(listing.book().levels(Side.BUY, Integer.MAX_VALUE)), text(bids), what + " bids");
        assertEquals(levels(listing.book().levels(Side.SELL, Integer.MAX_VALUE)), text(asks), what + " asks");
    }

    private static List<String> text(final NavigableMap<BigDecimal, BigDecimal> side) {
        final List<String> levels = new ArrayList<>();
        side.forEach((price, size) -> levels.add(price.toPlainString() + ' ' + size.toPlainString()));
        return levels;
    }

    private static List<String> levels(final long[] levels) {
        final List<String> result = new ArrayList<>();
        for (int i = 0; i < levels.length; i += 2) {
            result.add(BigDecimal.valueOf(levels[i], 8).stripTrailingZeros().toPlainString() + ' '
                    + BigDecimal.valueOf(levels[i + 1], 8).stripTrailingZeros().toPlainString());
        }
        return result;
    }
}
