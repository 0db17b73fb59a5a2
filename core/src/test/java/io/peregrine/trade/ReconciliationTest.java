package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.ETH;
import static io.peregrine.trade.TradeFixture.SECOND_NS;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookState;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.Side;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.UnknownOrders;
import io.peregrine.strategy.quoting.MarketMaker;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What a venue says against what the engine holds (P6, P7, P10, P11, P12); the rules are those of docs/reconciliation.md. */
class ReconciliationTest {
    private static final long FOREIGN = Instrument.NULL_VALUE;
    private static final int BTC_ASSET = 0;
    private static final int USDT_ASSET = 1;
    private static final long ONE_E8 = 100_000_000L;

    private int lastReconciliation;

    @Test
    void strategiesWaitUntilTheirVenueHasToldEverything() {
        final TradeFixture fixture = new TradeFixture(TradeFixture.RUN_ID, TradeFixture.ORDERS, TradeFixture.RISK, List.of(
                new io.peregrine.strategy.StrategySettings(1, "mm", MarketMaker.TYPE, new int[] {BTC}, Map.of(), true)), null)
                .reconcilesByHand().start();
        assertEquals(List.of("journal ReconcileRequest 1", "gateway Reconcile 1", "journal ReconcileRequest 2", "gateway Reconcile 2"),
                fixture.take());
        fixture.reconciled(BTC, id(1), false, 0);
        fixture.after(SECOND_NS / 10);
        assertEquals(List.of("journal ReconcileResult 1 START incomplete new fills 0 differences 0"), fixture.take());
        fixture.after(SECOND_NS);
        assertEquals(List.of("journal ReconcileRequest 3", "gateway Reconcile 3"), fixture.take());
        fixture.reconciled(BTC, id(1), true, 0);
        assertEquals(List.of(), fixture.take(), "an answer to an older question");
        fixture.reconciled(BTC, id(3), true, 0);
        assertEquals(List.of("journal ReconcileResult 3 START complete new fills 0 differences 0",
                "journal StrategyStatus 1 RUNNING: engine start"), fixture.take());
        assertFalse(fixture.core.reconciled(), "the other venue has not");
        fixture.reconciled(2, id(2), true, 0);
        assertTrue(fixture.core.reconciled());
    }

    @Test
    void asksWhenAGatewayIsReadyAgainAndNotWhileItIsNot() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        fixture.gateway(false);
        fixture.reconcile(BTC, false);
        fixture.reconciled(BTC, next(), false, 0);
        fixture.take();
        fixture.after(100 * SECOND_NS);
        assertEquals(List.of(), requests(fixture));
        fixture.gateway(true);
        assertEquals(List.of("gateway Reconcile " + ++lastReconciliation), requests(fixture));
    }

    @Test
    void asksAtTheIntervalAndAgainWhereNoAnswerComes() {
        final OrderSettings settings = new OrderSettings(100, 5 * SECOND_NS, 0, 3, 64, 60 * SECOND_NS, UnknownOrders.REPORT);
        final TradeFixture fixture = new TradeFixture(TradeFixture.RUN_ID, settings, TradeFixture.RISK, List.of(), null).live();
        fixture.reconcilesByHand();
        fixture.after(59 * SECOND_NS);
        assertEquals(List.of(), requests(fixture));
        fixture.after(SECOND_NS);
        assertEquals(List.of("gateway Reconcile 3", "gateway Reconcile 4"), requests(fixture));
        fixture.after(Reconciliation.ANSWER_MAX_NS);
        fixture.after(SECOND_NS);
        assertEquals(List.of("gateway Reconcile 5", "gateway Reconcile 6"), requests(fixture));
    }

    @Test
    void anOrderThatWorksHereAndIsNotOnTheListIsAskedFor() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        working(fixture, 1);
        fixture.after(SECOND_NS);
        fixture.reconcile(BTC, false);
        final long asked = next();
        working(fixture, 2);
        fixture.take();
        fixture.reconciled(BTC, asked, true, 0);
        assertEquals(List.of("journal Difference MISSING_ORDER QUERIED " + (id(1) + 500) + " 100 @ 9900",
                "journal RiskEvent WARNING UNKNOWN_ORDER", "journal Report #1 TIMEOUT UNKNOWN 0/100", "journal QueryOrder #1",
                "gateway QueryOrder #1"), fixture.take().subList(0, 5), "the second one is younger than the question");
        fixture.told(id(1), OrderStatus.CANCELED, 0);
        assertEquals(0, fixture.core.openOrderCount() - 1, "the venue's word ends it");
    }

    @Test
    void theListIsAProofOfAcceptance() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(1), ExecType.TIMEOUT);
        fixture.take();
        fixture.reconcile(BTC, false);
        final long asked = next();
        fixture.listed(asked, id(1), 71, 100, 0);
        fixture.reconciled(BTC, asked, true, 1);
        assertTrue(fixture.take().contains("journal Report #1 ORDER_STATUS NEW 0/100"));
        fixture.after(100 * SECOND_NS);
        assertEquals(List.of(), fixture.take().stream().filter(line -> line.contains("Query")).toList(), "nothing more is asked");
    }

    @Test
    void anUnknownOrderThatIsNotListedIsQueriedAtOnce() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(1), ExecType.TIMEOUT);
        fixture.after(SECOND_NS);
        fixture.take();
        fixture.reconcile(BTC, false);
        fixture.reconciled(BTC, next(), true, 0);
        assertTrue(fixture.take().contains("gateway QueryOrder #1"));
    }

    @Test
    void anOrderThatEndedHereAndWorksThereIsCancelledUnlessThePolicyOnlyReports() {
        for (final UnknownOrders policy : UnknownOrders.values()) {
            final TradeFixture fixture = live(policy);
            working(fixture, 1);
            fixture.report(id(1), ExecType.CANCELED);
            fixture.after(SECOND_NS);
            fixture.take();
            fixture.reconcile(BTC, false);
            final long asked = next();
            fixture.listed(asked, id(1), 71, 100, 0);
            final boolean cancels = policy != UnknownOrders.REPORT;
            final List<String> lines = fixture.take();
            assertTrue(lines.contains("journal Difference ENDED_ORDER " + (cancels ? "CANCELED" : "REPORTED") + " 71 100 @ 9900"), policy
                    + ": " + lines);
            assertTrue(lines.contains("journal RiskEvent SEVERE TOO_LATE"));
            assertEquals(cancels, lines.contains("gateway CancelOrder #1"));
        }
    }

    @Test
    void anOrderThatEndedAfterTheQuestionIsNoDifference() {
        final TradeFixture fixture = live(UnknownOrders.CANCEL);
        working(fixture, 1);
        fixture.after(SECOND_NS);
        fixture.reconcile(BTC, false);
        final long asked = next();
        fixture.report(id(1), ExecType.CANCELED);
        fixture.take();
        fixture.listed(asked, id(1), 71, 100, 0);
        assertEquals(List.of(), fixture.take());
    }

    @Test
    void aForeignOrderIsReportedOnce() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        for (int i = 0; i < 2; i++) {
            fixture.reconcile(BTC, false);
            final long asked = next();
            fixture.take();
            fixture.listed(asked, FOREIGN, 71, 100, 0);
            fixture.reconciled(BTC, asked, true, 1);
            final String result = "journal ReconcileResult " + (int) asked + " COMMAND complete new fills 0 differences 1";
            assertEquals(i > 0 ? List.of(result)
                    : List.of("journal RiskEvent SEVERE UNKNOWN_ORDER", "journal Difference UNKNOWN_ORDER REPORTED 71 100 @ 9900", result),
                    fixture.take());
        }
    }

    @Test
    void aForeignOrderIsAdoptedAndFillsByTheVenuesIdAreItsOwn() {
        final TradeFixture fixture = live(UnknownOrders.ADOPT);
        fixture.reconcile(BTC, false);
        final long asked = next();
        fixture.take();
        fixture.listed(asked, FOREIGN, 71, 100, 30);
        assertEquals(List.of("journal RiskEvent SEVERE UNKNOWN_ORDER", "journal NewOrder #1 BUY 100",
                "journal Report #1 NEW PARTIALLY_FILLED 30/70", "journal Difference UNKNOWN_ORDER ADOPTED 71 100 @ 9900"), fixture.take());
        fixture.reconciled(BTC, asked, true, 1);
        fixture.listedFill(71, 70, 9_900, 5);
        assertEquals(0, fixture.core.openOrderCount());
        assertEquals(70, fixture.position(BTC));
    }

    @Test
    void aForeignOrderIsCancelledByTheVenuesId() {
        final TradeFixture fixture = live(UnknownOrders.CANCEL);
        fixture.reconcile(BTC, false);
        final long asked = next();
        fixture.listed(asked, FOREIGN, 71, 100, 0);
        assertTrue(fixture.take().contains("gateway CancelOrder #1"));
    }

    @Test
    void aFillIsAppliedOnceWhoeverTellsItFirst() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        working(fixture, 1);
        fixture.fill(id(1), 40, 9_900, 9);
        fixture.reconcile(BTC, false);
        final long asked = next();
        fixture.listedFill(id(1) + 500, 40, 9_900, 9);
        fixture.listedFill(id(1) + 500, 10, 9_900, 10);
        fixture.reconciled(BTC, asked, true, 1);
        fixture.fill(id(1), 10, 9_900, 10);
        assertEquals(50, fixture.position(BTC));
        assertEquals(2, fixture.counter(TradeCounter.REPORTS_DUPLICATE));
        assertTrue(fixture.take().contains("journal ReconcileResult " + (int) asked + " COMMAND complete new fills 1 differences 0"));
    }

    @Test
    void aFillOfAnUnknownOrderIsReportedWithItsFactsOnceAndAfterARestart() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        fixture.take();
        fixture.listedFill(71, 40, 9_900, 9);
        fixture.listedFill(71, 40, 9_900, 9);
        assertEquals(List.of("journal RiskEvent SEVERE UNKNOWN_ORDER", "journal Difference UNKNOWN_FILL REPORTED 71 40 @ 9900"),
                fixture.take());
        assertEquals(0, fixture.position(BTC), "nothing is made up");
        final TradeFixture restarted = restart(fixture).live();
        restarted.listedFill(71, 40, 9_900, 9);
        assertEquals(List.of(), restarted.take());
    }

    @Test
    void aFillThatMayBelongToAnOrderInFlightIsWaitedFor() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.reconcile(BTC, false);
        final long asked = next();
        fixture.take();
        fixture.listedFill(id(1) + 500, 100, 9_900, 9);
        fixture.reconciled(BTC, asked, true, 0);
        assertEquals(List.of("journal ReconcileResult " + (int) asked + " COMMAND complete new fills 0 differences 0"), fixture.take());
        fixture.report(id(1), ExecType.NEW);
        fixture.after(SECOND_NS);
        assertTrue(requests(fixture).contains("gateway Reconcile " + ++lastReconciliation), "soon again");
        fixture.listedFill(id(1) + 500, 100, 9_900, 9);
        assertEquals(100, fixture.position(BTC));
    }

    @Test
    void balancesThatFillsExplainAreNoDifference() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        compare(fixture, 5 * ONE_E8, 1_000 * ONE_E8);
        assertEquals(List.of("Baseline asset 0 500000000", "Baseline asset 1 100000000000"), baselines(fixture));
        working(fixture, 1);
        fixture.fill(id(1), 100, 9_900, 9);
        compare(fixture, 5 * ONE_E8 + 10_000_000L, 1_000 * ONE_E8 - 990_000_000L);
        assertEquals(List.of(), baselines(fixture));
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertTrue(fixture.take().contains("gateway NewOrder #2 BUY 100 @ 9900"));
    }

    @Test
    void aBalanceDifferenceCountsTheSecondTimeAndMakesTheInstrumentReduceOnlyUntilItIsGone() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        compare(fixture, 5 * ONE_E8, 1_000 * ONE_E8);
        working(fixture, 1);
        fixture.fill(id(1), 100, 9_900, 9);
        fixture.place(BTC, Side.BUY, 100, 9_800);
        fixture.report(id(2), ExecType.NEW);
        fixture.take();
        compare(fixture, 5 * ONE_E8 + 3_000_000L, 1_000 * ONE_E8 - 990_000_000L);
        assertEquals(List.of(), differences(fixture), "it may be on its way");
        compare(fixture, 5 * ONE_E8 + 3_000_000L, 1_000 * ONE_E8 - 990_000_000L);
        final List<String> lines = fixture.take();
        assertTrue(lines.contains("journal Difference BALANCE REDUCE_ONLY asset 0: 510000000, venue 503000000"), lines.toString());
        assertTrue(lines.contains("journal RiskEvent SEVERE BALANCE_DIFFERENCE"));
        assertTrue(lines.contains("gateway CancelOrder #2"), "what would add is cancelled");
        assertEquals(100, fixture.position(BTC), "and the position is as it was");
        fixture.place(BTC, Side.BUY, 100, 9_900);
        assertTrue(fixture.take().contains("journal RiskEvent WARNING REDUCE_ONLY"));
        fixture.place(BTC, Side.SELL, 101, 10_100);
        assertTrue(fixture.take().contains("journal RiskEvent WARNING REDUCE_ONLY"), "beyond zero");
        fixture.place(BTC, Side.SELL, 100, 10_100);
        assertTrue(fixture.take().contains("gateway NewOrder #5 SELL 100 @ 10100"));

        final TradeFixture restarted = restart(fixture).live();
        restarted.place(BTC, Side.BUY, 100, 9_900);
        assertTrue(restarted.take().contains("journal RiskEvent WARNING REDUCE_ONLY"), "a restart does not make it good");

        compare(fixture, 5 * ONE_E8 + 10_000_000L, 1_000 * ONE_E8 - 990_000_000L);
        assertEquals(List.of("journal Difference BALANCE AGREED asset 0: 510000000, venue 510000000"), differences(fixture));
        fixture.place(BTC, Side.BUY, 100, 9_800);
        assertTrue(fixture.take().contains("gateway NewOrder #6 BUY 100 @ 9800"));
    }

    @Test
    void aDepositIsAcceptedByCommandOnly() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        compare(fixture, 5 * ONE_E8, 1_000 * ONE_E8);
        compare(fixture, 5 * ONE_E8, 2_000 * ONE_E8);
        compare(fixture, 5 * ONE_E8, 2_000 * ONE_E8);
        assertEquals(1, differences(fixture).size());
        fixture.reconcile(BTC, true);
        answer(fixture, next(), 5 * ONE_E8, 2_000 * ONE_E8);
        final List<String> lines = fixture.take();
        assertTrue(lines.contains("journal Baseline asset 1 200000000000"), lines.toString());
        assertTrue(lines.contains("journal Difference BALANCE AGREED asset 1: 200000000000, venue 200000000000"));
        compare(fixture, 5 * ONE_E8, 2_000 * ONE_E8);
        assertEquals(List.of(), differences(fixture));
    }

    @Test
    void balancesAreNotComparedInTheMiddleOfFills() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        compare(fixture, 5 * ONE_E8, 1_000 * ONE_E8);
        working(fixture, 1);
        fixture.take();
        fixture.reconcile(BTC, false);
        final long asked = next();
        fixture.balance(asked, BTC_ASSET, 5 * ONE_E8);
        fixture.balance(asked, USDT_ASSET, 1_000 * ONE_E8);
        fixture.fill(id(1), 100, 9_900, 9);
        fixture.listed(asked, id(1), id(1) + 500, 100, 0);
        fixture.reconciled(BTC, asked, true, 0);
        assertTrue(fixture.take().contains("journal ReconcileResult " + (int) asked + " COMMAND complete new fills 1 differences 0"));
        fixture.after(SECOND_NS);
        assertEquals(List.of("gateway Reconcile " + ++lastReconciliation), requests(fixture), "soon again");
    }

    @Test
    void theCursorSurvivesARestart() {
        final TradeFixture fixture = live(UnknownOrders.REPORT);
        working(fixture, 1);
        fixture.fill(id(1), 40, 9_900, 9);
        final long fillTimeNs = fixture.nowNs;
        fixture.after(3_600 * SECOND_NS);
        fixture.reconcile(BTC, false);
        fixture.reconciled(BTC, next(), true, 0);
        final TradeFixture restarted = restart(fixture);
        restarted.reconcilesByHand();
        restarted.start();
        assertEquals(fillTimeNs - Reconciliation.FILLS_MARGIN_NS, restarted.fillsSinceNs);
    }

    /** With a LIVE book, past the reconciliations of its start, answered by hand from now on. */
    private TradeFixture live(final UnknownOrders policy) {
        final TradeFixture fixture = new TradeFixture(
                TradeFixture.RUN_ID, TradeFixture.settings(policy), TradeFixture.RISK, List.of(), null).live();
        fixture.book(ETH, BookState.LIVE);
        lastReconciliation = 2;
        return fixture.reconcilesByHand();
    }

    private TradeFixture restart(final TradeFixture before) {
        final TradeFixture restarted = new TradeFixture(
                TradeFixture.RUN_ID + 1, TradeFixture.settings(UnknownOrders.REPORT), TradeFixture.RISK, List.of(), null);
        restarted.nowNs = before.nowNs;
        final JournalLines lines = new JournalLines();
        for (int i = 0; i < before.records.size(); i++) {
            lines.dispatch(i, new UnsafeBuffer(before.records.get(i)), restarted.core.recovery());
        }
        return restarted;
    }

    private long next() {
        return id(++lastReconciliation);
    }

    private void compare(final TradeFixture fixture, final long btcE8, final long usdtE8) {
        fixture.reconcile(BTC, false);
        answer(fixture, next(), btcE8, usdtE8);
    }

    /** Balances, and all orders that are open here. */
    private void answer(final TradeFixture fixture, final long asked, final long btcE8, final long usdtE8) {
        fixture.balance(asked, BTC_ASSET, btcE8);
        fixture.balance(asked, USDT_ASSET, usdtE8);
        for (long number = 1; number < 10; number++) {
            if (fixture.working(id((int) number))) {
                fixture.listed(asked, id((int) number), id((int) number) + 500, 100, 0);
            }
        }
        fixture.reconciled(BTC, asked, true, 0);
    }

    private static void working(final TradeFixture fixture, final int number) {
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(number), ExecType.NEW);
    }

    private static List<String> requests(final TradeFixture fixture) {
        return fixture.take().stream().filter(line -> line.startsWith("gateway Reconcile")).toList();
    }

    private static List<String> differences(final TradeFixture fixture) {
        return fixture.take().stream().filter(line -> line.contains("Difference")).toList();
    }

    private static List<String> baselines(final TradeFixture fixture) {
        return fixture.take().stream().filter(line -> line.contains("Baseline")).map(line -> line.substring("journal ".length()))
                .filter(line -> !line.contains("asset 2")).toList();
    }
}
