package io.peregrine.signal;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookState;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;

/**
 * One instrument's best prices and the signals that are computed from them at each tick.
 *
 * <ul>
 *   <li>mid = (bid + ask) / 2, and microprice = (bid × ask quantity + ask × bid quantity) / (bid quantity + ask quantity);
 *   <li>imbalance = (B − A) / (B + A) with the quantities B and A of the best level, or of the best five of the last depth update;
 *   <li>order-flow imbalance (Cont, Kukanov, Stoikov, <i>The price impact of order book events</i>, 2014): each change of the best prices
 *       adds {@code [bid ≥ bid'] B − [bid ≤ bid'] B' − [ask ≤ ask'] A + [ask ≥ ask'] A'}, where ' is the state before.
 * </ul>
 * A depth update or quote that is older than the last one does not touch the best prices. While the book is not LIVE there are no prices,
 * and order-flow imbalance begins anew.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> prices as mantissas, also the fractional ones; quantities as mantissas;
 * imbalances −1 … 1. <b>Allocates:</b> none.
 */
public final class InlineSignals {
    private static final int LEVELS = 5;

    private BookState bookState = BookState.SYNCING;
    private boolean priced;
    private long updateId;
    private long bidPrice = Instrument.NULL_VALUE;
    private long bidQuantity;
    private long askPrice = Instrument.NULL_VALUE;
    private long askQuantity;
    private long markPrice = Instrument.NULL_VALUE;
    private long lastTradePrice = Instrument.NULL_VALUE;
    private double imbalance5;
    private long flow;
    private long flowSum;

    /** The best levels of the book. */
    public void onDepth(final DepthDecoder depth) {
        double bids = 0;
        double asks = 0;
        for (int i = 0; i < LEVELS; i++) {
            bids += quantity(depth.bidPrice(i), depth.bidQuantity(i));
            asks += quantity(depth.askPrice(i), depth.askQuantity(i));
        }
        imbalance5 = ratio(bids, asks);
        onTop(depth.updateId(), depth.bidPrice(0), depth.bidQuantity(0), depth.askPrice(0), depth.askQuantity(0));
    }

    /** The venue's ticker. */
    public void onQuote(final QuoteDecoder quote) {
        onTop(quote.updateId(), quote.bidPrice(), quote.bidQuantity(), quote.askPrice(), quote.askQuantity());
    }

    /** A public trade. */
    public void onTrade(final TradeDecoder trade) {
        lastTradePrice = trade.price();
    }

    /** Prices are only had from a LIVE book. */
    public void onBookState(final BookState state) {
        bookState = state;
        if (state != BookState.LIVE) {
            priced = false;
            bidPrice = Instrument.NULL_VALUE;
            askPrice = Instrument.NULL_VALUE;
            lastTradePrice = Instrument.NULL_VALUE;
            bidQuantity = 0;
            askQuantity = 0;
            imbalance5 = 0;
            flow = 0;
            flowSum = 0;
        }
    }

    /** Is the book LIVE, with a price on both sides? */
    public boolean live() {
        return priced && bookState == BookState.LIVE && bidPrice != Instrument.NULL_VALUE && askPrice != Instrument.NULL_VALUE;
    }

    public BookState bookState() {
        return bookState;
    }

    /** Best bid, or {@link Instrument#NULL_VALUE}. */
    public long bidPrice() {
        return bidPrice;
    }

    public long bidQuantity() {
        return bidQuantity;
    }

    /** Best ask, or {@link Instrument#NULL_VALUE}. */
    public long askPrice() {
        return askPrice;
    }

    public long askQuantity() {
        return askQuantity;
    }

    /** Mid price; meaningless while not {@link #live}. */
    public double mid() {
        return ((double) bidPrice + askPrice) / 2;
    }

    /** The mid rounded down to a mantissa. */
    public long midPrice() {
        return bidPrice + (askPrice - bidPrice) / 2;
    }

    /** The last mid, also after the book was LIVE; {@link Instrument#NULL_VALUE} before. For valuing positions, not for trading. */
    public long markPrice() {
        return markPrice;
    }

    /** Price of the last public trade, {@link Instrument#NULL_VALUE} before the first one since the book was not LIVE. */
    public long lastTradePrice() {
        return lastTradePrice;
    }

    /** The mid weighted by the opposite quantities; the mid where there are none. */
    public double microprice() {
        final double quantities = (double) bidQuantity + askQuantity;
        return quantities == 0 ? mid() : bidPrice + (double) (askPrice - bidPrice) * bidQuantity / quantities;
    }

    /** Imbalance of the best level. */
    public double imbalance() {
        return ratio(bidQuantity, askQuantity);
    }

    /** Imbalance of the best five levels. */
    public double imbalance5() {
        return imbalance5;
    }

    /** What the last change added to order-flow imbalance; exact. */
    public long orderFlowImbalance() {
        return flow;
    }

    /** Order-flow imbalance since the book became LIVE; exact. */
    public long orderFlowImbalanceSum() {
        return flowSum;
    }

    private void onTop(final long newUpdateId, final long bid, final long bidSize, final long ask, final long askSize) {
        if (priced && newUpdateId < updateId) {
            return;
        }
        final long newBidQuantity = quantity(bid, bidSize);
        final long newAskQuantity = quantity(ask, askSize);
        flow = priced ? flow(bid, newBidQuantity, ask, newAskQuantity) : 0;
        flowSum += flow;
        priced = true;
        updateId = newUpdateId;
        bidPrice = bid;
        bidQuantity = newBidQuantity;
        askPrice = ask;
        askQuantity = newAskQuantity;
        if (live()) {
            markPrice = midPrice();
        }
    }

    private long flow(final long bid, final long bidSize, final long ask, final long askSize) {
        return (bid >= bidPrice ? bidSize : 0) - (bid <= bidPrice ? bidQuantity : 0)
                - (ask <= askPrice ? askSize : 0) + (ask >= askPrice ? askQuantity : 0);
    }

    private static long quantity(final long price, final long quantity) {
        return price == Instrument.NULL_VALUE ? 0 : quantity;
    }

    private static double ratio(final double bids, final double asks) {
        return bids + asks == 0 ? 0 : (bids - asks) / (bids + asks);
    }
}
