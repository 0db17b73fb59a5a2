package io.peregrine.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.Side;

/**
 * What a paper gateway knows of one instrument's market: the best five levels of each side, less what paper orders have taken from them
 * since they were shown.
 */
final class PaperMarket {
    static final int LEVELS = 5;

    private final long[] bidPrices = new long[LEVELS];
    private final long[] bidQuantities = new long[LEVELS];
    private final long[] askPrices = new long[LEVELS];
    private final long[] askQuantities = new long[LEVELS];
    private boolean live;

    void onDepth(final DepthDecoder depth) {
        for (int i = 0; i < LEVELS; i++) {
            bidPrices[i] = depth.bidPrice(i);
            bidQuantities[i] = depth.bidQuantity(i);
            askPrices[i] = depth.askPrice(i);
            askQuantities[i] = depth.askQuantity(i);
        }
        live = true;
    }

    void onNotLive() {
        live = false;
    }

    boolean live() {
        return live;
    }

    /** Price of a level that an order of this side would take from, or {@link Instrument#NULL_VALUE}. */
    long price(final Side side, final int level) {
        return side == Side.BUY ? askPrices[level] : bidPrices[level];
    }

    /** What is left at that level; 0 where there is none. */
    long quantity(final Side side, final int level) {
        final long[] quantities = side == Side.BUY ? askQuantities : bidQuantities;
        return price(side, level) == Instrument.NULL_VALUE ? 0 : quantities[level];
    }

    void take(final Side side, final int level, final long quantity) {
        final long[] quantities = side == Side.BUY ? askQuantities : bidQuantities;
        quantities[level] -= quantity;
    }

    /** What an order could take in all. */
    long available(final PaperOrder order) {
        long available = 0;
        for (int i = 0; i < LEVELS; i++) {
            final long quantity = quantity(order.side, i);
            if (quantity > 0 && order.reaches(price(order.side, i))) {
                available += quantity;
            }
        }
        return available;
    }
}
