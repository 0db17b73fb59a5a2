package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.ReconcileCause;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.order.FlattenOrderId;
import io.peregrine.order.OrderListener;
import io.peregrine.order.ReconciliationListener;
import io.peregrine.risk.PreTradeRisk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares what the engine holds with what each venue says: at the start, when a gateway becomes ready again, at an interval, and on
 * demand. The rules are written down in {@code docs/reconciliation.md}.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
final class Reconciliation implements ReconciliationListener {
    /** How far back of the last known fill the venue is asked: its own clock orders fills, but it may list one late. */
    static final long FILLS_MARGIN_NS = 10_000_000_000L;
    /** The same where no fill is known, and the engine's clock must do. */
    static final long CLOCK_MARGIN_NS = 60_000_000_000L;
    /** Without the end of an answer for so long, it does not come any more. */
    static final long ANSWER_MAX_NS = 30_000_000_000L;
    /** The first pause before a venue is asked again; each further one is twice as long, up to {@value #DOUBLINGS_MAX} times. */
    static final long AGAIN_NS = 500_000_000L;
    private static final int DOUBLINGS_MAX = 6;
    /** A fill whose order may be ours is waited for so often. */
    private static final int AWAIT_ATTEMPTS_MAX = 6;

    private final AccountState[] accounts;
    private final AccountState[] byInstrument;
    private final BalanceReconciliation balances;
    private final ReconciliationSnapshot snapshot;
    private final OpenOrderCheck openOrders;
    private final ReconciliationRecords records;
    private final OrderListener gateway;
    private final TradeCounters counters;
    private final long intervalNs;
    private long lastId;
    private boolean reconciledNow;

    Reconciliation(
            final TradeContext context, final TradeState state, final HeldStops held, final OrderDesk desk,
            final ExecutionDesk executions, final PreTradeRisk risk) {
        final Instruments instruments = context.instruments();
        gateway = context.gateway();
        counters = state.counters();
        intervalNs = context.orders().reconcileIntervalNs();
        lastId = (long) context.runId() << Integer.SIZE;
        records = new ReconciliationRecords(state.records());
        openOrders = new OpenOrderCheck(instruments, state, records, held, desk, executions, context.orders().unknownOrders());
        accounts = accounts(instruments);
        byInstrument = new AccountState[instruments.count()];
        for (final AccountState account : accounts) {
            IntStream.of(account.instrumentIds).forEach(id -> byInstrument[id] = account);
        }
        balances = new BalanceReconciliation(context, state, records, desk, risk, accounts);
        snapshot = new ReconciliationSnapshot(accounts, balances, state.fills());
    }

    private static AccountState[] accounts(final Instruments instruments) {
        final List<AccountState> accounts = new ArrayList<>();
        for (final Venue venue : Venue.values()) {
            final int[] ids = instruments.of(venue).stream().mapToInt(instrument -> instrument.instrumentId()).toArray();
            if (ids.length > 0) {
                accounts.add(new AccountState(venue, ids));
            }
        }
        return accounts.toArray(new AccountState[0]);
    }

    /** Asks every venue. */
    void begin(final long nowNs) {
        for (final AccountState account : accounts) {
            if (account.fillsKnownNs == NULL_VALUE) {
                account.fillsKnownNs = nowNs - CLOCK_MARGIN_NS;
            }
        }
        balances.begin();
        requestAll(ReconcileCause.START, nowNs);
    }

    /** Asks those whose time has come. */
    void doWork(final long nowNs) {
        for (final AccountState account : accounts) {
            if (account.underWay() && nowNs - account.requestTimeNs >= ANSWER_MAX_NS) {
                end(account, null, nowNs);
            } else if (!account.underWay() && account.usable && account.nextTimeNs <= nowNs) {
                request(account, account.nextCause, nowNs);
            }
        }
    }

    /** A person or a program asks for it; of one of the venue's instruments, or of {@link OrderDesk#ANY}. */
    void onCommand(final int instrumentId, final boolean accept, final long nowNs) {
        for (final AccountState account : accounts) {
            if (instrumentId == OrderDesk.ANY || account(instrumentId) == account) {
                if (accept) {
                    balances.acceptNext(account);
                }
                request(account, ReconcileCause.COMMAND, nowNs);
            }
        }
    }

    /** Has this instrument's venue told everything once, so that strategies may trade it? */
    boolean reconciled(final int instrumentId) {
        return byInstrument[instrumentId].reconciled;
    }

    /** Has a venue told everything for the first time since the last call? */
    boolean takeReconciled() {
        final boolean taken = reconciledNow;
        reconciledNow = false;
        return taken;
    }

    /** A fill was applied. */
    void onFill(final int instrumentId, final long venueTimeNs) {
        byInstrument[instrumentId].onFill(venueTimeNs);
    }

    /**
     * A fill whose order is not known, although it may be one of ours: one that the venue has not acknowledged yet, so that its id there
     * is not known, or one that closes a position and that the engine has not heard of yet. It will be told again, when that is.
     */
    boolean awaited(final ExecutionReportDecoder fill) {
        final boolean unidentified = fill.clientOrderId() == ExecutionReportDecoder.clientOrderIdNullValue()
                && openOrders.anyUnidentified(fill.instrumentId());
        final boolean awaited = byInstrument[fill.instrumentId()].attempts < AWAIT_ATTEMPTS_MAX
                && (unidentified || FlattenOrderId.is(fill.clientOrderId()));
        if (awaited) {
            byInstrument[fill.instrumentId()].fillAwaited = true;
        }
        return awaited;
    }

    /** A fill of an order that nobody here knows, told for the first time. */
    void onUnknownFill(final ExecutionReportDecoder fill, final long nowNs) {
        final AccountState account = byInstrument[fill.instrumentId()];
        account.lastFillNs = Math.max(account.lastFillNs, fill.venueTimeNs());
        account.differenceCount++;
        records.unknownFill(fill, account.reconciliationId, nowNs);
    }

    /** Reads back that every fill up to then is here. */
    void restore(final int instrumentId, final long fillsKnownNs) {
        final AccountState account = account(instrumentId);
        if (account != null) {
            account.fillsKnownNs = fillsKnownNs;
        }
    }

    /** Reads back that the engine was there at this time: nothing that it traded is older. */
    void restoreStart(final long timeNs) {
        for (final AccountState account : accounts) {
            if (account.fillsKnownNs == NULL_VALUE) {
                account.fillsKnownNs = timeNs - CLOCK_MARGIN_NS;
            }
        }
    }

    /** Reads back the time of a fill. */
    void restoreFill(final int instrumentId, final long venueTimeNs) {
        final AccountState account = byInstrument[instrumentId];
        account.lastFillNs = Math.max(account.lastFillNs, venueTimeNs);
    }

    BalanceReconciliation balances() {
        return balances;
    }

    ReconciliationSnapshot snapshot() {
        return snapshot;
    }

    /** One on a venue's list; or, where no list was asked for, one that is sent to close a position. */
    @Override
    public void onOpenOrder(final OpenOrderDecoder order, final long nowNs) {
        if (order.reconciliationId() == NULL_VALUE && FlattenOrderId.is(order.clientOrderId())) {
            openOrders.onSentElsewhere(order, nowNs);
            return;
        }
        for (final AccountState account : accounts) {
            if (account.asked(order.reconciliationId()) && openOrders.onListed(order, account, nowNs)) {
                account.differenceCount++;
            }
        }
    }

    @Override
    public void onBalance(final BalanceDecoder balance, final long nowNs) {
        final AccountState account = account(balance.instrumentId());
        if (account != null && account.asked(balance.reconciliationId())) {
            balances.onBalance(account, balance);
        }
    }

    @Override
    public void onReconcileEnd(final ReconcileEndDecoder end, final long nowNs) {
        final AccountState account = account(end.instrumentId());
        if (account != null && account.asked(end.reconciliationId())) {
            end(account, end, nowNs);
        }
    }

    @Override
    public void onGatewayStatus(final GatewayStatusDecoder status, final long nowNs) {
        final AccountState account = account(status.instrumentId());
        if (account == null) {
            return;
        }
        account.usable = status.ready() == BooleanType.TRUE;
        account.attempts = 0;
        if (account.usable) {
            request(account, account.reconciled ? ReconcileCause.READY : ReconcileCause.START, nowNs);
        }
    }

    private AccountState account(final int instrumentId) {
        return instrumentId >= 0 && instrumentId < byInstrument.length ? byInstrument[instrumentId] : null;
    }

    private void requestAll(final ReconcileCause cause, final long nowNs) {
        for (final AccountState account : accounts) {
            request(account, cause, nowNs);
        }
    }

    /** Answers to an older request count no more. */
    private void request(final AccountState account, final ReconcileCause cause, final long nowNs) {
        counters.increment(TradeCounter.RECONCILIATIONS);
        account.reconciliationId = ++lastId;
        account.requestTimeNs = nowNs;
        account.cause = cause;
        account.newFillCount = 0;
        account.differenceCount = 0;
        account.fillAwaited = false;
        account.nextTimeNs = AccountState.NEVER;
        account.lastFillAtRequestNs = account.lastFillNs;
        balances.onRequest(account);
        final ReconcileRequestDecoder request = records.request(account, account.fillsKnownNs - FILLS_MARGIN_NS);
        try {
            gateway.onReconcile(request, nowNs);
        } catch (final RuntimeException failure) {
            throw new TradeFault("the gateway threw on a reconciliation", failure);
        }
    }

    private void end(final AccountState account, final ReconcileEndDecoder end, final long nowNs) {
        final boolean complete = end != null && end.complete() == BooleanType.TRUE;
        boolean settled = complete;
        boolean compared = false;
        if (complete) {
            if (!account.fillAwaited) {
                account.fillsKnownNs = Math.max(account.fillsKnownNs, account.lastFillAtRequestNs);
            }
            account.differenceCount += openOrders.onEnd(account, nowNs);
            if (balances.told(account)) {
                compared = account.newFillCount == 0 && !account.fillAwaited && !openOrders.anyUnknown(account);
                settled = compared && balances.compare(account, nowNs);
            }
        }
        settled &= !account.fillAwaited;
        records.result(account, end, compared, nowNs);
        account.reconciliationId = NULL_VALUE;
        if (complete && !account.reconciled) {
            account.reconciled = true;
            reconciledNow = true;
        }
        if (settled) {
            account.attempts = 0;
            account.schedule(intervalNs == 0 ? AccountState.NEVER : nowNs + intervalNs, ReconcileCause.PERIODIC);
        } else {
            final long pauseNs = AGAIN_NS << Math.min(account.attempts++, DOUBLINGS_MAX);
            account.schedule(nowNs + pauseNs, account.reconciled ? ReconcileCause.AGAIN : ReconcileCause.START);
        }
    }
}
