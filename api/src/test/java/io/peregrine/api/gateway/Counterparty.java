package io.peregrine.api.gateway;

import io.peregrine.message.Side;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.SelfTradePrevention;
import io.peregrine.sim.matching.TimeInForce;
import io.peregrine.sim.venue.SimulatedVenue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The other side of one simulated market, which has nobody else in it, and the venue's truth about the client. It acts on the exchange
 * itself, not over the venue's protocol.
 *
 * <p><b>Threading:</b> any one thread; each call waits for the exchange's. <b>Units:</b> decimal texts.
 */
public final class Counterparty {
    private static final int DECIMALS = 8;

    private final Account account = Account.flow(-1_000);
    private final List<AccountOrder> quotes = new ArrayList<>();
    private final SimulatedVenue venue;
    private final String pair;
    private long orders;

    public Counterparty(final SimulatedVenue venue, final String pair) {
        this.venue = venue;
        this.pair = pair;
    }

    /** No order of anybody is left, and the last trade was at this price. */
    void clear(final String lastPrice) {
        run(exchange -> {
            quotes.stream().filter(order -> !order.status().finished()).forEach(order -> exchange.cancel(order, null));
            List.copyOf(client().openOrders()).forEach(order -> exchange.cancel(order, null));
            quotes.clear();
        });
        quote(Side.SELL, lastPrice, "0.01");
        take(Side.BUY, lastPrice, "0.01");
    }

    /** Its bid and its ask are these from one moment to the next, with nothing behind them. */
    public void market(final String bid, final String ask, final String quantity) {
        run(exchange -> {
            quotes.stream().filter(order -> !order.status().finished()).forEach(order -> exchange.cancel(order, null));
            quotes.clear();
            quotes.add(place(exchange, Side.BUY, TimeInForce.GTC, bid, quantity));
            quotes.add(place(exchange, Side.SELL, TimeInForce.GTC, ask, quantity));
        });
    }

    /** Puts an order into the book, or what is left of it. */
    public void quote(final Side side, final String price, final String quantity) {
        run(exchange -> quotes.add(place(exchange, side, TimeInForce.GTC, price, quantity)));
    }

    /** Trades with what is there up to a price. */
    public void take(final Side side, final String price, final String quantity) {
        run(exchange -> place(exchange, side, TimeInForce.IOC, price, quantity));
    }

    /** The client places an order of which the engine knows nothing. */
    public void placeForClient(final Side side, final String price, final String quantity) {
        run(exchange -> place(exchange, client(), side, TimeInForce.GTC, price, quantity));
    }

    /** The client's open orders as quantity, limit and trigger, oldest first. */
    public List<String> clientOrders() {
        return call(() -> client().openOrders().stream().map(order -> text(order.quantity()) + " at " + text(order.price()) + " from "
                + text(order.terms().stopPrice())).toList());
    }

    /** The client's fills as quantity and price, oldest first. */
    List<String> clientFills() {
        return call(() -> client().fills().stream().map(fill -> text(fill.quantity()) + " at " + text(fill.price())).toList());
    }

    /** What the client has of an asset, held or not, at 8 decimals. */
    long clientTotalE8(final String asset) {
        return call(() -> client().balance(asset).free() + client().balance(asset).locked());
    }

    /** What the client's orders hold of an asset, at 8 decimals. */
    long clientLockedE8(final String asset) {
        return call(() -> client().balance(asset).locked());
    }

    /** What the client ever paid in fees. */
    long feesE8() {
        return call(() -> client().fills().stream().map(Fill::charged).mapToLong(Fill.Commission::amount).sum());
    }

    static String text(final long mantissa) {
        final BigDecimal value = BigDecimal.valueOf(mantissa, DECIMALS);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private AccountOrder place(
            final Exchange exchange, final Side side, final TimeInForce timeInForce, final String price, final String quantity)
            throws Exception {
        return place(exchange, account, side, timeInForce, price, quantity);
    }

    private AccountOrder place(
            final Exchange exchange, final Account owner, final Side side, final TimeInForce timeInForce, final String price,
            final String quantity) throws Exception {
        final Listing listing = exchange.listing(pair);
        return exchange.place(owner, listing, new OrderRequest(new OrderTerms(of(side), OrderType.LIMIT, timeInForce, mantissa(price), 0,
                mantissa(quantity), SelfTradePrevention.NONE), "counterparty-" + ++orders));
    }

    private Account client() {
        return venue.accounts().values().iterator().next();
    }

    private void run(final Work work) {
        call(() -> {
            work.run(venue.exchange());
            return null;
        });
    }

    private <T> T call(final Callable<T> work) {
        return venue.thread().call(work).join();
    }

    private static io.peregrine.sim.matching.Side of(final Side side) {
        return side == Side.BUY ? io.peregrine.sim.matching.Side.BUY : io.peregrine.sim.matching.Side.SELL;
    }

    private static long mantissa(final String decimal) {
        return new BigDecimal(decimal).movePointRight(DECIMALS).longValueExact();
    }

    private interface Work {
        void run(Exchange exchange) throws Exception;
    }
}
