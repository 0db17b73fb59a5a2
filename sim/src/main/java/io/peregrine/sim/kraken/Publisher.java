package io.peregrine.sim.kraken;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.ExchangeListener;
import io.peregrine.sim.exchange.ExchangeThread;
import io.peregrine.sim.exchange.Execution;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.flow.MarketFlow;
import io.peregrine.sim.matching.Side;
import java.util.List;

/**
 * Brings what happens on the exchange to the channels, and runs order flow, timers and heartbeats between requests.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class Publisher implements ExchangeListener, ExchangeThread.Background {
    private Exchange exchange;
    private KrakenContext context;
    private MarketFlow flow;

    /** Completes the wiring, once, before anything happens. */
    void connect(final KrakenContext venue, final MarketFlow marketFlow) {
        context = venue;
        exchange = venue.desk().exchange();
        flow = marketFlow;
    }

    @Override
    public void onExecution(final Execution execution) {
        if (execution.fill() != null) {
            context.balances().onFill(execution.fill());
        }
        context.executions().onExecution(execution);
    }

    @Override
    public void onBalances(final Account account, final List<String> assets, final long timeUs) {
        context.balances().onBalances(account, assets, timeUs);
    }

    @Override
    public void onTrade(final Listing listing, final Trade trade) {
        context.markets().onTrade(listing, trade);
    }

    @Override
    public void onLevel(final Listing listing, final Side side, final long price, final long quantity) {
        context.markets().onLevel(listing, side, price);
    }

    @Override
    public long run(final long nowUs) {
        final long nextFlowUs = flow.run(nowUs, this::afterRequest);
        context.desk().timers().run(nowUs, order -> context.desk().cancel(order, OrderDesk.EXPIRED),
                account -> context.desk().cancelAll(account, OrderDesk.SWITCH_FIRED));
        afterRequest();
        final long nextUs = Math.min(context.desk().timers().nextUs(), context.presence().run(nowUs));
        return Math.min(nextFlowUs, nextUs) - nowUs;
    }

    @Override
    public void afterRequest() {
        context.markets().flush(exchange.nowUs());
    }
}
