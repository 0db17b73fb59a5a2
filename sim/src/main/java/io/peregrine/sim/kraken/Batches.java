package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of orders, over either way: an order that cannot be read refuses the whole batch, one that cannot be placed only itself.
 *
 * <p><b>Threading:</b> confined to the exchange thread. Source: section 7.
 */
final class Batches {
    private static final int ADD_MIN = 2;
    private static final int ADD_MAX = 15;
    private static final int CANCEL_MAX = 50;

    private Batches() {
    }

    /** The orders of a batch; the batch's deadline and validate are theirs. */
    static List<NewOrder> orders(final Fields batch, final Pair pair, final long nowUs, final boolean rest) throws RequestException {
        final JsonNode entries = batch.json().path("orders");
        if (!entries.isArray() || entries.size() < ADD_MIN || entries.size() > ADD_MAX) {
            throw RequestException.arguments("orders");
        }
        final List<NewOrder> orders = new ArrayList<>();
        for (final JsonNode entry : entries) {
            if (!(entry instanceof ObjectNode object)) {
                throw RequestException.arguments("orders");
            }
            final ObjectNode order = rest ? OrderParser.ofRest(new Fields(object)) : object;
            for (final String shared : new String[] {"deadline", "validate"}) {
                if (batch.has(shared)) {
                    order.set(shared, batch.json().get(shared));
                }
            }
            orders.add(OrderParser.parse(new Fields(order), pair, nowUs));
        }
        return orders;
    }

    /** Places what can be placed, in order. */
    static List<Placed> place(final OrderDesk desk, final Account account, final List<NewOrder> orders) {
        final List<Placed> results = new ArrayList<>();
        for (final NewOrder order : orders) {
            try {
                results.add(new Placed(order, desk.add(account, order), null));
            } catch (final RequestException e) {
                results.add(new Placed(order, null, e.getMessage()));
            }
        }
        return results;
    }

    /** Cancels the orders with these ids of either kind; how many were open. */
    static int cancel(final OrderDesk desk, final Account account, final List<String> ids) throws RequestException {
        if (ids.isEmpty() || ids.size() > CANCEL_MAX) {
            throw RequestException.arguments("orders");
        }
        int canceled = 0;
        for (final String id : ids) {
            final AccountOrder byId = account.order(Ids.orderId(id));
            final AccountOrder order = byId == null ? account.order(id) : byId;
            if (order != null && !order.status().finished()) {
                desk.cancel(order, OrderDesk.USER_REQUESTED);
                canceled++;
            }
        }
        return canceled;
    }

    /**
     * What became of an order of a batch.
     *
     * @param order  as asked for
     * @param placed the order, or null where it was refused or only checked
     * @param error  why it was refused, or null
     */
    record Placed(NewOrder order, AccountOrder placed, String error) {
    }
}
