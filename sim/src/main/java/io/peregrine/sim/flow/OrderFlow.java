package io.peregrine.sim.flow;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.OrderRejectedException;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.SelfTradePrevention;
import io.peregrine.sim.matching.TimeInForce;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Carries out what {@link FlowSource} draws: two market makers and three takers on all markets of an exchange. What they take for fair is
 * the path that all venues with the same seed share, as {@link VenueView} shows it to this venue.
 *
 * <p>A market maker's own stale quotes give way to its new ones through self-trade prevention, so a move of the fair value clears the
 * far side instead of trading with itself; everything else that it meets it trades with.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> microseconds since the epoch.
 */
public final class OrderFlow implements MarketFlow {
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final long NS_PER_US = 1_000;
    private static final long LAG_MAX_NS = 100_000_000;
    private static final double TYPICAL_NOTIONAL = 12_000;
    private static final double LEVEL_GAP = 5e-6;

    private final Account[] accounts = new Account[FlowEvent.Agent.values().length];
    private final Exchange exchange;
    private final List<Listing> listings;
    private final FlowSource source;
    private final AccountOrder[][] quotes;
    private final AccountOrder[][] slowQuotes;
    private double rate;
    private long nextNs;
    private long nextClientOrderId;
    private long events;

    /**
     * @param exchange where to trade
     * @param settings how much
     * @param seed     decides everything that the agents do
     * @param venue    name of the venue, which decides how it differs from the others
     */
    public OrderFlow(final Exchange exchange, final FlowSettings settings, final long seed, final String venue) {
        this.exchange = exchange;
        this.listings = List.copyOf(exchange.listings());
        final VenueView view = new VenueView(new FairPath(seed, settings.volatility()), venue);
        this.source = new FlowSource(listings.stream().map(listing -> quoted(listing.market())).toList(), view, settings.levels(),
                new SplittableRandom(seed * 31 + venue.hashCode()));
        this.quotes = new AccountOrder[listings.size()][2 * Math.max(1, settings.levels())];
        this.slowQuotes = new AccountOrder[listings.size()][2 * FlowSource.SLOW_LEVELS];
        this.rate = settings.rate();
        for (int i = 0; i < accounts.length; i++) {
            accounts[i] = Account.flow(-1 - i);
        }
    }

    @Override
    public void open() {
        source.opening(exchange.nowUs()).forEach(this::apply);
    }

    /** Events a second from now on; 0 pauses. */
    @Override
    public void rate(final double newRate) {
        rate = newRate;
        nextNs = 0;
    }

    /** Events a second. */
    @Override
    public double rate() {
        return rate;
    }

    @Override
    public long events() {
        return events;
    }

    /** {@inheritDoc} Events that are more than a tenth of a second late are left out, not made up for. */
    @Override
    public long run(final long nowUs, final Runnable afterEach) {
        if (rate <= 0) {
            return Long.MAX_VALUE;
        }
        final long nowNs = nowUs * NS_PER_US;
        final long intervalNs = (long) (NS_PER_SECOND / rate);
        if (nextNs < nowNs - LAG_MAX_NS || nextNs > nowNs + intervalNs) {
            nextNs = nowNs;
        }
        while (nextNs <= nowNs) {
            step();
            afterEach.run();
            nextNs += intervalNs;
        }
        return (nextNs + NS_PER_US - 1) / NS_PER_US;
    }

    /** One event. */
    public void step() {
        events++;
        apply(source.next(exchange.nowUs()));
    }

    private void apply(final FlowEvent event) {
        if (listings.get(event.market()).halted()) {
            return;
        }
        if (!event.agent().makes()) {
            place(event, TimeInForce.IOC, SelfTradePrevention.NONE);
            return;
        }
        final int slot = 2 * event.level() + event.side().ordinal();
        final AccountOrder[] mine = (event.agent() == FlowEvent.Agent.MAKER ? quotes : slowQuotes)[event.market()];
        if (mine[slot] != null && !mine[slot].status().finished()) {
            exchange.cancel(mine[slot], null);
        }
        mine[slot] = place(event, TimeInForce.GTC, SelfTradePrevention.EXPIRE_MAKER);
    }

    private AccountOrder place(final FlowEvent event, final TimeInForce timeInForce,
            final SelfTradePrevention selfTradePrevention) {
        final OrderTerms terms =
                new OrderTerms(event.side(), OrderType.LIMIT, timeInForce, event.price(), 0, event.quantity(), selfTradePrevention);
        final OrderRequest request = new OrderRequest(terms, "flow-" + nextClientOrderId++);
        try {
            return exchange.place(accounts[event.agent().ordinal()], listings.get(event.market()), request);
        } catch (final OrderRejectedException e) {
            throw new IllegalStateException("an unlimited account's limit order was refused", e);
        }
    }

    private static FlowSource.QuotedMarket quoted(final Market market) {
        final double price = FairPath.usual(market.baseAsset()) / FairPath.usual(market.quoteAsset());
        final double tick = (double) market.tickSize() / Decimal.ONE;
        final int gapTicks = (int) Math.max(1, Math.round(price * LEVEL_GAP / tick));
        return new FlowSource.QuotedMarket(market, gapTicks,
                (long) (TYPICAL_NOTIONAL / FairPath.usual(market.baseAsset()) * Decimal.ONE));
    }
}
