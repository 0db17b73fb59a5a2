package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.coinbase.Cadence;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.OrderForms;
import io.peregrine.sim.coinbase.Publication;
import io.peregrine.sim.exchange.Execution;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.CloseReason;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.Side;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings what happens on the exchange to the products' feeds, and publishes by the clock.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> microseconds since the epoch.
 */
final class Feed implements Publication {
    private static final long BATCH_US = 50_000;
    private static final long SECOND_US = 1_000_000;
    private static final long STATUS_US = 5 * SECOND_US;

    private final Map<Market, ProductFeed> feeds = new LinkedHashMap<>();
    private final Map<String, ProductFeed> feedsById = new LinkedHashMap<>();
    private final Set<FeedSession> sessions = new LinkedHashSet<>();
    private final Set<FeedSession> statusListeners = new LinkedHashSet<>();
    private final OrderForms<OrderForm> forms;
    private final Cadence batches = new Cadence(BATCH_US);
    private final Cadence seconds = new Cadence(SECOND_US);
    private final Cadence statuses = new Cadence(STATUS_US);
    private Marketplace market;

    Feed(final OrderForms<OrderForm> forms) {
        this.forms = forms;
    }

    /** Completes the wiring, once. */
    void connect(final Marketplace newMarket) {
        market = newMarket;
        market.products().values().forEach(product -> {
            final ProductFeed feed = new ProductFeed(market, product, forms);
            feeds.put(product.market(), feed);
            feedsById.put(product.id(), feed);
        });
    }

    /** Number of the last event of a product's orders. */
    long sequence(final String productId) {
        return feedsById.get(productId).sequence();
    }

    void add(final FeedSession session) {
        sessions.add(session);
    }

    void remove(final FeedSession session) {
        sessions.remove(session);
        List.copyOf(session.subscriptions().keySet()).forEach(channel -> unsubscribe(channel, List.copyOf(feedsById.keySet()), session));
    }

    void subscribe(final Channel channel, final String productId, final FeedSession session) {
        if (channel == Channel.STATUS) {
            statusListeners.add(session);
        } else {
            feedsById.get(productId).subscribe(channel, session);
        }
    }

    void unsubscribe(final Channel channel, final Collection<String> productIds, final FeedSession session) {
        final Set<String> known = session.subscriptions().getOrDefault(channel, Set.of());
        productIds.stream().filter(known::remove).forEach(product -> feedsById.get(product).unsubscribe(channel, session));
        if (known.isEmpty()) {
            session.subscriptions().remove(channel);
            if (channel == Channel.STATUS) {
                statusListeners.remove(session);
            }
        }
    }

    @Override
    public void onExecution(final Execution execution) {
        // The feed shows orders event by event, the client's own among them.
    }

    @Override
    public void onBalances(final Account account, final List<String> assets, final long timeUs) {
        // No channel that is offered shows balances.
    }

    @Override
    public void onTrade(final Listing listing, final Trade trade) {
        // The orders behind it are told of next.
    }

    @Override
    public void onLevel(final Listing listing, final Side side, final long price, final long quantity) {
        feed(listing).onLevel(side, price);
    }

    @Override
    public void onReceived(final Listing listing, final AccountOrder order) {
        if (!order.account().unlimited()) {
            forms.received(order);
        }
        feed(listing).onReceived(order);
    }

    @Override
    public void onActivated(final Listing listing, final AccountOrder order) {
        feed(listing).onActivated(order);
    }

    @Override
    public void onRested(final Listing listing, final AccountOrder order) {
        feed(listing).onRested(order);
    }

    @Override
    public void onMatched(final Listing listing, final Trade trade, final AccountOrder taker, final AccountOrder maker) {
        feed(listing).onMatched(trade, taker, maker);
    }

    @Override
    public void onReduced(final Listing listing, final AccountOrder order, final long earlierQuantity) {
        feed(listing).onReduced(order, earlierQuantity);
    }

    @Override
    public void onDone(final Listing listing, final AccountOrder order, final CloseReason reason) {
        feed(listing).onDone(order, reason);
    }

    @Override
    public void flush() {
        feeds.values().forEach(ProductFeed::flush);
    }

    @Override
    public long run(final long nowUs) {
        if (batches.due(nowUs)) {
            feeds.values().forEach(ProductFeed::publishBatch);
        }
        if (seconds.due(nowUs)) {
            feeds.values().forEach(feed -> feed.publishHeartbeat(seconds.lastUs()));
            sessions.forEach(FeedSession::second);
        }
        if (statuses.due(nowUs)) {
            feeds.values().forEach(ProductFeed::publishBatchedTicker);
            publishStatus();
        }
        return batches.nextUs();
    }

    private void publishStatus() {
        if (!statusListeners.isEmpty()) {
            final ObjectNode json = Json.object().put("type", "status");
            json.set("products", ProductJson.products(market));
            json.set("currencies", ProductJson.currencies(market));
            final String text = json.toString();
            statusListeners.forEach(session -> session.deliver(text));
        }
    }

    private ProductFeed feed(final Listing listing) {
        return feeds.get(listing.market());
    }
}
