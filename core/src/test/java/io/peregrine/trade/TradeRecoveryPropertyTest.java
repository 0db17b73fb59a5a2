package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.journal.JournalListener;
import io.peregrine.message.BooleanType;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.Side;
import io.peregrine.order.OrderTransitions;
import io.peregrine.order.SelfTradePrevention;
import io.peregrine.strategy.quoting.MarketMaker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session cut at every record of its journal and recovered (P7, P8, P10, P11): orders, fills and positions against a plain model. */
class TradeRecoveryPropertyTest {
    private static final long SEED = 5;

    private final JournalLines lines = new JournalLines();

    @Test
    void cutAtEveryRecord() {
        cutAtEveryRecord(TradingSession.run(SEED, 1_000));
    }

    /** An order that was held was never sent: it is dropped and nobody is asked for it. */
    @ParameterizedTest
    @EnumSource(names = {"CANCEL_OLDEST", "DECREMENT"})
    void cutAtEveryRecordWithOrdersThatWaitForOthers(final SelfTradePrevention mode) {
        final TradeFixture session = TradingSession.run(SEED, 1_000, false, TradingSession.selfTrades(mode));
        assertTrue(session.counter(TradeCounter.ORDERS_HELD) > 5, "held: " + session.counter(TradeCounter.ORDERS_HELD));
        cutAtEveryRecord(session);
    }

    private void cutAtEveryRecord(final TradeFixture session) {
        assertTrue(session.counter(TradeCounter.FILLS) > 20, "a session worth its name");
        final Model model = new Model();
        for (int cut = 0; cut <= session.records.size(); cut++) {
            if (cut > 0) {
                lines.dispatch(cut, new UnsafeBuffer(session.records.get(cut - 1)), model);
            }
            final String label = "seed " + SEED + ", cut at " + cut;
            final TradeFixture recovered = recover(session, cut);
            assertEquals(model.position, recovered.position(BTC), label);
            final List<String> said = recovered.take();
            assertEquals(model.queries(), new TreeSet<>(said.stream().filter(line -> line.startsWith("gateway Q")).toList()), label);
            assertEquals(model.drops(), said.stream().filter(line -> line.contains("RISK_REJECTED")).toList(), label);
            assertEquals(model.queries().isEmpty(), recovered.core.reconciled(), label);
            if (model.lastFill != null) {
                recovered.fill(model.lastFill[0], model.lastFill[1], 9_900, model.lastFill[2]);
                assertEquals(model.position, recovered.position(BTC), label + ": a fill that is told again does not count");
            }
        }
        assertTrue(model.replaces >= 3, "replaces: " + model.replaces);
    }

    @Test
    void strategiesStartWhenTheVenueHasSettledTheirOldOrders() {
        final TradeFixture session = new TradeFixture(
                TradeFixture.RUN_ID,
                TradingSession.ORDERS,
                TradeFixture.RISK,
                List.of(TradeFixture.strategy(1, MarketMaker.TYPE, Map.of())),
                null).live();
        session.place(BTC, Side.BUY, 100, 5_000);
        session.report(TradeFixture.id(1), ExecType.NEW);
        session.startStrategy(1);
        session.quote(BTC, 9_999, 10_001);
        final TradeFixture recovered = recover(session, session.records.size());
        assertEquals(
                List.of("gateway QueryOrder #1", "gateway QueryOrder #2", "gateway QueryOrder #3"),
                recovered.take().stream().filter(line -> line.startsWith("gateway Q")).toList());
        for (int i = 1; i <= 3; i++) {
            recovered.told(TradeFixture.id(i), OrderStatus.NEW, 0);
        }
        recovered.take();
        recovered.after(TradeCore.TIMER_INTERVAL_NS);
        assertEquals(
                List.of("gateway CancelOrder #2", "gateway CancelOrder #3"),
                recovered.take().stream().filter(line -> line.startsWith("gateway")).toList(),
                "quotes of the last run go, the order by hand stays");
        recovered.report(TradeFixture.id(2), ExecType.CANCELED);
        recovered.report(TradeFixture.id(3), ExecType.CANCELED);
        recovered.take();
        recovered.after(TradeCore.TIMER_INTERVAL_NS);
        assertEquals(List.of("journal StrategyStatus 1 RUNNING: engine start"), recovered.take());
    }

    @Test
    void aCancelWithoutAnAnswerIsSentAgainByTheNextRun() {
        final TradeFixture session = new TradeFixture().live();
        session.place(BTC, Side.BUY, 100, 9_900);
        session.report(TradeFixture.id(1), ExecType.NEW);
        session.cancel(TradeFixture.id(1));
        final TradeFixture recovered = recover(session, session.records.size());
        assertEquals(
                List.of("journal Report #1 TIMEOUT UNKNOWN 0/100", "journal QueryOrder #1", "gateway QueryOrder #1"),
                recovered.take().subList(0, 3));
        recovered.told(TradeFixture.id(1), OrderStatus.NEW, 0);
        recovered.take();
        recovered.after(0);
        assertEquals(List.of("journal CancelOrder #1", "gateway CancelOrder #1"), recovered.take());
    }

    private TradeFixture recover(final TradeFixture session, final int cut) {
        final TradeFixture recovered = new TradeFixture(
                TradeFixture.RUN_ID + 1,
                TradingSession.ORDERS,
                TradeFixture.RISK,
                List.of(
                        TradeFixture.strategy(1, MarketMaker.TYPE, Map.of()),
                        TradeFixture.strategy(2, MarketMaker.TYPE, Map.of())),
                null);
        recovered.nowNs = session.nowNs;
        for (int i = 0; i < cut; i++) {
            lines.dispatch(i, new UnsafeBuffer(session.records.get(i)), recovered.core.recovery());
        }
        assertEquals(List.of(), recovered.transcript, "nothing is written or sent while the journal is read");
        return recovered.start();
    }

    /** What the journal says, in maps. */
    private static final class Model implements JournalListener {
        private final Map<Long, Boolean> open = new LinkedHashMap<>();
        private long position;
        private long[] lastFill;
        private int replaces;

        @Override
        public void onNewOrder(final long sequence, final NewOrderDecoder message) {
            open.put(message.clientOrderId(), message.held() != BooleanType.TRUE);
        }

        @Override
        public void onReplaceOrder(final long sequence, final ReplaceOrderDecoder message) {
            replaces++;
        }

        @Override
        public void onExecutionReport(final long sequence, final ExecutionReportDecoder message) {
            final long clientOrderId = message.clientOrderId();
            if (message.execType() == ExecType.TRADE) {
                position += message.side() == Side.BUY ? message.lastQuantity() : -message.lastQuantity();
                lastFill = new long[] {clientOrderId, message.lastQuantity(), message.executionId().low()};
            }
            if (OrderTransitions.terminal(message.orderStatus())) {
                open.remove(clientOrderId);
            }
        }

        private TreeSet<String> queries() {
            final List<String> queries = new ArrayList<>();
            open.forEach((id, sent) -> {
                if (sent) {
                    queries.add("gateway QueryOrder #" + id.intValue());
                }
            });
            return new TreeSet<>(queries);
        }

        private List<String> drops() {
            return open.keySet().stream().filter(id -> !open.get(id))
                    .map(id -> "journal Report #" + id.intValue() + " RISK_REJECTED RISK_REJECTED 0/0").toList();
        }
    }
}
