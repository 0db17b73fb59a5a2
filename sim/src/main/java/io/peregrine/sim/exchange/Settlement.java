package io.peregrine.sim.exchange;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.FeeSchedule;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.matching.CloseReason;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.MatchListener;
import io.peregrine.sim.matching.OrderStatus;
import io.peregrine.sim.matching.Side;
import java.util.List;

/**
 * Turns what happens in one book into money: settles trades, releases holds, and tells the exchange's listeners.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class Settlement implements MatchListener<AccountOrder> {
    private final Exchange exchange;
    private final Listing listing;
    private final Market market;

    Settlement(final Exchange exchange, final Listing listing) {
        this.exchange = exchange;
        this.listing = listing;
        this.market = listing.market();
    }

    @Override
    public void onAccepted(final AccountOrder order) {
        if (order.working()) {
            order.work(exchange.nowUs());
        }
        report(order, ExecutionType.NEW);
        balances(order.account(), Account.heldAsset(order));
        exchange.listener().onReceived(listing, order);
    }

    @Override
    public void onRested(final AccountOrder order) {
        exchange.listener().onRested(listing, order);
    }

    @Override
    public void onTriggered(final AccountOrder order) {
        order.work(exchange.nowUs());
        report(order, ExecutionType.NEW);
        balances(order.account(), Account.heldAsset(order));
        exchange.listener().onActivated(listing, order);
    }

    @Override
    public void onTrade(final AccountOrder taker, final AccountOrder maker, final long price, final long quantity) {
        final Trade trade = new Trade(listing.nextTradeId(), price, quantity, market.notional(price, quantity),
                maker.side() == Side.BUY, taker.orderId(), exchange.nowUs());
        listing.tape().add(trade);
        settle(taker, trade, false);
        settle(maker, trade, true);
        exchange.listener().onTrade(listing, trade);
        exchange.listener().onMatched(listing, trade, taker, maker);
        done(maker);
        done(taker);
    }

    @Override
    public void onPrevented(final AccountOrder taker, final AccountOrder maker, final long price, final long quantity) {
        final long matchId = exchange.nextPreventedMatchId();
        taker.prevent(matchId, quantity);
        maker.prevent(matchId, quantity);
        exchange.prevention(taker, maker, price);
    }

    @Override
    public void onReduced(final AccountOrder order, final long earlierQuantity) {
        order.touch(exchange.nowUs());
        if (order.held() != 0 && !(order.side() == Side.BUY && order.type().market())) {
            order.account().lock(order, Exchange.needed(order) - order.held());
        }
        exchange.listener().onReduced(listing, order, earlierQuantity);
    }

    @Override
    public void onClosed(final AccountOrder order, final CloseReason reason) {
        final boolean released = order.held() != 0;
        order.touch(exchange.nowUs());
        order.account().close(order);
        if (!order.account().unlimited()) {
            exchange.listener().onExecution(new Execution(exchange.nextExecutionId(), type(reason), order, null, reason,
                    reason == CloseReason.SELF_TRADE ? exchange.preventionOf(order) : null, exchange.requestId()));
        }
        if (released) {
            balances(order.account(), Account.heldAsset(order));
        }
        exchange.listener().onDone(listing, order, reason);
    }

    @Override
    public void onLevel(final Side side, final long price, final long quantity) {
        listing.nextUpdateId();
        exchange.listener().onLevel(listing, side, price, quantity);
    }

    private void done(final AccountOrder order) {
        if (order.status() == OrderStatus.FILLED) {
            exchange.listener().onDone(listing, order, null);
        }
    }

    private void settle(final AccountOrder order, final Trade trade, final boolean maker) {
        final Account account = order.account();
        final Fill fill = new Fill(order, trade.tradeId(), trade.price(), trade.quantity(), trade.notional(),
                account.commission(order, trade.quantity(), trade.notional(), maker), maker, trade.timeUs());
        account.settle(fill, released(order, trade));
        final boolean filled = order.status() == OrderStatus.FILLED;
        if (filled) {
            account.close(order);
        }
        if (!account.unlimited()) {
            exchange.listener().onExecution(
                    new Execution(exchange.nextExecutionId(), ExecutionType.TRADE, order, fill, null, null, null));
        }
        balances(account, market.baseAsset(), market.quoteAsset());
    }

    /** What an order that has just traded need no longer lock. */
    private long released(final AccountOrder order, final Trade trade) {
        if (order.side() == Side.SELL) {
            return trade.quantity();
        }
        final FeeSchedule fees = order.account().fees();
        return order.type().market() ? fees.reserve(trade.notional())
                : order.held() - fees.reserve(market.notional(order.price(), order.leaves()));
    }

    private void report(final AccountOrder order, final ExecutionType type) {
        if (!order.account().unlimited()) {
            exchange.listener().onExecution(new Execution(exchange.nextExecutionId(), type, order, null, null, null, null));
        }
    }

    private void balances(final Account account, final String... assets) {
        if (!account.unlimited()) {
            exchange.listener().onBalances(account, List.of(assets), exchange.nowUs());
        }
    }

    private static ExecutionType type(final CloseReason reason) {
        return switch (reason) {
            case CANCELED, POST_ONLY -> ExecutionType.CANCELED;
            case SELF_TRADE -> ExecutionType.TRADE_PREVENTION;
            case INSUFFICIENT_BALANCE -> ExecutionType.REJECTED;
            case IOC_REMAINDER, FOK_UNFILLED, NO_LIQUIDITY -> ExecutionType.EXPIRED;
        };
    }
}
