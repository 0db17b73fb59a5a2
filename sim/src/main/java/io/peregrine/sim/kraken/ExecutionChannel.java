package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.exchange.Execution;
import io.peregrine.sim.matching.OrderStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The channel {@code executions}. Each subscription numbers its frames from the snapshot's 1 (section 8).
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class ExecutionChannel {
    private static final int TRADES_MAX = 50;
    private static final List<String> OPEN_CLOSE = List.of("new", "filled", "canceled", "expired");

    private final OrderDesk desk;
    private final ExecutionJson json;
    private final Map<KrakenConversation, Subscription> subscriptions = new LinkedHashMap<>();

    ExecutionChannel(final OrderDesk desk, final ExecutionJson json) {
        this.desk = desk;
        this.json = json;
    }

    /** Starts a subscription with its snapshot. */
    void subscribe(final KrakenConversation conversation, final Account account, final Wish wish) {
        final Subscription subscription = new Subscription(conversation, account, wish);
        subscriptions.put(conversation, subscription);
        final ArrayNode data = Json.array();
        if (wish.trades()) {
            account.fills().stream().skip(Math.max(0, account.fills().size() - TRADES_MAX))
                    .forEach(fill -> data.add(json.pastTrade(fill, desk.register().note(fill.order()))));
        }
        if (wish.orders()) {
            account.openOrders().forEach(order -> data.add(json.open(order, desk.register().note(order))));
        }
        subscription.send("snapshot", data);
    }

    boolean subscribed(final KrakenConversation conversation) {
        return subscriptions.containsKey(conversation);
    }

    boolean unsubscribe(final KrakenConversation conversation) {
        return subscriptions.remove(conversation) != null;
    }

    /** Tells the account's subscribers, and notes why an order ended. */
    void onExecution(final Execution execution) {
        final AccountOrder order = execution.order();
        final OrderNote note = desk.register().note(order);
        if (execution.closeReason() != null) {
            final boolean expired = OrderDesk.EXPIRED.equals(execution.requestId());
            note.close(execution.requestId() == null ? ExecutionJson.reason(execution.closeReason()) : execution.requestId(), expired);
        }
        final List<Subscription> listeners =
                subscriptions.values().stream().filter(listener -> listener.account == order.account()).toList();
        if (!listeners.isEmpty()) {
            for (final ObjectNode entry : entries(execution, order, note)) {
                for (final Subscription listener : listeners) {
                    listener.offer(entry, note.asked().pair());
                }
            }
        }
    }

    private List<ObjectNode> entries(final Execution execution, final AccountOrder order, final OrderNote note) {
        final List<ObjectNode> entries = new ArrayList<>();
        switch (execution.type()) {
            case NEW -> {
                if (order.triggered()) {
                    entries.add(json.triggered(order, note));
                } else {
                    entries.add(json.pendingNew(order, note));
                    entries.add(json.isNew(order, note));
                }
            }
            case TRADE -> {
                final Fill fill = execution.fill();
                entries.add(json.trade(fill, note));
                if (order.status() == OrderStatus.FILLED) {
                    entries.add(json.finished(order, note, "filled"));
                }
            }
            case REPLACED -> entries.add(json.amended(order, note));
            case CANCELED, REJECTED, EXPIRED, TRADE_PREVENTION ->
                entries.add(json.finished(order, note, note.expired() ? "expired" : "canceled"));
        }
        return entries;
    }

    /**
     * What a subscriber wants.
     *
     * @param orders  open orders in the snapshot
     * @param trades  the last fills in the snapshot
     * @param all     every transition, not only those that open and close an order
     * @param counted the rate counter with each entry
     */
    record Wish(boolean orders, boolean trades, boolean all, boolean counted) {
    }

    private final class Subscription {
        private final KrakenConversation conversation;
        private final Account account;
        private final Wish wish;
        private long sequence;

        private Subscription(final KrakenConversation conversation, final Account account, final Wish wish) {
            this.conversation = conversation;
            this.account = account;
            this.wish = wish;
        }

        private void offer(final ObjectNode entry, final Pair pair) {
            if (wish.all() || OPEN_CLOSE.contains(entry.path("exec_type").asText())) {
                final ObjectNode own = wish.counted()
                        ? entry.deepCopy().put("ratecount", (long) desk.counters().value(account, pair, desk.exchange().nowUs())) : entry;
                send("update", Json.array().add(own));
            }
        }

        private void send(final String type, final ArrayNode data) {
            final ObjectNode frame = Json.object().put("channel", "executions").put("type", type);
            frame.set("data", data);
            conversation.deliver(Json.text(frame.put("sequence", ++sequence)));
        }
    }
}
