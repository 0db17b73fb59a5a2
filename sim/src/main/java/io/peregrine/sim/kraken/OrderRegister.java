package io.peregrine.sim.kraken;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The notes of all clients' orders. The exchange reports an order before its caller knows its number: the desk says what comes next, and
 * the first look at the new order binds it.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Memory:</b> as many notes as an account remembers orders.
 */
final class OrderRegister {
    private final Map<Long, OrderNote> notes = new LinkedHashMap<>();
    private NewOrder coming;

    /** The next order that is not known is this one. */
    void expect(final NewOrder order) {
        coming = order;
    }

    /** The note of a client's order. */
    OrderNote note(final AccountOrder order) {
        final OrderNote note = notes.get(order.orderId());
        return note == null ? bind(order) : note;
    }

    /** The note of an order by its number, or null where it is nobody's or forgotten. */
    OrderNote note(final long orderId) {
        return notes.get(orderId);
    }

    /** An open order by the venue's id. */
    static AccountOrder open(final Account account, final String orderId) throws RequestException {
        return open(account.order(Ids.orderId(orderId)));
    }

    /** An open order by the client's id. */
    static AccountOrder openByClientId(final Account account, final String clientOrderId) throws RequestException {
        return open(account.order(clientOrderId));
    }

    private static AccountOrder open(final AccountOrder order) throws RequestException {
        if (order == null || order.status().finished()) {
            throw new RequestException("EOrder:Unknown order");
        }
        return order;
    }

    private OrderNote bind(final AccountOrder order) {
        if (coming == null) {
            throw new IllegalStateException("order " + order.orderId() + " was not announced");
        }
        final OrderNote note = new OrderNote(coming);
        notes.put(order.orderId(), note);
        if (notes.size() > Account.PAST_MAX) {
            final Iterator<Long> oldest = notes.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return note;
    }
}
