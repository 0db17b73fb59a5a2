package io.peregrine.api.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.api.view.JournalRecords.Terms;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.DifferenceAction;
import io.peregrine.message.DifferenceKind;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.ReconcileCause;
import io.peregrine.message.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the journal tells of reconciliations, and when a difference counts as settled. */
class ReconciliationLogTest {
    private static final long NULL = Instrument.NULL_VALUE;
    private static final int BTC = 0;
    private static final int ETH = 2;
    private static final Terms SELL = new Terms(0, 0, Side.SELL, 6_000_000, 100_000);

    private final ScriptedEngine engine = new ScriptedEngine();
    private final EngineView view = new EngineView(engine, 60);
    private final JournalRecords journal = new JournalRecords(view);
    private final long start = journal.nowNs();
    private long id;

    @Test
    void showsCommandRequestAndResult() {
        assertNull(state().result());
        journal.reconcile(7, false);
        journal.at(start + 10).reconcileRequest(1);
        assertTrue(state().underWay());
        journal.at(start + 20).reconcileResult(1, start + 10, 0, true, "");
        final ReconciliationState state = state();
        assertEquals(new ReconciliationState.Command(7, start, false), state.command());
        assertEquals(new ReconciliationState.Request(1, start + 10, start + 10 - 10_000_000_000L), state.request());
        assertEquals(new ReconciliationState.Result(1, start + 20, ReconcileCause.COMMAND, true, "", 3, 2, 1, 0, true, NULL),
                state.result());
        assertEquals(List.of(false, start + 20), List.of(state.underWay(), state.completeNs()));

        journal.at(start + 30).reconcileRequest(2);
        journal.at(start + 40).reconcileResult(2, start + 30, 0, false, "EAPI:Rate limit exceeded");
        assertEquals("EAPI:Rate limit exceeded", state().result().text());
        assertEquals(start + 20, state().completeNs(), "the last time that everything was told");
        journal.reconcileRequest(3);
        journal.started(2);
        assertFalse(state().underWay(), "the answer went to the run that ended");
        assertNull(state().command());
    }

    @Test
    void aBalanceMakesItsInstrumentsReduceOnlyUntilItAgrees() {
        journal.balanceDifference(1, ETH, DifferenceAction.REDUCE_ONLY, 100, 90);
        assertEquals(List.of(ScriptedEngine.ETH, ScriptedEngine.ETH_BTC), state().reduceOnly());
        journal.started(2);
        complete(0);
        assertEquals(List.of("ETH"), state().open().stream().map(Difference::asset).toList(), "over restarts too");
        journal.at(start + 50).balanceDifference(2, BTC, DifferenceAction.REDUCE_ONLY, 7, 8);
        assertEquals(3, state().reduceOnly().size());
        journal.at(start + 60).balanceDifference(3, ETH, DifferenceAction.AGREED, 90, 90);
        assertEquals(List.of(ScriptedEngine.BTC, ScriptedEngine.ETH_BTC), state().reduceOnly());
        final Difference settled = state().settled().getFirst();
        assertEquals(List.of("ETH", start, start + 60), List.of(settled.asset(), settled.sinceNs(), settled.settledNs()));
    }

    @Test
    void anOrderThatTheVenueIsAskedForIsSettledByItsAnswer() {
        journal.orderDifference(1, DifferenceKind.MISSING_ORDER, DifferenceAction.QUERIED, 1001, 5, NULL);
        journal.report(1001, SELL, ExecType.TIMEOUT, OrderStatus.UNKNOWN, 0);
        complete(0);
        assertEquals(1, state().open().size(), "a list does not end it");
        journal.report(1002, SELL, ExecType.CANCELED, OrderStatus.CANCELED, 0);
        assertEquals(1, state().open().size(), "another order");
        journal.report(1001, SELL, ExecType.ORDER_STATUS, OrderStatus.NEW, 0);
        settled(DifferenceKind.MISSING_ORDER);
    }

    @Test
    void anUnknownOrderIsSettledByItsEndOrWhenNothingDiffersAnyMore() {
        journal.orderDifference(1, DifferenceKind.UNKNOWN_ORDER, DifferenceAction.CANCELED, 1001, 5, NULL);
        complete(0);
        assertEquals(1, state().open().size());
        journal.report(1001, SELL, ExecType.CANCELED, OrderStatus.CANCELED, 0);
        settled(DifferenceKind.UNKNOWN_ORDER);

        journal.orderDifference(1, DifferenceKind.UNKNOWN_ORDER, DifferenceAction.ADOPTED, 1002, 6, NULL);
        assertEquals(DifferenceAction.ADOPTED, settled(DifferenceKind.UNKNOWN_ORDER).action());

        journal.orderDifference(1, DifferenceKind.UNKNOWN_ORDER, DifferenceAction.REPORTED, NULL, 7, NULL);
        complete(1);
        assertEquals("7", state().open().getFirst().venueOrderId(), "it may be the one that differs");
        complete(0);
        settled(DifferenceKind.UNKNOWN_ORDER);
    }

    @Test
    void anEndedOrderIsSettledWhenTheVenueDoesNotListItAnyMore() {
        final long asked = journal.at(start + 100).nowNs();
        journal.at(start + 110).orderDifference(1, DifferenceKind.ENDED_ORDER, DifferenceAction.CANCELED, 1001, 5, NULL);
        journal.reconcileResult(1, asked, 1, true, "");
        journal.at(start + 200).orderDifference(2, DifferenceKind.ENDED_ORDER, DifferenceAction.CANCELED, 1001, 5, NULL);
        journal.reconcileResult(2, start + 190, 1, true, "");
        assertEquals(List.of(start + 110, start + 200), List.of(state().open().getFirst().sinceNs(), state().open().getFirst().toldNs()));
        complete(1);
        settled(DifferenceKind.ENDED_ORDER);
    }

    @Test
    void anUnknownFillIsSettledWhenBalancesAgree() {
        journal.orderDifference(NULL, DifferenceKind.UNKNOWN_FILL, DifferenceAction.REPORTED, NULL, 5, 77);
        journal.at(start + 1_000).reconcileResult(1, start + 500, 0, false, "");
        assertEquals("77", state().open().getFirst().executionId(), "balances were not compared");
        complete(0);
        settled(DifferenceKind.UNKNOWN_FILL);
    }

    /** Everything is told, in answer to a question that was asked after all that was found before. */
    private void complete(final int differenceCount) {
        final long askedNs = journal.nowNs() + 1_000;
        journal.at(askedNs + 1_000).reconcileResult(++id, askedNs, differenceCount, true, "");
    }

    private Difference settled(final DifferenceKind kind) {
        assertEquals(List.of(), state().open());
        assertEquals(kind, state().settled().getFirst().kind());
        assertEquals(journal.nowNs(), state().settled().getFirst().settledNs());
        return state().settled().getFirst();
    }

    private ReconciliationState state() {
        return view.reconciliation(Venue.BINANCE_SPOT);
    }
}
