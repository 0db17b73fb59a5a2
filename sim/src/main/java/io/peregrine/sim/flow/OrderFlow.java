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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Carries out what {@link FlowSource} draws: one market maker and one taker account on all markets of an exchange.
 *
 * <p>The market maker's own stale quotes give way to its new ones through self-trade prevention, so a move of the fair value clears the
 * far side instead of trading with itself; everything else that it meets it trades with.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
public final class OrderFlow implements MarketFlow {
    private static final long US_PER_SECOND = 1_000_000;
    private static final long LAG_MAX_US = 100_000;
    private static final String UNIT_ASSET = "USDT";
    private static final Map<String, Double> VALUES = Map.of("BTC", 60_000.0, "ETH", 3_000.0);
    private static final double TYPICAL_NOTIONAL = 12_000;
    private static final double LEVEL_GAP = 5e-6;

    private final Account maker = Account.flow(-1);
    private final Account taker = Account.flow(-2);
    private final Exchange exchange;
    private final List<Listing> listings;
    private final FlowSource source;
    private final AccountOrder[][] quotes;
    private double rate;
    private long nextUs;
    private long nextClientOrderId;
    private long events;

    /**
     * @param exchange where to trade
     * @param settings how much
     * @param seed     decides everything that the agents do
     */
    public OrderFlow(final Exchange exchange, final FlowSettings settings, final long seed) {
        this.exchange = exchange;
        this.listings = List.copyOf(exchange.listings());
        final SplittableRandom random = new SplittableRandom(seed);
        final List<String> assets = new ArrayList<>(List.of(UNIT_ASSET));
        final List<FlowSource.QuotedMarket> markets = new ArrayList<>();
        for (final Listing listing : listings) {
            markets.add(quoted(listing.market(), assets));
        }
        final double[] values = assets.stream().mapToDouble(OrderFlow::value).toArray();
        this.source = new FlowSource(markets, new FairValues(values, settings.volatility(), random.split()), settings.levels(), random);
        this.quotes = new AccountOrder[listings.size()][2 * Math.max(1, settings.levels())];
        this.rate = settings.rate();
    }

    @Override
    public void open() {
        source.opening().forEach(this::apply);
    }

    /** Events a second from now on; 0 pauses. */
    @Override
    public void rate(final double newRate) {
        rate = newRate;
        nextUs = 0;
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
        final long intervalUs = Math.max(1, (long) (US_PER_SECOND / rate));
        if (nextUs < nowUs - LAG_MAX_US || nextUs > nowUs + intervalUs) {
            nextUs = nowUs;
        }
        while (nextUs <= nowUs) {
            step();
            afterEach.run();
            nextUs += intervalUs;
        }
        return nextUs;
    }

    /** One event. */
    public void step() {
        events++;
        apply(source.next());
    }

    private void apply(final FlowEvent event) {
        if (listings.get(event.market()).halted()) {
            return;
        }
        if (event.kind() == FlowEvent.Kind.TAKE) {
            place(taker, event, TimeInForce.IOC, SelfTradePrevention.NONE);
            return;
        }
        final int slot = 2 * event.level() + event.side().ordinal();
        final AccountOrder old = quotes[event.market()][slot];
        if (old != null && !old.status().finished()) {
            exchange.cancel(old, null);
        }
        quotes[event.market()][slot] = place(maker, event, TimeInForce.GTC, SelfTradePrevention.EXPIRE_MAKER);
    }

    private AccountOrder place(final Account account, final FlowEvent event, final TimeInForce timeInForce,
            final SelfTradePrevention selfTradePrevention) {
        final OrderTerms terms =
                new OrderTerms(event.side(), OrderType.LIMIT, timeInForce, event.price(), 0, event.quantity(), selfTradePrevention);
        try {
            return exchange.place(account, listings.get(event.market()), new OrderRequest(terms, "flow-" + nextClientOrderId++));
        } catch (final OrderRejectedException e) {
            throw new IllegalStateException("an unlimited account's limit order was refused", e);
        }
    }

    private static FlowSource.QuotedMarket quoted(final Market market, final List<String> assets) {
        for (final String asset : List.of(market.baseAsset(), market.quoteAsset())) {
            if (!assets.contains(asset)) {
                assets.add(asset);
            }
        }
        final double price = value(market.baseAsset()) / value(market.quoteAsset());
        final double tick = (double) market.tickSize() / Decimal.ONE;
        return new FlowSource.QuotedMarket(market, assets.indexOf(market.baseAsset()), assets.indexOf(market.quoteAsset()),
                (int) Math.max(1, Math.round(price * LEVEL_GAP / tick)),
                (long) (TYPICAL_NOTIONAL / value(market.baseAsset()) * Decimal.ONE));
    }

    private static double value(final String asset) {
        return VALUES.getOrDefault(asset, 1.0);
    }
}
