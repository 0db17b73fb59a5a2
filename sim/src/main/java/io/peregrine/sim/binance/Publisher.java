package io.peregrine.sim.binance;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.exchange.ExchangeListener;
import io.peregrine.sim.exchange.ExchangeThread;
import io.peregrine.sim.exchange.Execution;
import io.peregrine.sim.exchange.ExecutionType;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.flow.MarketFlow;
import io.peregrine.sim.matching.Side;
import java.util.List;

/**
 * Brings what happens on the exchange to the streams and the rate limits, and runs order flow and timed publications between requests.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class Publisher implements ExchangeListener, ExchangeThread.Background {
    private static final long LISTEN_KEY_CHECK_US = 1_000_000;

    private final RateLimits rates;
    private UserStreams userStreams;
    private MarketStreams marketStreams;
    private MarketFlow flow;
    private long nextListenKeyCheckUs;

    Publisher(final RateLimits rates) {
        this.rates = rates;
    }

    /** Completes the wiring, once, before the exchange thread starts. */
    void connect(final UserStreams users, final MarketStreams markets, final MarketFlow marketFlow) {
        userStreams = users;
        marketStreams = markets;
        flow = marketFlow;
    }

    @Override
    public void onExecution(final Execution execution) {
        final Account account = execution.order().account();
        final long timeUs = execution.order().updatedUs();
        if (execution.type() == ExecutionType.TRADE && execution.order().fills().size() == 1) {
            rates.creditFill(account, execution.fill().maker(), timeUs);
        }
        if (userStreams.watched(account)) {
            userStreams.add(account, UserEventJson.execution(execution, timeUs));
        }
    }

    @Override
    public void onBalances(final Account account, final List<String> assets, final long timeUs) {
        if (userStreams.watched(account)) {
            userStreams.add(account, UserEventJson.balances(account, assets, timeUs));
        }
    }

    @Override
    public void onTrade(final Listing listing, final Trade trade) {
        marketStreams.onTrade(listing, trade);
    }

    @Override
    public void onLevel(final Listing listing, final Side side, final long price, final long quantity) {
        marketStreams.onLevel(listing, side, price);
    }

    @Override
    public long run(final long nowUs) {
        final long nextFlowUs = flow.run(nowUs, this::afterRequest);
        final long nextTickUs = marketStreams.run(nowUs);
        if (nowUs >= nextListenKeyCheckUs) {
            nextListenKeyCheckUs = nowUs + LISTEN_KEY_CHECK_US;
            userStreams.expire(nowUs);
        }
        return Math.min(nextFlowUs, nextTickUs) - nowUs;
    }

    @Override
    public void afterRequest() {
        userStreams.flush();
        marketStreams.flush();
    }
}
