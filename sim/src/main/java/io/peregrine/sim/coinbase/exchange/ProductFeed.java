package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.FeeSchedule;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.LevelChanges;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.OrderForms;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Profile;
import io.peregrine.sim.coinbase.Text;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.CloseReason;
import io.peregrine.sim.matching.Side;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The feed of one product. Every event of an order in the book has its own number in one gapless sequence; an order that waits for its stop
 * price is not in the book, and what happens to it is told to its owner alone, under the number of the last event.
 *
 * <p><b>Threading:</b> confined to the exchange thread. Source: A2 to A5 of the protocol document.
 */
final class ProductFeed {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final String US_PER_SECOND_POINT = "%d.%06d";
    private static final long US_PER_SECOND = 1_000_000;

    private final Marketplace market;
    private final Product product;
    private final OrderForms<OrderForm> forms;
    private final Map<Channel, Set<FeedSession>> listeners = new EnumMap<>(Channel.class);
    private final LevelChanges changes;
    private final LevelChanges batchedChanges;
    private long sequence;
    private Trade lastTrade;
    private long lastTradeSequence;
    private ObjectNode lastMatch;
    private boolean tickerDue;
    private boolean batchedTickerDue;

    ProductFeed(final Marketplace market, final Product product, final OrderForms<OrderForm> forms) {
        this.market = market;
        this.product = product;
        this.forms = forms;
        this.changes = new LevelChanges(product);
        this.batchedChanges = new LevelChanges(product);
        this.sequence = product.firstSequence();
        for (final Channel channel : Channel.values()) {
            listeners.put(channel, new LinkedHashSet<>());
        }
    }

    /** Number of the last event of the product's orders. */
    long sequence() {
        return sequence;
    }

    /** A session listens from now on; it is told first how things are. */
    void subscribe(final Channel channel, final FeedSession session) {
        listeners.get(channel).add(session);
        if (channel == Channel.LEVEL2 || channel == Channel.LEVEL2_50) {
            session.deliver(FeedJson.snapshot(product, market.exchange().nowUs()).toString());
        } else if (channel == Channel.MATCHES && lastMatch != null) {
            session.deliver(lastMatch.deepCopy().put("type", "last_match").toString());
        } else if ((channel == Channel.TICKER || channel == Channel.TICKER_BATCH) && lastTrade != null) {
            session.deliver(FeedJson.ticker(product, lastTrade, lastTradeSequence).toString());
        }
    }

    void unsubscribe(final Channel channel, final FeedSession session) {
        listeners.get(channel).remove(session);
    }

    void onReceived(final AccountOrder order) {
        final Profile owner = market.profile(order.account());
        if (order.type().conditional()) {
            privately(owner, () -> FeedJson.activate(product, order, id(order), forms.of(order), epochSeconds()));
        } else {
            publish(owner, () -> FeedJson.received(product, order, id(order), forms.of(order)));
        }
    }

    void onActivated(final AccountOrder order) {
        publish(market.profile(order.account()), () -> FeedJson.received(product, order, id(order), forms.of(order)));
    }

    void onRested(final AccountOrder order) {
        publish(market.profile(order.account()), () -> FeedJson.open(product, order, id(order)));
    }

    void onReduced(final AccountOrder order, final long earlierQuantity) {
        if (order.working()) {
            publish(market.profile(order.account()),
                    () -> FeedJson.change(product, order, id(order), earlierQuantity - order.executed()));
        }
    }

    void onDone(final AccountOrder order, final CloseReason reason) {
        final Profile owner = market.profile(order.account());
        final String cancelReason = reason == null ? null : cancelReason(order, reason);
        if (order.type().conditional() && !order.triggered()) {
            privately(owner, () -> stamped(FeedJson.done(product, order, id(order), cancelReason)));
        } else {
            publish(owner, () -> FeedJson.done(product, order, id(order), cancelReason));
        }
    }

    void onMatched(final Trade trade, final AccountOrder taker, final AccountOrder maker) {
        sequence++;
        lastTrade = trade;
        lastTradeSequence = sequence;
        lastMatch = stamped(FeedJson.match(product, trade, id(maker), id(taker)));
        tickerDue = true;
        batchedTickerDue = true;
        final Profile makerProfile = market.profile(maker.account());
        final Profile takerProfile = market.profile(taker.account());
        send(lastMatch, listeners.get(Channel.MATCHES), profile -> profile == null ? null
                : profile == takerProfile ? party("taker", profile) : profile == makerProfile ? party("maker", profile) : null);
    }

    void onLevel(final Side side, final long price) {
        changes.changed(side, price);
        batchedChanges.changed(side, price);
    }

    /** After a request or an event of the order flow. */
    void flush() {
        publishChanges(Channel.LEVEL2, changes);
        if (tickerDue) {
            tickerDue = false;
            broadcast(Channel.TICKER, () -> FeedJson.ticker(product, lastTrade, lastTradeSequence));
        }
    }

    /** Twenty times a second. */
    void publishBatch() {
        publishChanges(Channel.LEVEL2_50, batchedChanges);
    }

    /** Once a second. */
    void publishHeartbeat(final long secondUs) {
        broadcast(Channel.HEARTBEAT, () -> Json.object().put("type", "heartbeat")
                .put("last_trade_id", lastTrade == null ? 0 : product.tradeId(lastTrade.tradeId())).put("product_id", product.id())
                .put("sequence", sequence).put("time", Text.time(secondUs)));
    }

    /** Every five seconds. */
    void publishBatchedTicker() {
        if (batchedTickerDue) {
            batchedTickerDue = false;
            broadcast(Channel.TICKER_BATCH, () -> FeedJson.ticker(product, lastTrade, lastTradeSequence));
        }
    }

    private void publishChanges(final Channel channel, final LevelChanges due) {
        if (due.empty()) {
            return;
        }
        if (listeners.get(channel).isEmpty()) {
            due.clear();
            return;
        }
        final ArrayNode array = Json.array();
        due.drain((side, price, quantity) -> array.add(FeedJson.change(product, side, price, quantity)));
        broadcast(channel, () -> FeedJson.update(product, array, market.exchange().nowUs()));
    }

    private void broadcast(final Channel channel, final Supplier<ObjectNode> message) {
        final Set<FeedSession> sessions = listeners.get(channel);
        if (!sessions.isEmpty()) {
            final String text = message.get().toString();
            sessions.forEach(session -> session.deliver(text));
        }
    }

    /** Numbers an event and tells the full channel, and the owner with its private fields. */
    private void publish(final Profile owner, final Supplier<ObjectNode> message) {
        sequence++;
        if (!listeners.get(Channel.FULL).isEmpty() || owner != null && !listeners.get(Channel.USER).isEmpty()) {
            send(stamped(message.get()), Set.of(), profile -> profile != null && profile == owner ? owner(profile) : null);
        }
    }

    /** Tells the owner alone; not numbered. */
    private void privately(final Profile owner, final Supplier<ObjectNode> message) {
        if (owner != null) {
            final Set<FeedSession> sessions = new LinkedHashSet<>(listeners.get(Channel.FULL));
            sessions.addAll(listeners.get(Channel.USER));
            final String text = message.get().setAll(owner(owner)).toString();
            sessions.stream().filter(session -> session.profile() == owner).forEach(session -> session.deliver(text));
        }
    }

    /** Sends a message once to each session that may see it, with private fields to those that it concerns. */
    private void send(final ObjectNode message, final Set<FeedSession> others, final Function<Profile, ObjectNode> privateFields) {
        final Set<FeedSession> sessions = new LinkedHashSet<>(listeners.get(Channel.FULL));
        sessions.addAll(others);
        listeners.get(Channel.USER).stream().filter(session -> privateFields.apply(session.profile()) != null).forEach(sessions::add);
        if (!sessions.isEmpty()) {
            final String text = message.toString();
            for (final FeedSession session : sessions) {
                final ObjectNode fields = privateFields.apply(session.profile());
                session.deliver(fields == null ? text : message.deepCopy().setAll(fields).toString());
            }
        }
    }

    private ObjectNode stamped(final ObjectNode message) {
        return message.put("time", Text.time(market.exchange().nowUs())).put("sequence", sequence);
    }

    private static ObjectNode owner(final Profile profile) {
        return Json.object().put("user_id", profile.userId()).put("profile_id", profile.profileId());
    }

    private static ObjectNode party(final String role, final Profile profile) {
        final FeeSchedule fees = profile.account().fees();
        final long ppm = role.equals("taker") ? fees.takerPpm() : fees.makerPpm();
        return owner(profile).put(role + "_user_id", profile.userId()).put(role + "_profile_id", profile.profileId())
                .put(role + "_fee_rate", BigDecimal.valueOf(ppm).divide(MILLION).toPlainString());
    }

    private String cancelReason(final AccountOrder order, final CloseReason reason) {
        return switch (reason) {
            case IOC_REMAINDER, FOK_UNFILLED -> "101:Time In Force";
            case SELF_TRADE -> "102:Self Trade Prevention";
            case POST_ONLY -> "106:Insufficient Liquidity";
            case CANCELED -> market.desk().expired(order) ? "101:Time In Force" : null;
            case INSUFFICIENT_BALANCE -> "105:Insufficient Funds";
            case NO_LIQUIDITY -> "106:Insufficient Liquidity";
        };
    }

    private String id(final AccountOrder order) {
        return market.desk().id(order);
    }

    private String epochSeconds() {
        final long nowUs = market.exchange().nowUs();
        return String.format(US_PER_SECOND_POINT, nowUs / US_PER_SECOND, nowUs % US_PER_SECOND);
    }
}
