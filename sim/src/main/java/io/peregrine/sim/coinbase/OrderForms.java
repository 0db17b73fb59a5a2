package io.peregrine.sim.coinbase;

import io.peregrine.sim.account.AccountOrder;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Remembers in which words each client's order was asked for, as long as the order itself is remembered.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 *
 * @param <F> the words of a venue
 */
public final class OrderForms<F> {
    private final Map<AccountOrder, F> forms = new WeakHashMap<>();
    private F expected;

    /** The next order of a client that comes in was asked for in these words. */
    public void expect(final F form) {
        expected = form;
    }

    /** A client's order has come in. */
    public void received(final AccountOrder order) {
        forms.put(order, expected);
    }

    /** A client's order has other words now. */
    public void replace(final AccountOrder order, final F form) {
        forms.put(order, form);
    }

    /** The words of a client's order; null for an order of the order flow. */
    public F of(final AccountOrder order) {
        return forms.get(order);
    }
}
