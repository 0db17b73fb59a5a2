package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.SECOND_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.journal.JournalListener;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.Side;
import io.peregrine.order.OrderListener;
import io.peregrine.order.OrderTransitions;
import io.peregrine.order.SelfTradePrevention;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random orders, cancels and replaces that cross each other, at a venue that fills while it is asked to cancel, refuses and is silent. By
 * the journal alone, and apart from the engine's rules: no order leaves while an own one on the other side that it could trade with has not
 * ended, and none is held while there is no such order.
 */
class HeldOrdersPropertyTest {
    private static final int SEEDS = 40;
    private static final int EVENTS = 1_500;

    private final Model model = new Model();
    private int sent;
    private int smaller;

    @ParameterizedTest
    @EnumSource(names = {"CANCEL_OLDEST", "DECREMENT"})
    void noOrderLeavesWhileAnOwnOneThatItCrossesHasNotEnded(final SelfTradePrevention mode) {
        long held = 0;
        long released = 0;
        long refused = 0;
        long canceled = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            model.clear();
            session(seed, mode);
            held += model.held;
            released += model.released;
            refused += model.refused;
            canceled += model.canceled;
        }
        final boolean decrement = mode == SelfTradePrevention.DECREMENT;
        assertTrue(released > (decrement ? 500 : 1_000) && refused > (decrement ? 50 : 300) && canceled > (decrement ? 500 : 50),
                "held " + held + ", released " + released + ", refused " + refused + ", cancelled " + canceled);
        assertEquals(held, released + refused + canceled, "each comes to an end");
        assertTrue(sent > 5_000, "sent: " + sent);
        assertEquals(decrement, smaller > 300, "sent with less than was asked for: " + smaller);
    }

    private void session(final int seed, final SelfTradePrevention mode) {
        final String label = "seed " + seed;
        final TradeFixture fixture = new TradeFixture(
                TradeFixture.RUN_ID, TradingSession.selfTrades(mode), TradeFixture.RISK, List.of(), null).live();
        final RandomVenue venue = new RandomVenue(seed);
        venue.connect(fixture);
        fixture.venue(new Guard(fixture, venue, label));
        final Random random = new Random(~seed);
        for (int i = 0; i < EVENTS; i++) {
            fixture.nowNs += random.nextInt(200_000_000);
            final long price = 9_980 + random.nextInt(41);
            final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            final int recent = Math.max(1, (int) fixture.counter(TradeCounter.ORDERS) - random.nextInt(6));
            switch (random.nextInt(12)) {
                case 0, 1 -> fixture.place(BTC, side, 60 + random.nextInt(300), price);
                case 2 -> fixture.place(0, BTC, side, OrderType.MARKET, 60 + random.nextInt(300), NULL_VALUE);
                case 3 -> fixture.cancel(TradeFixture.id(recent));
                case 4 -> fixture.replace(TradeFixture.id(recent), price, 60 + random.nextInt(300));
                case 5 -> fixture.quote(BTC, 9_995 + random.nextInt(5), 10_001 + random.nextInt(5));
                case 6, 7 -> fixture.core.doWork(fixture.nowNs);
                default -> venue.act();
            }
            model.read(fixture.records);
            model.heldOnlyWhileNeeded(label + ", event " + i);
        }
        for (int i = 0; i < 200; i++) {
            fixture.after(SECOND_NS / 4);
            venue.act();
        }
        model.read(fixture.records);
    }

    /** An order as the journal tells of it. */
    private static final class Entry {
        private Side side;
        private boolean market;
        private long quantity;
        private long price;
        private long replacePrice = NULL_VALUE;
        private boolean held;
        private boolean ended;

        private boolean crosses(final Entry resting) {
            return crosses(resting.price) || resting.replacePrice != NULL_VALUE && crosses(resting.replacePrice);
        }

        private boolean crosses(final long restingPrice) {
            return market || (side == Side.BUY ? price >= restingPrice : price <= restingPrice);
        }
    }

    private final class Model {
        private final Map<Long, Entry> entries = new LinkedHashMap<>();
        private final JournalLines lines = new JournalLines();
        private final Reader reader = new Reader();
        private int read;
        private int held;
        private int released;
        private int refused;
        private int canceled;

        private void clear() {
            entries.clear();
            read = 0;
            held = 0;
            released = 0;
            refused = 0;
            canceled = 0;
        }

        private void read(final List<byte[]> records) {
            for (; read < records.size(); read++) {
                lines.dispatch(read, new UnsafeBuffer(records.get(read)), reader);
            }
        }

        /** An own order at the venue that this one would trade with, or null. */
        private Entry crossed(final Entry order) {
            return entries.values().stream()
                    .filter(own -> !own.ended && !own.held && !own.market && own.side != order.side && order.crosses(own))
                    .findFirst().orElse(null);
        }

        private void heldOnlyWhileNeeded(final String label) {
            entries.forEach((id, order) -> assertTrue(
                    !order.held || order.ended || crossed(order) != null, () -> label + ": nothing is in the way of #" + id.intValue()));
        }

        private final class Reader implements JournalListener {
            @Override
            public void onNewOrder(final long sequence, final NewOrderDecoder message) {
                final Entry entry = entries.computeIfAbsent(message.clientOrderId(), id -> new Entry());
                released += entry.held ? 1 : 0;
                smaller += entry.held && message.quantity() < entry.quantity ? 1 : 0;
                entry.quantity = message.quantity();
                entry.side = message.side();
                entry.market = message.orderType() == OrderType.MARKET;
                entry.price = message.price();
                entry.held = message.held() == BooleanType.TRUE;
                held += entry.held ? 1 : 0;
            }

            @Override
            public void onReplaceOrder(final long sequence, final ReplaceOrderDecoder message) {
                entries.get(message.clientOrderId()).replacePrice = message.price();
            }

            @Override
            public void onExecutionReport(final long sequence, final ExecutionReportDecoder message) {
                final Entry entry = entries.get(message.clientOrderId());
                if (entry == null) {
                    return;
                }
                entry.price = message.price();
                final ExecType what = message.execType();
                final boolean venueRejected = what == ExecType.REPLACE_REJECTED && message.receiveTimeNs() != NULL_VALUE;
                if (what == ExecType.REPLACED || venueRejected || what == ExecType.ORDER_STATUS) {
                    entry.replacePrice = NULL_VALUE;
                }
                entry.ended = OrderTransitions.terminal(message.orderStatus());
                if (entry.held && entry.ended) {
                    entry.held = false;
                    refused += what == ExecType.RISK_REJECTED ? 1 : 0;
                    canceled += what == ExecType.CANCELED ? 1 : 0;
                }
            }
        }
    }

    /** Looks at each order on its way out. */
    private final class Guard implements OrderListener {
        private final TradeFixture fixture;
        private final OrderListener venue;
        private final String label;

        private Guard(final TradeFixture fixture, final OrderListener venue, final String label) {
            this.fixture = fixture;
            this.venue = venue;
            this.label = label;
        }

        @Override
        public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
            sent++;
            model.read(fixture.records);
            final Entry entry = model.entries.get(order.clientOrderId());
            assertTrue(!entry.held && model.crossed(entry) == null, () -> label + ": #" + (int) order.clientOrderId() + " left too early");
            venue.onNewOrder(order, nowNs);
        }

        @Override
        public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
            model.read(fixture.records);
            final Entry asked = new Entry();
            asked.side = replace.side();
            asked.price = replace.price();
            assertTrue(model.crossed(asked) == null, () -> label + ": replace of #" + (int) replace.clientOrderId() + " left early");
            venue.onReplaceOrder(replace, nowNs);
        }

        @Override
        public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
            venue.onCancelOrder(cancel, nowNs);
        }

        @Override
        public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
            venue.onQueryOrder(query, nowNs);
        }

        @Override
        public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
            venue.onReconcile(request, nowNs);
        }
    }
}
