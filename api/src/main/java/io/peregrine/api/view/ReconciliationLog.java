package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BooleanType;
import io.peregrine.message.DifferenceDecoder;
import io.peregrine.message.DifferenceKind;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.ReconcileDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReconcileResultDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * The reconciliations with all venues: requests, results, and what differs.
 *
 * <p><b>Threading:</b> under the view's lock. <b>Memory:</b> bounded, see {@link DifferenceLog}.
 */
final class ReconciliationLog {
    private final Instruments instruments;
    private final VenueId venueIds;
    private final List<Account> accounts = new ArrayList<>();

    ReconciliationLog(final Instruments instruments) {
        this.instruments = instruments;
        venueIds = new VenueId(instruments);
        for (final Venue venue : Venue.values()) {
            if (!instruments.of(venue).isEmpty()) {
                accounts.add(new Account(venue, new DifferenceLog()));
            }
        }
    }

    /** A new run: nothing is under way, and correlation ids start again. What differs does so still. */
    void reset() {
        for (final Account account : accounts) {
            account.command = null;
            account.underWay = false;
        }
    }

    void onCommand(final ReconcileDecoder message) {
        final ReconciliationState.Command command = new ReconciliationState.Command(
                message.correlationId(), message.timeNs(), message.accept() == BooleanType.TRUE);
        for (final Account account : accounts) {
            if (message.instrumentId() == ReconcileDecoder.instrumentIdNullValue() || account == of(message.instrumentId())) {
                account.command = command;
            }
        }
    }

    void onRequest(final ReconcileRequestDecoder message) {
        final Account account = of(message.instrumentId());
        if (account != null) {
            account.request =
                    new ReconciliationState.Request(message.reconciliationId(), message.timeNs(), message.fillsSinceNs());
            account.underWay = true;
        }
    }

    /** Returns the venue whose result it is, or null where it is not traded any more. */
    Venue onResult(final ReconcileResultDecoder message, final String text) {
        final Account account = of(message.instrumentId());
        if (account == null) {
            return null;
        }
        account.underWay = false;
        account.result = new ReconciliationState.Result(message.reconciliationId(), message.timeNs(), message.cause(),
                message.complete() == BooleanType.TRUE, text, message.openOrderCount(), message.fillCount(), message.newFillCount(),
                message.differenceCount(), message.balancesCompared() == BooleanType.TRUE, message.fillsKnownNs());
        if (account.result.complete()) {
            account.completeNs = message.timeNs();
            account.differences.onComplete(account.result, message.requestTimeNs());
        }
        return account.venue;
    }

    /** Returns what differs, or agrees again; null where it is about a venue that is not traded any more. */
    Difference onDifference(final long sequence, final DifferenceDecoder message) {
        final Account account = instruments.contains(message.instrumentId())
                ? of(message.instrumentId()) : asked(message.reconciliationId());
        return account == null ? null : account.differences.onDifference(difference(sequence, account.venue, message));
    }

    void onExecutionReport(final ExecutionReportDecoder message) {
        final Account account = of(message.instrumentId());
        if (account != null) {
            account.differences.onOrder(message.clientOrderId(), message.orderStatus(), message.timeNs());
        }
    }

    /** All venues. */
    List<ReconciliationState> states() {
        return accounts.stream().map(this::state).toList();
    }

    ReconciliationState state(final Venue venue) {
        return states().stream().filter(state -> state.venue() == venue).findFirst().orElseThrow();
    }

    private ReconciliationState state(final Account account) {
        final List<Instrument> reduceOnly = instruments.of(account.venue).stream()
                .filter(instrument -> account.differences.balanceDiffers(instrument.baseAsset())
                        || account.differences.balanceDiffers(instrument.quoteAsset()))
                .toList();
        return new ReconciliationState(account.venue, account.command, account.request, account.underWay, account.result,
                account.completeNs, account.differences.open(), account.differences.settled(), reduceOnly);
    }

    private Difference difference(final long sequence, final Venue venue, final DifferenceDecoder message) {
        final boolean known = instruments.contains(message.instrumentId());
        final boolean balance = message.kind() == DifferenceKind.BALANCE;
        return new Difference(sequence, venue, message.kind(), message.action(),
                balance || !known ? DifferenceDecoder.instrumentIdNullValue() : message.instrumentId(),
                balance ? instruments.assets().get(message.assetId()) : null,
                message.clientOrderId(),
                known ? venueIds.text(message.instrumentId(), message.venueOrderId().high(), message.venueOrderId().low()) : null,
                known ? venueIds.text(message.instrumentId(), message.executionId().high(), message.executionId().low()) : null,
                message.side(), message.price(), message.quantity(), message.engineE8(), message.venueE8(),
                message.timeNs(), message.timeNs(), Order.NO_TIME);
    }

    private Account of(final int instrumentId) {
        if (!instruments.contains(instrumentId)) {
            return null;
        }
        final Venue venue = instruments.get(instrumentId).venue();
        return accounts.stream().filter(account -> account.venue == venue).findFirst().orElseThrow();
    }

    /** Whose request this is, or null. */
    private Account asked(final long reconciliationId) {
        return accounts.stream()
                .filter(account -> account.request != null && account.request.reconciliationId() == reconciliationId)
                .findFirst().orElse(null);
    }

    private static final class Account {
        private final Venue venue;
        private final DifferenceLog differences;
        private ReconciliationState.Command command;
        private ReconciliationState.Request request;
        private boolean underWay;
        private ReconciliationState.Result result;
        private long completeNs = Order.NO_TIME;

        private Account(final Venue venue, final DifferenceLog differences) {
            this.venue = venue;
            this.differences = differences;
        }
    }
}
