package io.peregrine.sim.capture;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.OrderRejectedException;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.SelfTradePrevention;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.matching.TimeInForce;

/**
 * The recorded participants, as one unlimited account: its resting orders are the recorded book, and it takes where a recorded trade took.
 *
 * <p>A recorded change is worked in whole: first all quantities that shrink, on both sides, then all that grow, best price first. So the
 * account never meets itself while the recorded book is not crossed (its older orders give way where it is), and what it meets is a
 * client's order, with which it trades.
 *
 * <p>A recorded trade proves what the recorded book did not show yet: nobody rested at better prices than its own, on either side. What the
 * account has there goes; clients' orders there stay and are met first. Where the recorded quantity at the price is smaller than the trade,
 * the rest had come and gone between two depth updates: the account supplies it itself, behind everyone. The next depth update puts all
 * these prices back to what it says.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> eight decimals. <b>Memory:</b> one entry for each recorded level.
 */
final class Background {
    private final Account account = Account.flow(-1);
    private final Exchange exchange;
    private final Listing listing;
    private final RecordedLevels bids;
    private final RecordedLevels asks;
    private long nextClientOrderId;
    private long outside;
    private int depth = RecordedMessage.WHOLE;

    Background(final Exchange exchange, final Listing listing) {
        this.exchange = exchange;
        this.listing = listing;
        this.bids = new RecordedLevels(Side.BUY, this);
        this.asks = new RecordedLevels(Side.SELL, this);
    }

    /** Replaces the recorded book; from now on so many levels of a side are recorded. */
    void replace(final long[] bidLevels, final long[] askLevels, final int newDepth) {
        depth = newDepth;
        bids.forget();
        asks.forget();
        change(bidLevels, askLevels);
    }

    /** Changes recorded levels to new absolute quantities; levels that better ones push out of the depth are recorded no more. */
    void change(final long[] bidLevels, final long[] askLevels) {
        record(bids, bidLevels);
        record(asks, askLevels);
        bids.keep(depth);
        asks.keep(depth);
        bids.shrink();
        asks.shrink();
        bids.grow();
        asks.grow();
    }

    /** Carries out a recorded trade. */
    void trade(final Side aggressor, final long price, final long recordedQuantity) {
        final long quantity = lots(recordedQuantity);
        if (quantity == 0 || quantity > listing.market().quantityMax() || !onTick(price)) {
            outside++;
            return;
        }
        final Side passive = aggressor.opposite();
        levels(passive).withdrawBeyond(price, false);
        levels(aggressor).withdrawBeyond(price, true);
        levels(passive).disturb(price);
        final long left = place(aggressor, price, quantity, TimeInForce.IOC, SelfTradePrevention.NONE).leaves();
        if (left > 0) {
            final AccountOrder unseen = rest(passive, price, left);
            if (!unseen.status().finished()) {
                place(aggressor, price, unseen.leaves(), TimeInForce.IOC, SelfTradePrevention.NONE);
            }
            if (!unseen.status().finished()) {
                cancel(unseen);
            }
        }
    }

    /** Recorded levels and trades so far that do not fit the market's steps and limits and were left out. */
    long outside() {
        return outside;
    }

    /** Is the order the last in the queue of its price? */
    boolean isLast(final AccountOrder order) {
        return listing.book().isLast(order);
    }

    AccountOrder rest(final Side side, final long price, final long quantity) {
        return place(side, price, quantity, TimeInForce.GTC, SelfTradePrevention.EXPIRE_MAKER);
    }

    void cancel(final AccountOrder order) {
        exchange.cancel(order, null);
    }

    void reduce(final AccountOrder order, final long newQuantity) {
        exchange.reduce(order, newQuantity);
    }

    private void record(final RecordedLevels levels, final long[] changes) {
        for (int i = 0; i < changes.length; i += 2) {
            if (onTick(changes[i])) {
                levels.record(changes[i], lots(changes[i + 1]));
            } else {
                outside++;
            }
        }
    }

    private RecordedLevels levels(final Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private boolean onTick(final long price) {
        return price % listing.market().tickSize() == 0 && price <= listing.market().priceMax();
    }

    private long lots(final long quantity) {
        return quantity - quantity % listing.market().lotSize();
    }

    private AccountOrder place(final Side side, final long price, final long quantity, final TimeInForce timeInForce,
            final SelfTradePrevention selfTradePrevention) {
        final OrderTerms terms = new OrderTerms(side, OrderType.LIMIT, timeInForce, price, 0, quantity, selfTradePrevention);
        try {
            return exchange.place(account, listing, new OrderRequest(terms, "capture-" + nextClientOrderId++));
        } catch (final OrderRejectedException e) {
            throw new IllegalStateException("an unlimited account's limit order was refused", e);
        }
    }
}
