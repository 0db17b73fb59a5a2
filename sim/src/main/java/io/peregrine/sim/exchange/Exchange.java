package io.peregrine.sim.exchange;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.matching.CloseReason;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.MatchingBook;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.Side;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The exchange: takes orders, checks and locks funds, matches, settles. A function of its inputs and the times given to it.
 *
 * <p><b>Threading:</b> confined to one thread, see {@link ExchangeThread}. <b>Units:</b> eight decimals; microseconds since the epoch.
 */
public final class Exchange {
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final ExchangeListener listener;
    private long nowUs;
    private long lastOrderId;
    private long lastExecutionId;
    private long lastPreventedMatchId;
    private String requestId;
    private Execution.Prevention takerPrevention;
    private Execution.Prevention makerPrevention;

    /**
     * @param markets  what is listed
     * @param listener told of everything that happens
     */
    public Exchange(final List<Market> markets, final ExchangeListener listener) {
        this.listener = listener;
        for (final Market market : markets) {
            listings.put(market.pair(), new Listing(market, this));
        }
    }

    /** All listings, in their order. */
    public Collection<Listing> listings() {
        return listings.values();
    }

    /** The listing of a pair such as {@code BTC/USDT}, or null. */
    public Listing listing(final String pair) {
        return listings.get(pair);
    }

    /** The time of the request that is being served, in microseconds since the epoch. */
    public long nowUs() {
        return nowUs;
    }

    /** Moves the time on. */
    public void advance(final long newNowUs) {
        nowUs = newNowUs;
    }

    /**
     * Places an order.
     *
     * @return the order, in the state it has after matching
     * @throws OrderRejectedException where it is refused
     */
    public AccountOrder place(final Account account, final Listing listing, final OrderRequest request) throws OrderRejectedException {
        check(account, listing, request);
        final AccountOrder order = new AccountOrder(lastOrderId + 1, account, listing.market(), request, nowUs);
        final long cost = cost(listing, order);
        if (!account.covers(order, cost)) {
            throw new OrderRejectedException(RejectReason.INSUFFICIENT_BALANCE);
        }
        lastOrderId++;
        account.open(order, cost);
        listing.book().submit(order);
        activateTriggered(listing);
        return order;
    }

    /** Checks all that {@link #place} checks and changes nothing. */
    public void test(final Account account, final Listing listing, final OrderRequest request) throws OrderRejectedException {
        check(account, listing, request);
        final AccountOrder order = new AccountOrder(lastOrderId + 1, account, listing.market(), request, nowUs);
        if (!account.covers(order, cost(listing, order))) {
            throw new OrderRejectedException(RejectReason.INSUFFICIENT_BALANCE);
        }
    }

    /**
     * Cancels an open order.
     *
     * @param cancelId the client's id of the cancel, or null
     */
    public void cancel(final AccountOrder order, final String cancelId) {
        requestId = cancelId;
        listings.get(order.market().pair()).book().cancel(order);
        requestId = null;
    }

    /**
     * Makes an open order smaller and gives it another client order id; it keeps its place.
     *
     * @return the execution id of the amendment
     */
    public long amend(final AccountOrder order, final long newQuantity, final String newClientOrderId) {
        final String earlierId = order.clientOrderId();
        reduce(order, newQuantity);
        order.account().rename(order, newClientOrderId);
        final long executionId = nextExecutionId();
        listener.onExecution(new Execution(executionId, ExecutionType.REPLACED, order, null, null, null, earlierId));
        listener.onBalances(order.account(), List.of(Account.heldAsset(order)), nowUs);
        return executionId;
    }

    /**
     * Takes an order in and ends it at once: nothing is locked, and its owner is told of both.
     *
     * @param reason why it ends
     */
    public AccountOrder refuse(final Account account, final Listing listing, final OrderRequest request, final CloseReason reason) {
        final AccountOrder order = new AccountOrder(++lastOrderId, account, listing.market(), request, nowUs);
        account.open(order, 0);
        listing.book().refuse(order, reason);
        return order;
    }

    /**
     * Gives an open order other prices and another quantity; it keeps its ids and loses its place, and may trade at once.
     *
     * @return the execution id of the amendment
     * @throws OrderRejectedException where the account does not cover it; nothing has changed
     */
    public long replace(final AccountOrder order, final OrderTerms newTerms, final long newQuantity) throws OrderRejectedException {
        final Listing listing = listings.get(order.market().pair());
        final long leaves = newQuantity - order.executed();
        final long needed = order.side() == Side.SELL ? leaves : order.type().market() ? 0
                : order.account().fees().reserve(order.market().notional(newTerms.price(), leaves));
        if (!order.account().covers(order, needed - order.held())) {
            throw new OrderRejectedException(RejectReason.INSUFFICIENT_BALANCE);
        }
        order.touch(nowUs);
        order.account().lock(order, needed - order.held());
        final long executionId = nextExecutionId();
        listing.book().replace(order, newTerms, newQuantity, () -> {
            listener.onExecution(new Execution(executionId, ExecutionType.REPLACED, order, null, null, null, order.clientOrderId()));
            listener.onBalances(order.account(), List.of(Account.heldAsset(order)), nowUs);
        });
        activateTriggered(listing);
        return executionId;
    }

    /** Makes an open order of an unlimited account smaller without a report; it keeps its place. Quantities as for {@link #amend}. */
    public void reduce(final AccountOrder order, final long newQuantity) {
        listings.get(order.market().pair()).book().reduce(order, newQuantity);
    }

    ExchangeListener listener() {
        return listener;
    }

    long nextExecutionId() {
        return ++lastExecutionId;
    }

    long nextPreventedMatchId() {
        return ++lastPreventedMatchId;
    }

    /** Client's id of the cancel that is being served, or null. */
    String requestId() {
        return requestId;
    }

    void prevention(final AccountOrder taker, final AccountOrder maker, final long price) {
        takerPrevention = new Execution.Prevention(lastPreventedMatchId, maker, price, taker.preventedQuantity());
        makerPrevention = new Execution.Prevention(lastPreventedMatchId, taker, price, taker.preventedQuantity());
    }

    Execution.Prevention preventionOf(final AccountOrder order) {
        return takerPrevention.counterOrder() == order ? makerPrevention : takerPrevention;
    }

    private void check(final Account account, final Listing listing, final OrderRequest request) throws OrderRejectedException {
        final OrderTerms terms = request.terms();
        final MatchingBook<AccountOrder> book = listing.book();
        if (listing.halted() && !account.unlimited()) {
            throw new OrderRejectedException(RejectReason.HALTED);
        }
        if (account.duplicate(request.clientOrderId())) {
            throw new OrderRejectedException(RejectReason.DUPLICATE_CLIENT_ORDER_ID);
        }
        if (terms.type() == OrderType.LIMIT_MAKER && book.wouldTake(terms)) {
            throw new OrderRejectedException(RejectReason.WOULD_TAKE);
        }
        if (terms.type().conditional() && book.wouldTrigger(terms)) {
            throw new OrderRejectedException(RejectReason.WOULD_TRIGGER);
        }
    }

    /** What an order locks when it is placed: a buy its price, a market buy what it would pay now, a sell its quantity. */
    private static long cost(final Listing listing, final AccountOrder order) {
        if (order.account().unlimited() || order.side() == Side.BUY && order.type().market() && order.type().conditional()) {
            return 0;
        }
        if (order.side() == Side.SELL) {
            return order.quantity();
        }
        return order.type().market() ? sweepCost(listing, order) : needed(order);
    }

    /** What the market order of a buyer would pay now. */
    private static long sweepCost(final Listing listing, final AccountOrder order) {
        return order.account().fees().reserve(listing.book().sweepNotional(order, order.market()::notional));
    }

    /** What an open order has to lock for what is left of it; nothing where it has no price. */
    static long needed(final AccountOrder order) {
        return order.side() == Side.SELL ? order.leaves()
                : order.account().fees().reserve(order.market().notional(order.price(), order.leaves()));
    }

    private void activateTriggered(final Listing listing) {
        final MatchingBook<AccountOrder> book = listing.book();
        for (AccountOrder order = book.pollTriggered(); order != null; order = book.pollTriggered()) {
            if (order.side() == Side.BUY && order.type().market()) {
                final long cost = sweepCost(listing, order);
                if (!order.account().covers(order, cost)) {
                    book.close(order, CloseReason.INSUFFICIENT_BALANCE);
                    continue;
                }
                order.account().lock(order, cost);
            }
            book.activate(order);
        }
    }
}
