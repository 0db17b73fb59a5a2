package io.peregrine.sim.kraken;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * What is to happen later: good-till-date orders that expire, and dead man's switches that fire.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> microseconds since the epoch.
 */
final class Timers {
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>(Comparator.comparingLong(Expiry::timeUs));
    private final Map<Account, Long> switches = new LinkedHashMap<>();

    /** Notes when an order expires. */
    void expire(final AccountOrder order, final long timeUs) {
        expiries.add(new Expiry(timeUs, order));
    }

    /** Arms an account's switch anew. */
    void arm(final Account account, final long timeUs) {
        switches.put(account, timeUs);
    }

    void disarm(final Account account) {
        switches.remove(account);
    }

    /** Hands over what is due. */
    void run(final long nowUs, final Consumer<AccountOrder> expired, final Consumer<Account> fired) {
        while (!expiries.isEmpty() && expiries.peek().timeUs() <= nowUs) {
            final AccountOrder order = expiries.remove().order();
            if (!order.status().finished()) {
                expired.accept(order);
            }
        }
        for (final Iterator<Map.Entry<Account, Long>> armed = switches.entrySet().iterator(); armed.hasNext();) {
            final Map.Entry<Account, Long> next = armed.next();
            if (next.getValue() <= nowUs) {
                armed.remove();
                fired.accept(next.getKey());
            }
        }
    }

    /** When something is due, {@link Long#MAX_VALUE} where nothing is. */
    long nextUs() {
        long nextUs = expiries.isEmpty() ? Long.MAX_VALUE : expiries.peek().timeUs();
        for (final long timeUs : switches.values()) {
            nextUs = Math.min(nextUs, timeUs);
        }
        return nextUs;
    }

    private record Expiry(long timeUs, AccountOrder order) {
    }
}
