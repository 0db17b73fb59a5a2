package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.coinbase.Cadence;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.OrderForms;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Profile;
import io.peregrine.sim.coinbase.Publication;
import io.peregrine.sim.coinbase.Text;
import io.peregrine.sim.exchange.Execution;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings what happens on the exchange to the products' feeds and the clients' own channels, and publishes by the clock.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> microseconds since the epoch. Source: B3 to B5 of the protocol
 * document.
 */
final class Feed implements Publication {
    private static final long LEVELS_US = 50_000;
    private static final long TRADES_US = 250_000;
    private static final long SECOND_US = 1_000_000;
    private static final long STATUS_US = 5 * SECOND_US;
    private static final int SNAPSHOT_ORDERS = 50;

    private final OrderForms<OrderForm> forms;
    private final Map<String, ProductFeed> feeds = new LinkedHashMap<>();
    private final Set<FeedSession> sessions = new LinkedHashSet<>();
    private final Set<FeedSession> heartbeatListeners = new LinkedHashSet<>();
    private final Set<FeedSession> statusListeners = new LinkedHashSet<>();
    private final Set<FeedSession> userListeners = new LinkedHashSet<>();
    private final Set<AccountOrder> changedOrders = new LinkedHashSet<>();
    private final Cadence levels = new Cadence(LEVELS_US);
    private final Cadence trades = new Cadence(TRADES_US);
    private final Cadence seconds = new Cadence(SECOND_US);
    private final Cadence statuses = new Cadence(STATUS_US);
    private Marketplace market;
    private OrderJson orderJson;
    private long startUs = -1;
    private long heartbeats;

    Feed(final OrderForms<OrderForm> forms) {
        this.forms = forms;
    }

    /** Completes the wiring, once. */
    void connect(final Marketplace newMarket, final OrderJson json) {
        market = newMarket;
        orderJson = json;
        market.products().values().forEach(product -> feeds.put(product.id(), new ProductFeed(product)));
    }

    void add(final FeedSession session) {
        sessions.add(session);
    }

    void remove(final FeedSession session) {
        sessions.remove(session);
        for (final Channel channel : Channel.values()) {
            unsubscribe(channel, feeds.keySet(), session);
        }
    }

    /** A session listens from now on; it is told first how things are. */
    void subscribe(final Channel channel, final Collection<String> products, final FeedSession session) {
        switch (channel) {
            case HEARTBEATS -> heartbeatListeners.add(session);
            case STATUS -> {
                statusListeners.add(session);
                session.deliver(channel.text(), status());
            }
            case USER -> {
                userListeners.add(session);
                snapshot(session.profile()).forEach(events -> session.deliver(channel.text(), events));
            }
            default -> products.forEach(product -> feeds.get(product).subscribe(channel, session, market.exchange().nowUs()));
        }
    }

    void unsubscribe(final Channel channel, final Collection<String> products, final FeedSession session) {
        switch (channel) {
            case HEARTBEATS -> heartbeatListeners.remove(session);
            case STATUS -> statusListeners.remove(session);
            case USER -> userListeners.remove(session);
            default -> products.forEach(product -> feeds.get(product).unsubscribe(channel, session));
        }
    }

    @Override
    public void onExecution(final Execution execution) {
        changedOrders.add(execution.order());
    }

    @Override
    public void onBalances(final Account account, final List<String> assets, final long timeUs) {
        // No channel that is offered shows balances.
    }

    @Override
    public void onTrade(final Listing listing, final Trade trade) {
        feeds.get(Product.id(listing.market())).onTrade(trade);
    }

    @Override
    public void onLevel(final Listing listing, final Side side, final long price, final long quantity) {
        feeds.get(Product.id(listing.market())).onLevel(side, price);
    }

    @Override
    public void onReceived(final Listing listing, final AccountOrder order) {
        if (!order.account().unlimited()) {
            forms.received(order);
        }
    }

    @Override
    public void onReduced(final Listing listing, final AccountOrder order, final long earlierQuantity) {
        if (!order.account().unlimited()) {
            changedOrders.add(order);
        }
    }

    @Override
    public void flush() {
        final long nowUs = market.exchange().nowUs();
        feeds.values().forEach(feed -> feed.flush(nowUs));
        if (!changedOrders.isEmpty()) {
            for (final FeedSession session : userListeners) {
                final List<AccountOrder> own =
                        changedOrders.stream().filter(order -> order.account() == session.profile().account()).toList();
                if (!own.isEmpty()) {
                    session.deliver(Channel.USER.text(), orders("update", own));
                }
            }
            changedOrders.clear();
        }
    }

    @Override
    public long run(final long nowUs) {
        if (levels.due(nowUs)) {
            feeds.values().forEach(feed -> feed.publishLevels(nowUs));
        }
        if (trades.due(nowUs)) {
            feeds.values().forEach(ProductFeed::publishTrades);
        }
        if (seconds.due(nowUs)) {
            second(nowUs);
        }
        if (statuses.due(nowUs)) {
            feeds.values().forEach(feed -> feed.publishBatchedTicker(nowUs));
            if (!statusListeners.isEmpty()) {
                final String events = status();
                statusListeners.forEach(session -> session.deliver(Channel.STATUS.text(), events));
            }
        }
        return levels.nextUs();
    }

    private void second(final long nowUs) {
        startUs = startUs < 0 ? nowUs : startUs;
        heartbeats++;
        final ArrayNode events = Json.array();
        events.addObject().put("current_time", Text.goTime(nowUs, Math.max(0, nowUs - startUs))).put("heartbeat_counter", heartbeats);
        final String text = events.toString();
        heartbeatListeners.forEach(session -> session.deliver(Channel.HEARTBEATS.text(), text));
        feeds.values().forEach(ProductFeed::publishCandle);
        sessions.forEach(FeedSession::second);
    }

    private String status() {
        final ArrayNode events = Json.array();
        final ArrayNode products = events.addObject().put("type", "snapshot").putArray("products");
        market.products().values().forEach(product -> products.add(ProductJson.status(product)));
        return events.toString();
    }

    /** The open orders in batches, at least one. */
    private List<String> snapshot(final Profile profile) {
        final List<AccountOrder> open = new ArrayList<>(profile.account().openOrders());
        final List<String> batches = new ArrayList<>();
        for (int i = 0; i == 0 || i < open.size(); i += SNAPSHOT_ORDERS) {
            batches.add(orders("snapshot", open.subList(i, Math.min(open.size(), i + SNAPSHOT_ORDERS))));
        }
        return batches;
    }

    private String orders(final String type, final List<AccountOrder> orders) {
        final ArrayNode events = Json.array();
        final ObjectNode event = events.addObject().put("type", type);
        final ArrayNode array = event.putArray("orders");
        orders.forEach(order -> array.add(orderJson.update(order)));
        final ObjectNode positions = event.putObject("positions");
        positions.putArray("perpetual_futures_positions");
        positions.putArray("expiring_futures_positions");
        positions.putArray("prediction_market_positions");
        return events.toString();
    }
}
