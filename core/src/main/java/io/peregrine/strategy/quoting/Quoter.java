package io.peregrine.strategy.quoting;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.Side;
import io.peregrine.order.Order;
import io.peregrine.signal.InlineSignals;
import io.peregrine.strategy.StrategyContext;
import io.peregrine.strategy.StrategyParameters;

/**
 * Keeps one order a side where {@link QuoteModel} wants it, in one instrument.
 *
 * <p>What it does next follows from the order as order management knows it: none or ended: send one; working in the wrong place: cancel it,
 * and send the next when the cancel is confirmed; anything on its way or unknown: wait. So a side never has two orders, whatever gets lost.
 *
 * <p><b>Threading:</b> the trade thread. <b>Allocates:</b> none.
 */
final class Quoter {
    /** Pause of a side after an order was refused. */
    static final long REFUSED_PAUSE_NS = 1_000_000_000L;

    private static final double HALF_SPREAD_BPS = 5;
    private static final double TICKS_MAX = 1_000_000;
    private static final int NOTIONALS_IN_ORDER = 4;
    private static final int ORDERS_IN_INVENTORY = 10;
    private static final int REQUOTES_IN_HALF_SPREAD = 4;
    private static final long NO_ORDER = 0;

    private final Instrument instrument;
    private final double halfSpreadBps;
    private final double halfSpreadTicks;
    private final double skew;
    private final long requoteTicks;
    private final long orderSize;
    private final long inventoryMax;
    private final QuoteSide bid = new QuoteSide(Side.BUY);
    private final QuoteSide ask = new QuoteSide(Side.SELL);

    /** One side's order, and until when to pause. */
    private static final class QuoteSide {
        private final Side side;
        private long clientOrderId = NO_ORDER;
        private long pausedUntilNs = Long.MIN_VALUE;

        QuoteSide(final Side side) {
            this.side = side;
        }
    }

    Quoter(final Instrument instrument, final StrategyParameters parameters) {
        this.instrument = instrument;
        halfSpreadBps = parameters.number(MarketMaker.HALF_SPREAD_BPS, HALF_SPREAD_BPS, 0.01, 1000);
        halfSpreadTicks = parameters.number(MarketMaker.HALF_SPREAD_TICKS, 0, 1, TICKS_MAX);
        skew = parameters.number(MarketMaker.SKEW, 1, 0, 10);
        requoteTicks = (long) parameters.number(MarketMaker.REQUOTE_TICKS, 0, 1, TICKS_MAX);
        orderSize = parameters.quantity(MarketMaker.ORDER_SIZE, instrument);
        inventoryMax = parameters.quantity(MarketMaker.MAX_INVENTORY, instrument);
    }

    /** Brings both sides to where they should be, as far as the book is LIVE. */
    void quote(final StrategyContext context) {
        final InlineSignals market = context.market(instrument.instrumentId());
        if (market == null) {
            withdraw(context);
            return;
        }
        final long tickSize = instrument.tickSize();
        final double microprice = market.microprice();
        final double halfSpread =
                halfSpreadTicks > 0 ? halfSpreadTicks * tickSize : QuoteModel.spread(microprice, halfSpreadBps, tickSize);
        final long size = orderSize(market.midPrice());
        final long limit = inventoryMax == Instrument.NULL_VALUE ? size * ORDERS_IN_INVENTORY : inventoryMax;
        final long inventory = context.position(instrument.instrumentId()).quantity();
        final double centre = QuoteModel.centre(microprice, halfSpread, skew, inventory, limit);
        final long threshold = requoteTicks > 0
                ? requoteTicks * tickSize
                : Math.max(tickSize, (long) (halfSpread / REQUOTES_IN_HALF_SPREAD));
        final long bidPrice = QuoteModel.bid(centre, halfSpread, tickSize, market.askPrice());
        final long askPrice = QuoteModel.ask(centre, halfSpread, tickSize, market.bidPrice());
        keep(context, bid, inventory + size <= limit ? bidPrice : Instrument.NULL_VALUE, size, threshold);
        keep(context, ask, inventory - size >= -limit ? askPrice : Instrument.NULL_VALUE, size, threshold);
    }

    /** Cancels what is working. */
    void withdraw(final StrategyContext context) {
        keep(context, bid, Instrument.NULL_VALUE, 0, 0);
        keep(context, ask, Instrument.NULL_VALUE, 0, 0);
    }

    /** One side, at this price; the null value for no quote at all. */
    private void keep(
            final StrategyContext context, final QuoteSide quote, final long targetPrice, final long size, final long threshold) {
        final Order order = quote.clientOrderId == NO_ORDER ? null : context.order(quote.clientOrderId);
        if (order != null && !order.terminal()) {
            final boolean working = order.status() == OrderStatus.NEW || order.status() == OrderStatus.PARTIALLY_FILLED;
            final boolean misplaced = targetPrice == Instrument.NULL_VALUE
                    || QuoteModel.worthMoving(order.price(), targetPrice, threshold);
            if (working && misplaced) {
                context.cancel(quote.clientOrderId);
            }
            return;
        }
        if (order != null && order.status() == OrderStatus.REJECTED) {
            quote.pausedUntilNs = context.nowNs() + REFUSED_PAUSE_NS;
        }
        quote.clientOrderId = NO_ORDER;
        final boolean wanted = targetPrice != Instrument.NULL_VALUE && context.nowNs() >= quote.pausedUntilNs;
        if (wanted && !crossesOther(context, quote, targetPrice)) {
            send(context, quote, targetPrice, size);
        }
    }

    /** After a jump of the market the other side's old order may lie in the way: its cancel is waited for. */
    private boolean crossesOther(final StrategyContext context, final QuoteSide quote, final long price) {
        final QuoteSide other = quote == bid ? ask : bid;
        final Order order = other.clientOrderId == NO_ORDER ? null : context.order(other.clientOrderId);
        if (order == null || order.terminal()) {
            return false;
        }
        return quote.side == Side.BUY ? price >= order.price() : price <= order.price();
    }

    private void send(final StrategyContext context, final QuoteSide quote, final long price, final long size) {
        final long result = context.submitPostOnly(instrument.instrumentId(), quote.side, price, size);
        if (result > 0) {
            quote.clientOrderId = result;
        } else {
            quote.pausedUntilNs = context.nowNs() + REFUSED_PAUSE_NS;
        }
    }

    private long orderSize(final long price) {
        if (orderSize != Instrument.NULL_VALUE) {
            return orderSize;
        }
        return QuoteModel.quantityFor(
                instrument.notionalMin() * NOTIONALS_IN_ORDER, price, instrument.lotSize(), instrument.quantityMin());
    }
}
