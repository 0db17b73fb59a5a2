package io.peregrine.sim.matching;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongBinaryOperator;

/**
 * The order book of one instrument: best price first, oldest order first at a price, trades at the resting order's price.
 *
 * <p>Conditional orders wait beside the book until a trade happens at or beyond their stop price. The caller drains
 * {@link #pollTriggered()} after each operation and decides whether to {@link #activate} or {@link #close} them, because that takes a
 * look at the owner's funds.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Units:</b> eight decimals. <b>Errors:</b> operations on orders that are not open are
 * programming errors.
 *
 * @param <O> the kind of order
 */
public final class MatchingBook<O extends Order> {
    /** No trade yet. */
    public static final long NO_PRICE = 0;

    private final MatchListener<O> listener;
    private final TreeMap<Long, PriceLevel<O>> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, PriceLevel<O>> asks = new TreeMap<>();
    private final Map<Long, O> waiting = new LinkedHashMap<>();
    private long lastPrice = NO_PRICE;

    /** @param listener told of everything that happens */
    public MatchingBook(final MatchListener<O> listener) {
        this.listener = listener;
    }

    /** Accepts an order: matches it, rests what is left where its terms allow, or lets it wait for its trigger. */
    public void submit(final O order) {
        listener.onAccepted(order);
        if (order.type().conditional()) {
            waiting.put(order.orderId(), order);
        } else {
            execute(order);
        }
    }

    /** Takes the oldest waiting order whose stop price the last trade has reached, or null. */
    public O pollTriggered() {
        for (final Iterator<O> orders = waiting.values().iterator(); orders.hasNext();) {
            final O order = orders.next();
            if (reached(order.terms())) {
                orders.remove();
                order.trigger();
                return order;
            }
        }
        return null;
    }

    /** Lets an order that {@link #pollTriggered()} returned trade. */
    public void activate(final O order) {
        listener.onTriggered(order);
        execute(order);
    }

    /** Cancels an open order. */
    public void cancel(final O order) {
        if (waiting.remove(order.orderId()) == null) {
            unrest(order);
        }
        close(order, CloseReason.CANCELED);
    }

    /** Makes an open order smaller; it keeps its place. {@code newQuantity} is above what has been executed and below the quantity. */
    public void reduce(final O order, final long newQuantity) {
        final long earlierQuantity = order.quantity();
        final long earlierShown = order.shown();
        order.reduceTo(newQuantity);
        listener.onReduced(order, earlierQuantity);
        if (!waiting.containsKey(order.orderId())) {
            final PriceLevel<O> level = resting(order.side()).get(order.price());
            level.reduce(earlierShown - order.shown());
            listener.onLevel(order.side(), level.price(), level.quantity());
        }
    }

    /**
     * Gives an open order other prices and another quantity, which is above what has been executed. It keeps its identity and loses its
     * place: it leaves the book and comes in as if it were new.
     *
     * @param replaced run when it has them, before it trades or rests
     */
    public void replace(final O order, final OrderTerms newTerms, final long newQuantity, final Runnable replaced) {
        final boolean waits = waiting.containsKey(order.orderId());
        if (!waits) {
            unrest(order);
        }
        order.replaceBy(newTerms, newQuantity);
        replaced.run();
        if (!waits) {
            execute(order);
        }
    }

    /** Accepts an order and ends it at once, as venues do that acknowledge what they then refuse. */
    public void refuse(final O order, final CloseReason reason) {
        listener.onAccepted(order);
        close(order, reason);
    }

    /** Ends an order that is in neither the book nor the waiting list. */
    public void close(final O order, final CloseReason reason) {
        order.close(reason);
        listener.onClosed(order, reason);
    }

    /** Would an order with these terms trade at once? */
    public boolean wouldTake(final OrderTerms terms) {
        final TreeMap<Long, PriceLevel<O>> makers = resting(terms.side().opposite());
        return !makers.isEmpty()
                && (terms.side() == Side.BUY ? makers.firstKey() <= terms.price() : makers.firstKey() >= terms.price());
    }

    /** Has the last trade already reached the stop price of a conditional order? */
    public boolean wouldTrigger(final OrderTerms terms) {
        return reached(terms);
    }

    /** Price of the last trade, or {@link #NO_PRICE}. */
    public long lastPrice() {
        return lastPrice;
    }

    /** Best price of a side, or {@link #NO_PRICE}. */
    public long bestPrice(final Side side) {
        final TreeMap<Long, PriceLevel<O>> levels = resting(side);
        return levels.isEmpty() ? NO_PRICE : levels.firstKey();
    }

    /** Quantity at the best price of a side, 0 where it is empty. */
    public long bestQuantity(final Side side) {
        final TreeMap<Long, PriceLevel<O>> levels = resting(side);
        return levels.isEmpty() ? 0 : levels.firstEntry().getValue().quantity();
    }

    /** Resting quantity at a price, 0 where there is none. */
    public long quantityAt(final Side side, final long price) {
        final PriceLevel<O> level = resting(side).get(price);
        return level == null ? 0 : level.quantity();
    }

    /** Is this resting order the last in the queue of its price? */
    public boolean isLast(final O order) {
        final PriceLevel<O> level = resting(order.side()).get(order.price());
        return level != null && level.last() == order;
    }

    /** Best levels of a side as price, quantity, price, quantity…. */
    public long[] levels(final Side side, final int limit) {
        final TreeMap<Long, PriceLevel<O>> levels = resting(side);
        final long[] result = new long[2 * Math.min(limit, levels.size())];
        int i = 0;
        for (final PriceLevel<O> level : levels.values()) {
            if (i == result.length) {
                break;
            }
            result[i++] = level.price();
            result[i++] = level.quantity();
        }
        return result;
    }

    /** Shows the resting orders of a side, best price first and oldest first at a price. */
    public void forEachOrder(final Side side, final Consumer<O> consumer) {
        resting(side).values().forEach(level -> level.orders().forEach(consumer));
    }

    /** What an order would pay or receive if it traded now, by the given price × quantity; quantity beyond the book costs nothing. */
    public long sweepNotional(final O taker, final LongBinaryOperator notional) {
        long left = taker.leaves();
        long sum = 0;
        for (final PriceLevel<O> level : resting(taker.side().opposite()).values()) {
            for (final O maker : level.orders()) {
                if (left == 0 || !taker.accepts(level.price()) || selfTrade(taker, maker) && stp(taker).expiresTaker()) {
                    return sum;
                }
                final boolean own = selfTrade(taker, maker);
                final long quantity = Math.min(left, own ? maker.leaves() : maker.shown());
                if (!own) {
                    sum += notional.applyAsLong(level.price(), quantity);
                    left -= quantity;
                } else if (stp(taker) == SelfTradePrevention.DECREMENT) {
                    left -= quantity;
                }
            }
            final long hidden = Math.min(left, hidden(taker, level));
            sum += notional.applyAsLong(level.price(), hidden);
            left -= hidden;
        }
        return sum;
    }

    private void execute(final O order) {
        final TimeInForce timeInForce = order.terms().timeInForce();
        if (timeInForce == TimeInForce.FOK && !fillable(order)) {
            close(order, CloseReason.FOK_UNFILLED);
            return;
        }
        match(order);
        if (order.status().finished()) {
            return;
        }
        if (order.type().market()) {
            close(order, CloseReason.NO_LIQUIDITY);
        } else if (timeInForce == TimeInForce.GTC) {
            rest(order);
        } else {
            close(order, CloseReason.IOC_REMAINDER);
        }
    }

    private void match(final O taker) {
        final TreeMap<Long, PriceLevel<O>> makers = resting(taker.side().opposite());
        while (!taker.status().finished() && !makers.isEmpty()) {
            final PriceLevel<O> level = makers.firstEntry().getValue();
            if (!taker.accepts(level.price())) {
                return;
            }
            final O maker = level.first();
            if (selfTrade(taker, maker)) {
                prevent(taker, maker);
            } else {
                trade(taker, maker, level);
            }
        }
    }

    private void trade(final O taker, final O maker, final PriceLevel<O> level) {
        final long quantity = Math.min(taker.leaves(), maker.shown());
        final long price = level.price();
        lastPrice = price;
        taker.fill(quantity);
        maker.fill(quantity);
        level.reduce(quantity);
        if (maker.status().finished()) {
            level.remove(maker);
            removeIfEmpty(level, maker.side());
        }
        listener.onTrade(taker, maker, price, quantity);
        if (maker.shown() == 0 && !maker.status().finished()) {
            level.remove(maker);
            maker.show();
            level.add(maker);
            listener.onReplenished(maker);
        }
        listener.onLevel(maker.side(), price, level.quantity());
    }

    private void prevent(final O taker, final O maker) {
        final SelfTradePrevention mode = stp(taker);
        final boolean decrement = mode == SelfTradePrevention.DECREMENT;
        final long takerLeaves = taker.leaves();
        final long makerLeaves = maker.leaves();
        listener.onPrevented(taker, maker, maker.price(), Math.min(takerLeaves, makerLeaves));
        if (decrement && takerLeaves > makerLeaves) {
            taker.reduceTo(taker.quantity() - makerLeaves);
            listener.onReduced(taker, taker.quantity() + makerLeaves);
        } else if (decrement && makerLeaves > takerLeaves) {
            reduce(maker, maker.quantity() - takerLeaves);
        }
        if (mode.expiresMaker() || decrement && makerLeaves <= takerLeaves) {
            unrest(maker);
            close(maker, CloseReason.SELF_TRADE);
        }
        if (mode.expiresTaker() || decrement && takerLeaves <= makerLeaves) {
            close(taker, CloseReason.SELF_TRADE);
        }
    }

    private boolean fillable(final O taker) {
        long left = taker.leaves();
        for (final PriceLevel<O> level : resting(taker.side().opposite()).values()) {
            for (final O maker : level.orders()) {
                if (left <= 0 || !taker.accepts(level.price()) || selfTrade(taker, maker) && stp(taker).costsTaker()) {
                    return left <= 0;
                }
                if (!selfTrade(taker, maker)) {
                    left -= maker.shown();
                }
            }
            left -= taker.accepts(level.price()) ? hidden(taker, level) : 0;
        }
        return left <= 0;
    }

    /** What others' icebergs hold back at a price: it trades after all that is shown there. */
    private long hidden(final O taker, final PriceLevel<O> level) {
        long sum = 0;
        for (final O maker : level.orders()) {
            sum += selfTrade(taker, maker) ? 0 : maker.leaves() - maker.shown();
        }
        return sum;
    }

    private void rest(final O order) {
        final PriceLevel<O> level = resting(order.side()).computeIfAbsent(order.price(), PriceLevel::new);
        order.show();
        level.add(order);
        listener.onRested(order);
        listener.onLevel(order.side(), level.price(), level.quantity());
    }

    private void unrest(final O order) {
        final PriceLevel<O> level = resting(order.side()).get(order.price());
        level.remove(order);
        removeIfEmpty(level, order.side());
        listener.onLevel(order.side(), level.price(), level.quantity());
    }

    private void removeIfEmpty(final PriceLevel<O> level, final Side side) {
        if (level.empty()) {
            resting(side).remove(level.price());
        }
    }

    private boolean reached(final OrderTerms terms) {
        final boolean stopLoss = terms.type() == OrderType.STOP_LOSS || terms.type() == OrderType.STOP_LOSS_LIMIT;
        final boolean above = stopLoss == (terms.side() == Side.BUY);
        return lastPrice != NO_PRICE && (above ? lastPrice >= terms.stopPrice() : lastPrice <= terms.stopPrice());
    }

    private TreeMap<Long, PriceLevel<O>> resting(final Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private SelfTradePrevention stp(final O order) {
        return order.terms().selfTradePrevention();
    }

    private boolean selfTrade(final O taker, final O maker) {
        return taker.ownerId() == maker.ownerId() && stp(taker) != SelfTradePrevention.NONE;
    }
}
