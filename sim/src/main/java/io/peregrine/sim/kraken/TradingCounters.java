package io.peregrine.sim.kraken;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The trading engine's counters, one for each account and pair. What touches a young order costs more (section 11). A cancel is always let
 * through and counted; everything else is refused where it would pass the ceiling.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class TradingCounters {
    private static final long[] AGES_S = {5, 10, 15, 45, 90, 300};
    private static final double[] AMEND = {3, 2, 1, 0, 0, 0};
    private static final double[] EDIT = {6, 5, 4, 2, 1, 0};
    private static final double[] CANCEL = {8, 6, 5, 4, 2, 1};
    private static final long US_PER_SECOND = 1_000_000;

    private final KrakenLimits limits;
    private final Map<Key, DecayingCounter> counters = new HashMap<>();

    TradingCounters(final KrakenLimits limits) {
        this.limits = limits;
    }

    /** The ceiling. */
    double ceiling() {
        return limits.counter();
    }

    void add(final Account account, final Pair pair, final double orders, final long nowUs) throws RequestException {
        count(account, pair, orders, nowUs);
    }

    void amend(final AccountOrder order, final Pair pair, final long nowUs) throws RequestException {
        count(order.account(), pair, 1 + penalty(AMEND, order, nowUs), nowUs);
    }

    void edit(final AccountOrder order, final Pair pair, final long nowUs) throws RequestException {
        count(order.account(), pair, 1 + penalty(EDIT, order, nowUs), nowUs);
    }

    void cancel(final AccountOrder order, final Pair pair, final long nowUs) {
        counter(order.account(), pair).add(penalty(CANCEL, order, nowUs), nowUs);
    }

    double value(final Account account, final Pair pair, final long nowUs) {
        return counter(account, pair).value(nowUs);
    }

    private void count(final Account account, final Pair pair, final double amount, final long nowUs) throws RequestException {
        if (!counter(account, pair).tryAdd(amount, nowUs)) {
            throw new RequestException("EOrder:Rate limit exceeded");
        }
    }

    private DecayingCounter counter(final Account account, final Pair pair) {
        return counters.computeIfAbsent(new Key(account.accountId(), pair.symbol()),
                key -> new DecayingCounter(limits.counter(), limits.decay()));
    }

    private static double penalty(final double[] byAge, final AccountOrder order, final long nowUs) {
        for (int i = 0; i < AGES_S.length; i++) {
            if (nowUs - order.createdUs() < AGES_S[i] * US_PER_SECOND) {
                return byAge[i];
            }
        }
        return 0;
    }

    private record Key(long accountId, String symbol) {
    }
}
