package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.DifferenceAction;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Severity;
import io.peregrine.message.Side;
import io.peregrine.order.Order;
import io.peregrine.order.OrderTable;
import io.peregrine.position.PositionBook;
import io.peregrine.position.PositionListener;
import io.peregrine.risk.Balances;
import io.peregrine.risk.PreTradeRisk;

/**
 * The balances of all venues: compares, journals and tells what differs, and makes instruments reduce-only meanwhile. Nothing here ever
 * changes a position.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
final class BalanceReconciliation {
    private final Instruments instruments;
    private final OrderTable orders;
    private final PositionBook positions;
    private final Records events;
    private final ReconciliationRecords records;
    private final OrderDesk desk;
    private final AccountState[] accounts;
    private final BalanceCheck[] checks;
    private final boolean[] acceptNext;
    private Balances told;
    private PositionListener listener = PositionListener.NONE;

    BalanceReconciliation(
            final TradeContext context, final TradeState state, final ReconciliationRecords records, final OrderDesk desk,
            final PreTradeRisk risk, final AccountState[] accounts) {
        instruments = context.instruments();
        orders = state.orders();
        positions = state.positions();
        events = state.records();
        this.records = records;
        this.desk = desk;
        this.accounts = accounts;
        checks = new BalanceCheck[accounts.length];
        acceptNext = new boolean[accounts.length];
        for (int i = 0; i < accounts.length; i++) {
            checks[i] = new BalanceCheck(instruments, accounts[i].venue, positions, risk);
        }
    }

    /** Who hears of the balances as they are at a moment without fills; one, set before the first. */
    void told(final Balances newTold) {
        told = newTold;
    }

    /** Who hears of the baselines that are known now, and of each new one. */
    void listener(final PositionListener newListener) {
        listener = newListener;
        for (int i = 0; i < accounts.length; i++) {
            for (int assetId = 0; assetId < checks[i].assetCount(); assetId++) {
                tellBaseline(accounts[i], checks[i], assetId);
            }
        }
    }

    private void tellBaseline(final AccountState account, final BalanceCheck check, final int assetId) {
        for (final int instrumentId : account.instrumentIds) {
            if (instruments.assetId(instruments.get(instrumentId).baseAsset()) == assetId && check.baselineE8(assetId) != NULL_VALUE) {
                listener.onBaseline(instrumentId, check.baselineE8(assetId));
            }
        }
    }

    /** The journal is read: what differed then is reduce-only still. */
    void begin() {
        for (final BalanceCheck check : checks) {
            check.applyToRisk();
        }
    }

    /** What the balances are when they are compared next is right. */
    void acceptNext(final AccountState account) {
        acceptNext[index(account)] = true;
    }

    /** Reads back. */
    void restoreBaseline(final int instrumentId, final int assetId, final long baselineE8) {
        check(instrumentId).baseline(assetId, baselineE8);
    }

    /** Reads back; 0 where all is well again. */
    void restoreDifference(final int instrumentId, final int assetId, final long differenceE8) {
        check(instrumentId).difference(assetId, differenceE8);
    }

    void onRequest(final AccountState account) {
        checks[index(account)].begin();
    }

    void onBalance(final AccountState account, final BalanceDecoder balance) {
        checks[index(account)].onBalance(balance.assetId(), balance.freeE8(), balance.lockedE8());
    }

    boolean told(final AccountState account) {
        return checks[index(account)].told();
    }

    /**
     * Compares; to be called when no fill came between the question and its answer.
     *
     * @return false where a difference is to be confirmed by one more comparison
     */
    boolean compare(final AccountState account, final long nowNs) {
        final int index = index(account);
        final BalanceCheck check = checks[index];
        boolean settled = true;
        for (int assetId = 0; assetId < check.assetCount(); assetId++) {
            if (check.relevant(assetId)) {
                settled &= compare(account, check, assetId, acceptNext[index], nowNs);
                told.told(account.venue, assetId, check.venueE8(assetId), check.lockedE8(assetId));
            }
        }
        acceptNext[index] = false;
        check.applyToRisk();
        cancelWhatAdds(account, check, nowNs);
        return settled;
    }

    private boolean compare(
            final AccountState account, final BalanceCheck check, final int assetId, final boolean accept, final long nowNs) {
        final boolean wasDifferent = check.different(assetId);
        final BalanceCheck.Outcome outcome = check.compare(assetId);
        switch (outcome) {
            case AGREED -> {
                return true;
            }
            case NEW_BASELINE -> baseline(account, check, assetId, nowNs);
            case AGREED_AGAIN -> agreed(account, check, assetId, nowNs);
            case SUSPECT, DIFFERENT, STILL_DIFFERENT -> {
                if (accept) {
                    accept(account, check, assetId, wasDifferent, nowNs);
                    return true;
                }
                account.differenceCount++;
                if (outcome == BalanceCheck.Outcome.DIFFERENT) {
                    records.balance(account, assetId, check, DifferenceAction.REDUCE_ONLY, nowNs);
                    event(account, check, assetId, Severity.SEVERE, nowNs);
                }
            }
        }
        return outcome != BalanceCheck.Outcome.SUSPECT;
    }

    private void accept(
            final AccountState account, final BalanceCheck check, final int assetId, final boolean wasDifferent, final long nowNs) {
        check.accept(assetId);
        baseline(account, check, assetId, nowNs);
        if (wasDifferent) {
            agreed(account, check, assetId, nowNs);
        }
    }

    private void baseline(final AccountState account, final BalanceCheck check, final int assetId, final long nowNs) {
        records.baseline(account, assetId, check.baselineE8(assetId), nowNs);
        tellBaseline(account, check, assetId);
    }

    private void agreed(final AccountState account, final BalanceCheck check, final int assetId, final long nowNs) {
        records.balance(account, assetId, check, DifferenceAction.AGREED, nowNs);
        event(account, check, assetId, Severity.INFO, nowNs);
    }

    private void event(
            final AccountState account, final BalanceCheck check, final int assetId, final Severity severity, final long nowNs) {
        events.balanceEvent(
                instrument(account, assetId), severity, RejectReason.BALANCE_DIFFERENCE, check.expectedE8(assetId), check.venueE8(assetId),
                nowNs);
    }

    /** Reduce-only also holds for what works already. */
    private void cancelWhatAdds(final AccountState account, final BalanceCheck check, final long nowNs) {
        for (final int instrumentId : account.instrumentIds) {
            final long quantity = positions.total(instrumentId).quantity();
            Order order = check.reduceOnly(instruments.get(instrumentId)) ? orders.open(instrumentId).first() : null;
            while (order != null) {
                final Order next = order.nextOpen();
                if (order.side() == Side.BUY ? quantity >= 0 : quantity <= 0) {
                    desk.cancel(order, nowNs);
                }
                order = next;
            }
        }
    }

    /** The first of the venue's instruments that is made of the asset. */
    private int instrument(final AccountState account, final int assetId) {
        for (final int instrumentId : account.instrumentIds) {
            final Instrument instrument = instruments.get(instrumentId);
            if (instruments.assetId(instrument.baseAsset()) == assetId || instruments.assetId(instrument.quoteAsset()) == assetId) {
                return instrumentId;
            }
        }
        return account.instrumentId();
    }

    /** Of the venue of this instrument. */
    BalanceCheck check(final int instrumentId) {
        for (int i = 0; i < accounts.length; i++) {
            for (final int id : accounts[i].instrumentIds) {
                if (id == instrumentId) {
                    return checks[i];
                }
            }
        }
        throw new IllegalArgumentException("no instrument " + instrumentId);
    }

    private int index(final AccountState account) {
        for (int i = 0; i < accounts.length; i++) {
            if (accounts[i] == account) {
                return i;
            }
        }
        throw new IllegalArgumentException("no account at " + account.venue);
    }
}
