package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.ETH;
import static io.peregrine.trade.TradeFixture.ORDER_TIMEOUT_NS;
import static io.peregrine.trade.TradeFixture.SECOND_NS;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.BookState;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.UnknownOrders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What others lost money by, event for event: requests whose outcome is not known, and starts in the middle of trading. */
class AmbiguousOutcomeTest {
    private static final long DAY_NS = 86_400 * SECOND_NS;
    private static final long ONE_E8 = 100_000_000L;
    private static final OrderSettings SETTINGS = new OrderSettings(100, ORDER_TIMEOUT_NS, 0, 3, 64, 0, UnknownOrders.REPORT);

    /** P6: the request times out, and a proof of acceptance comes by another way: nothing is sent again, nothing is asked any more. */
    @Test
    void anyProofOfAcceptanceEndsTheAsking() {
        final Map<String, Consumer<TradeFixture>> proofs = new LinkedHashMap<>();
        proofs.put("stream", fixture -> fixture.report(id(1), ExecType.NEW));
        proofs.put("answer", fixture -> fixture.told(id(1), OrderStatus.NEW, 0));
        proofs.put("fill", fixture -> fixture.fill(id(1), 40, 9_900));
        proofs.put("fill on a list", fixture -> {
            fixture.listed(id(3), id(1), 71, 100, 0);
            fixture.listedFill(71, 40, 9_900, 5);
        });
        proofs.put("list of open orders", fixture -> fixture.listed(id(3), id(1), 71, 100, 0));
        proofs.forEach((channel, proof) -> {
            final TradeFixture fixture = live();
            final List<String> sent = new ArrayList<>();
            fixture.place(BTC, Side.BUY, 100, 9_900);
            fixture.report(id(1), ExecType.TIMEOUT);
            fixture.reconcile(BTC, false);
            sent.addAll(orders(fixture));
            assertEquals(List.of("gateway NewOrder #1 BUY 100 @ 9900", "gateway QueryOrder #1"), sent, channel);
            proof.accept(fixture);
            fixture.reconciled(BTC, id(3), true, 1);
            fixture.report(id(1), ExecType.REJECTED, RejectReason.DUPLICATE_ORDER);
            fixture.after(DAY_NS);
            assertEquals(List.of(), orders(fixture), channel);
            assertEquals(1, fixture.core.openOrderCount(), channel);
        });
    }

    /** P7: an order without an answer is no dead order: it is sent once, its exposure stays reserved, and its late fills count. */
    @Test
    void anOrderWithoutAnAnswerIsNeitherDeadNorSentAgain() {
        final TradeFixture fixture = live();
        fixture.place(BTC, Side.BUY, 6_000, 9_900);
        fixture.report(id(1), ExecType.TIMEOUT);
        for (int hour = 0; hour < 24; hour++) {
            fixture.after(DAY_NS / 24);
            fixture.place(BTC, Side.BUY, 6_000, 9_900);
            assertTrue(fixture.take().contains("journal RiskEvent WARNING POSITION_LIMIT"), "after " + hour + " hours it is reserved");
        }
        assertEquals(1, fixture.core.openOrderCount());
        fixture.fill(id(1), 6_000, 9_900);
        assertEquals(List.of("journal Report #1 TRADE FILLED 6000/0"), fixture.take());
        assertEquals(6_000, fixture.position(BTC));
    }

    /** P7: only the venue's word sets the exposure free. */
    @Test
    void theVenuesWordFreesTheExposure() {
        final TradeFixture fixture = live();
        fixture.place(BTC, Side.BUY, 6_000, 9_900);
        fixture.report(id(1), ExecType.TIMEOUT);
        fixture.after(ORDER_TIMEOUT_NS);
        fixture.report(id(1), ExecType.ORDER_STATUS, RejectReason.UNKNOWN_ORDER);
        fixture.take();
        fixture.place(BTC, Side.BUY, 6_000, 9_900);
        assertEquals(List.of("gateway NewOrder #2 BUY 6000 @ 9900"), orders(fixture));
    }

    /** P8: the network is gone for a day: every request fails, no order ends, and what happened meanwhile is taken over afterwards. */
    @Test
    void noFailureOfTheNetworkEndsAnOrder() {
        final TradeFixture fixture = live();
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(1), ExecType.NEW);
        fixture.place(BTC, Side.BUY, 100, 9_890);
        fixture.gateway(false);
        fixture.cancel(id(1));
        for (int number = 1; number <= 2; number++) {
            fixture.report(id(number), ExecType.TIMEOUT);
        }
        fixture.reconcile(BTC, false);
        fixture.reconciled(BTC, id(3), false, 0);
        for (int minute = 0; minute < 1_440; minute++) {
            fixture.after(60 * SECOND_NS);
            fixture.told(id(1), OrderStatus.UNKNOWN, 0);
            fixture.told(id(2), OrderStatus.UNKNOWN, 0);
            fixture.report(id(1), ExecType.TIMEOUT);
            fixture.report(id(2), ExecType.TIMEOUT);
        }
        assertEquals(2, fixture.core.openOrderCount());
        assertTrue(fixture.working(id(1)) && fixture.working(id(2)), "none has ended in the journal either");
        fixture.gateway(true);
        fixture.take();
        fixture.listedFill(id(1) + 500, 100, 9_900, 9);
        fixture.listed(id(4), id(2), 72, 100, 0);
        fixture.reconciled(BTC, id(4), true, 1);
        assertEquals(List.of("journal Report #1 TRADE FILLED 100/0", "journal Report #2 ORDER_STATUS NEW 0/100",
                "journal ReconcileResult 4 READY complete new fills 1 differences 0"), fixture.take());
        assertEquals(100, fixture.position(BTC));
    }

    /** P9: what the venue said before the end comes after it, over every channel: it makes no order. */
    @Test
    void aLateAcknowledgementMakesNoPhantom() {
        for (final ExecType end : new ExecType[] {ExecType.TRADE, ExecType.CANCELED, ExecType.EXPIRED}) {
            final TradeFixture fixture = live();
            fixture.place(BTC, Side.BUY, 100, 9_900);
            fixture.reconcile(BTC, false);
            fixture.after(SECOND_NS);
            if (end == ExecType.TRADE) {
                fixture.fill(id(1), 100, 9_900, 9);
            } else {
                fixture.report(id(1), end);
            }
            fixture.take();
            fixture.report(id(1), ExecType.NEW);
            fixture.told(id(1), OrderStatus.NEW, 0);
            fixture.told(id(1), OrderStatus.PARTIALLY_FILLED, 40);
            fixture.listed(id(3), id(1), id(1) + 500, 100, 0);
            fixture.report(id(1), ExecType.REJECTED, RejectReason.VENUE_OTHER);
            assertEquals(List.of(), fixture.take(), end + ": nothing of this is worth a record");
            fixture.reconciled(BTC, id(3), true, 1);
            fixture.after(DAY_NS);
            assertEquals(List.of(), orders(fixture), end.toString());
            assertEquals(0, fixture.core.openOrderCount());
            assertEquals(end == ExecType.TRADE ? 100 : 0, fixture.position(BTC));
        }
    }

    /** P10: three starts, and each time the venue tells all fills of the day once more, by stream and by list: each counts once. */
    @Test
    void aRestartThatIsToldAllFillsAgainCountsThemOnce() {
        TradeFixture fixture = live();
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(1), ExecType.NEW);
        fixture.fill(id(1), 40, 9_900, 9);
        fixture.fill(id(1), 10, 9_900, 10);
        final List<byte[]> journal = new ArrayList<>(fixture.records);
        for (int run = 1; run <= 3; run++) {
            fixture = restarted(run, journal, fixture.nowNs + SECOND_NS);
            assertEquals(List.of("gateway QueryOrder #1"), orders(fixture), "nothing is sent again");
            fixture.fill(id(1), 40, 9_900, 9);
            fixture.listedFill(id(1) + 500, 40, 9_900, 9);
            fixture.listedFill(id(1) + 500, 10, 9_900, 10);
            assertEquals(List.of(), fixture.take().stream().filter(line -> line.contains("TRADE")).toList());
            assertEquals(50, fixture.position(BTC), "run " + run);
            fixture.told(id(1), OrderStatus.PARTIALLY_FILLED, 50);
            assertEquals(List.of("journal Report #1 ORDER_STATUS PARTIALLY_FILLED 50/50"), fixture.take());
            assertEquals(1, fixture.core.openOrderCount());
            journal.addAll(fixture.records);
        }
    }

    /** P11: a start eleven days later keeps the position and the working order: the venue is asked, and nothing else is sent. */
    @Test
    void aWarmStartKeepsPositionAndOrders() {
        final TradeFixture restarted = elevenDaysLater();
        restarted.told(id(1), OrderStatus.PARTIALLY_FILLED, 60);
        balances(restarted, 1, 5 * ONE_E8 + 6_000_000L, 1_000 * ONE_E8 - 594_000_000L, 60);
        assertEquals(List.of(), orders(restarted));
        assertEquals(60, restarted.position(BTC));
        assertEquals(1, restarted.core.openOrderCount());
        restarted.place(BTC, Side.BUY, 100, 9_890);
        assertTrue(restarted.take().stream().anyMatch(line -> line.startsWith("gateway NewOrder")), "and trading goes on");
    }

    /** P11: a position that the venue does not have any more is told and held, not mended: it can only be made smaller. */
    @Test
    void aPositionThatTheVenueDoesNotShowIsHeldAndNeverMended() {
        final TradeFixture restarted = elevenDaysLater();
        restarted.told(id(1), OrderStatus.PARTIALLY_FILLED, 60);
        balances(restarted, 1, 5 * ONE_E8, 1_000 * ONE_E8, 60);
        assertEquals(List.of(), orders(restarted), "it may be on its way");
        restarted.after(SECOND_NS);
        balances(restarted, 3, 5 * ONE_E8, 1_000 * ONE_E8, 60);
        final List<String> lines = restarted.take();
        assertTrue(lines.contains("journal RiskEvent SEVERE BALANCE_DIFFERENCE"), lines.toString());
        assertTrue(lines.contains("gateway CancelOrder #1"), "what would add is cancelled");
        assertFalse(lines.stream().anyMatch(line -> line.startsWith("gateway NewOrder")), "nothing is flattened");
        assertEquals(60, restarted.position(BTC));
        restarted.place(BTC, Side.BUY, 100, 9_890);
        assertTrue(restarted.take().contains("journal RiskEvent WARNING REDUCE_ONLY"));
        restarted.place(BTC, Side.SELL, 60, 10_100);
        assertTrue(restarted.take().stream().anyMatch(line -> line.startsWith("gateway NewOrder")));
    }

    /** With a position, a working order, balances that fit, and no books yet. */
    private static TradeFixture elevenDaysLater() {
        final TradeFixture session = live();
        session.place(BTC, Side.BUY, 100, 9_900);
        session.report(id(1), ExecType.NEW);
        session.reconcile(BTC, false);
        session.balance(id(3), 0, 5 * ONE_E8);
        session.balance(id(3), 1, 1_000 * ONE_E8);
        session.listed(id(3), id(1), id(1) + 500, 100, 0);
        session.reconciled(BTC, id(3), true, 1);
        session.fill(id(1), 60, 9_900, 9);
        final TradeFixture restarted = restarted(1, session.records, session.nowNs + 11 * DAY_NS);
        assertEquals(List.of("gateway QueryOrder #1"), orders(restarted));
        return restarted;
    }

    private static void balances(
            final TradeFixture fixture, final int number, final long btcE8, final long usdtE8, final long cumQuantity) {
        final long asked = ((long) TradeFixture.RUN_ID + 1 << 32) + number;
        fixture.balance(asked, 0, btcE8);
        fixture.balance(asked, 1, usdtE8);
        fixture.listed(asked, id(1), id(1) + 500, 100, cumQuantity);
        fixture.reconciled(BTC, asked, true, 1);
    }

    private static TradeFixture live() {
        final TradeFixture fixture = new TradeFixture(TradeFixture.RUN_ID, SETTINGS, TradeFixture.RISK, List.of(), null).live();
        fixture.book(ETH, BookState.LIVE);
        fixture.take();
        return fixture.reconcilesByHand();
    }

    /** The first run after that which wrote the journal is 1. Reconciliations are answered by hand. */
    private static TradeFixture restarted(final int run, final List<byte[]> journal, final long nowNs) {
        final TradeFixture restarted =
                new TradeFixture(TradeFixture.RUN_ID + run, SETTINGS, TradeFixture.RISK, List.of(), null).reconcilesByHand();
        restarted.nowNs = nowNs;
        final JournalLines lines = new JournalLines();
        for (int i = 0; i < journal.size(); i++) {
            lines.dispatch(i, new UnsafeBuffer(journal.get(i)), restarted.core.recovery());
        }
        restarted.start();
        restarted.book(BTC, BookState.LIVE);
        restarted.quote(BTC, 9_999, 10_001);
        return restarted;
    }

    /** What went to the venue since the last call, reconciliations left out. */
    private static List<String> orders(final TradeFixture fixture) {
        return fixture.take().stream().filter(line -> line.startsWith("gateway") && !line.contains("Reconcile")).toList();
    }
}
