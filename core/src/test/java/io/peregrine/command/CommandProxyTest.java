package io.peregrine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.CancelRequestDecoder;
import io.peregrine.message.InstrumentState;
import io.peregrine.message.InstrumentUpdateDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.ReconcileDecoder;
import io.peregrine.message.Side;
import io.peregrine.message.ReplaceRequestDecoder;
import io.peregrine.message.ResetBreakerDecoder;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.StartStrategyDecoder;
import io.peregrine.message.StopStrategyDecoder;
import io.peregrine.message.TimeInForce;
import io.peregrine.risk.LimitSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.junit.jupiter.api.Test;

class CommandProxyTest {
    private static final long NOW_NS = 7;

    private final ManyToOneRingBuffer ring =
            new ManyToOneRingBuffer(new UnsafeBuffer(
                    BufferUtil.allocateDirectAligned(4096 + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
    private final CommandProxy proxy = new CommandProxy(ring);
    private final RecordingCommands commands = new RecordingCommands();
    private final CommandAdapter adapter = new CommandAdapter(ring, commands);

    @Test
    void everyCommandArrivesAsItWasGiven() {
        final long start = proxy.startStrategy(3);
        final long stop = proxy.stopStrategy(4);
        final long place = proxy.placeOrder(new OrderTicket(
                2, 0, Side.SELL, OrderType.LIMIT, TimeInForce.GTC, true, 1_001, Instrument.NULL_VALUE, 55, "meine-1"));
        final long cancel = proxy.cancel(99);
        final long cancelAll = proxy.cancelAll(2, CommandProxy.ANY);
        final long replace = proxy.replace(99, 1_002, Instrument.NULL_VALUE);
        final long update = proxy.updateInstrument(1, InstrumentState.HALTED);

        final long reconcile = proxy.reconcile(2, true);
        final long reconcileAll = proxy.reconcile(CommandProxy.ANY, false);
        final long limits = proxy.setLimits(List.of(
                LimitSetting.total(RiskLimit.MAX_EXPOSURE, 5), new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.VENUE, 3, 7)));

        final long reset = proxy.resetBreaker(RiskScope.STRATEGY, 3, "looked at by hand");
        assertEquals(11, adapter.poll(NOW_NS));

        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L),
                List.of(start, stop, place, cancel, cancelAll, replace, update, reconcile, reconcileAll, limits, reset));
        assertEquals(List.of(
                "1 start 3 @7",
                "2 stop 4 @7",
                "3 place 2/0 SELL LIMIT GTC TRUE 1001 - 55 meine-1 @7",
                "4 cancel 99 - - @7",
                "5 cancel - 2 - @7",
                "6 replace 99 1002 - @7",
                "7 instrument 1 HALTED @7",
                "8 reconcile 2 TRUE @7",
                "9 reconcile - FALSE @7",
                "10 limits MAX_EXPOSURE/TOTAL 0=5 MAX_ORDER_SIZE/VENUE 3=7 @7",
                "11 reset STRATEGY 3 looked at by hand @7"), commands.lines);
    }

    @Test
    void aResetNeedsAReasonThatFits() {
        assertThrows(IllegalArgumentException.class, () -> proxy.resetBreaker(RiskScope.TOTAL, 0, ""));
        final String tooLong = "x".repeat(CommandProxy.REASON_LENGTH_MAX_BYTES + 1);
        assertThrows(IllegalArgumentException.class, () -> proxy.resetBreaker(RiskScope.TOTAL, 0, tooLong));
        assertEquals(0, adapter.poll(NOW_NS));
    }

    @Test
    void aFullRingIsACodeAndLosesNothing() {
        int sent = 0;
        while (proxy.startStrategy(1) != CommandProxy.BACK_PRESSURE) {
            sent++;
        }
        int received = 0;
        for (int count = adapter.poll(NOW_NS); count > 0; count = adapter.poll(NOW_NS)) {
            assertTrue(count <= CommandAdapter.LIMIT);
            received += count;
        }
        assertTrue(sent > 10);
        assertEquals(sent, received);
        assertTrue(proxy.startStrategy(1) > 0);
    }

    @Test
    void refusesAUserOrderIdThatIsTooLongAndAnIncompleteOrder() {
        final OrderTicket tooLong = new OrderTicket(
                0, 0, Side.BUY, OrderType.MARKET, TimeInForce.IOC, false, Instrument.NULL_VALUE, Instrument.NULL_VALUE, 1, "x".repeat(65));
        assertThrows(IllegalArgumentException.class, () -> proxy.placeOrder(tooLong));
        final OrderTicket incomplete = new OrderTicket(
                0, 0, null, OrderType.MARKET, TimeInForce.IOC, false, Instrument.NULL_VALUE, Instrument.NULL_VALUE, 1, "");
        assertThrows(NullPointerException.class, () -> proxy.placeOrder(incomplete));

        assertTrue(proxy.cancel(5) > 0);
        adapter.poll(NOW_NS);
        assertEquals(1, commands.lines.size());
    }

    @Test
    void manyThreadsGetIdsOfTheirOwn() {
        final List<Long> ids;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            final var tasks = IntStream.range(0, 40).mapToObj(i -> executor.submit(() -> proxy.cancel(i))).toList();
            ids = tasks.stream().map(task -> {
                try {
                    return task.get();
                } catch (final Exception e) {
                    throw new IllegalStateException(e);
                }
            }).sorted().toList();
        }
        int received = 0;
        for (int count = adapter.poll(NOW_NS); count > 0; count = adapter.poll(NOW_NS)) {
            received += count;
        }
        assertEquals(40, received);
        assertEquals(IntStream.rangeClosed(1, 40).mapToObj(i -> (long) i).toList(), ids);
    }

    private static final class RecordingCommands implements CommandListener {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void onStartStrategy(final StartStrategyDecoder command, final long nowNs) {
            lines.add(command.correlationId() + " start " + command.strategyId() + " @" + nowNs);
        }

        @Override
        public void onStopStrategy(final StopStrategyDecoder command, final long nowNs) {
            lines.add(command.correlationId() + " stop " + command.strategyId() + " @" + nowNs);
        }

        @Override
        public void onPlaceOrder(final PlaceOrderDecoder command, final long nowNs) {
            lines.add(command.correlationId() + " place " + command.instrumentId() + "/" + command.strategyId() + " " + command.side() + " "
                    + command.orderType() + " " + command.timeInForce() + " " + command.postOnly() + " " + text(command.price()) + " "
                    + text(command.stopPrice()) + " " + command.quantity() + " " + command.userOrderId() + " @" + nowNs);
        }

        @Override
        public void onCancelRequest(final CancelRequestDecoder command, final long nowNs) {
            lines.add(command.correlationId() + " cancel " + text(command.clientOrderId()) + " " + text(command.instrumentId()) + " "
                    + text(command.strategyId()) + " @" + nowNs);
        }

        @Override
        public void onReplaceRequest(final ReplaceRequestDecoder command, final long nowNs) {
            lines.add(command.correlationId() + " replace " + command.clientOrderId() + " " + text(command.price()) + " "
                    + text(command.quantity()) + " @" + nowNs);
        }

        @Override
        public void onInstrumentUpdate(final InstrumentUpdateDecoder command, final long nowNs) {
            lines.add(command.correlationId() + " instrument " + command.instrumentId() + " " + command.state() + " @" + nowNs);
        }

        @Override
        public void onResetBreaker(final ResetBreakerDecoder command, final long nowNs) {
            lines.add(command.correlationId() + " reset " + command.scope() + " " + command.targetId() + " " + command.reason() + " @"
                    + nowNs);
        }

        @Override
        public void onSetLimits(final SetLimitsDecoder command, final long nowNs) {
            final StringBuilder line = new StringBuilder(command.correlationId() + " limits");
            command.changes().forEach(change -> line.append(' ').append(change.riskLimit()).append('/')
                    .append(change.riskScope()).append(' ').append(change.scopeId()).append('=').append(text(change.value())));
            lines.add(line + " @" + nowNs);
        }

        @Override
        public void onReconcile(final ReconcileDecoder command, final long nowNs) {
            lines.add(command.correlationId() + " reconcile " + text(command.instrumentId()) + " " + command.accept() + " @" + nowNs);
        }

        private static String text(final long value) {
            return value == Long.MIN_VALUE || value == Integer.MIN_VALUE ? "-" : Long.toString(value);
        }
    }
}
