package io.peregrine.bench.tick;

import io.peregrine.gateway.Credentials;
import io.peregrine.gateway.Gateway;
import io.peregrine.gateway.GuardedGateway;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.binance.gateway.BinanceGatewaySettings;
import io.peregrine.venue.binance.gateway.BinanceSession;
import io.peregrine.venue.binance.reference.BinanceRateLimit;
import io.peregrine.venue.binance.reference.BinanceRateLimit.Type;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A gateway agent that sends order after order: the guard, the real order entry session with its encoding and signature, and a socket that
 * takes the bytes. The venue's answers come from memory, between two orders.
 *
 * <p><b>Threading:</b> {@link #run} on the sender's thread; the counters are read by any.
 */
final class OrderStream implements Gateway {
    private static final int REQUEST_BYTES_MAX = 1024;

    private final AnsweringVenue venue = new AnsweringVenue();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(REQUEST_BYTES_MAX);
    private final UnsafeBuffer order = new UnsafeBuffer(new byte[NewOrderEncoder.BLOCK_LENGTH]);
    private final NewOrderEncoder encoder = new NewOrderEncoder();
    private final NewOrderDecoder decoder = new NewOrderDecoder();
    private final SocketChannel socket;
    private final BinanceSession session;
    private final GuardedGateway gateway;
    private volatile long begun;
    private volatile long sent;
    private volatile long lastSent;
    private volatile long refused;
    private volatile long preemptions;
    private volatile boolean stopped;
    private boolean halted;
    private long preemptionsBefore;
    private volatile RuntimeException failure;

    OrderStream(final Instrument instrument, final KillSwitch killSwitch, final SocketChannel socket) {
        this.socket = socket;
        final Credentials key = new Credentials("k".repeat(64), "s".repeat(64).getBytes(StandardCharsets.US_ASCII));
        session = new BinanceSession(
                new BinanceGatewaySettings(URI.create("ws://memory"), URI.create("http://memory"), key, 5000, 1_000_000_000L, 4096, List.of(
                        new BinanceRateLimit(Type.REQUEST_WEIGHT, 1, 1 << 20), new BinanceRateLimit(Type.ORDERS, 1, 1 << 20))),
                new Instruments(List.of(instrument)), (report, nowNs) -> { }, new ReconciliationWriter(new CoreAccount(), 0),
                new LatencyRecorder(), BinanceSession.Channels.of(this::send));
        gateway = new GuardedGateway(killSwitch, this, this::onReport);
        final long nowNs = EngineClock.nowNs();
        venue.logOn(session, nowNs);
    }

    /** Until {@link #stop}. */
    void run() {
        try {
            while (!stopped) {
                begun++;
                final long nowNs = EngineClock.nowNs();
                encoder.wrap(order, 0).timeNs(nowNs).clientOrderId(begun).instrumentId(0).strategyId(1).price(6_000_000)
                        .stopPrice(NewOrderEncoder.stopPriceNullValue()).quantity(100)
                        .tickReceiveTimeNs(NewOrderEncoder.tickReceiveTimeNsNullValue()).side(Side.BUY).orderType(OrderType.LIMIT)
                        .timeInForce(TimeInForce.GTC).postOnly(BooleanType.TRUE).held(BooleanType.FALSE);
                gateway.onNewOrder(decoder.wrap(order, 0, NewOrderEncoder.BLOCK_LENGTH, NewOrderEncoder.SCHEMA_VERSION), nowNs);
                countPreemptions();
                venue.answer(session);
                session.doWork(nowNs);
            }
        } catch (final RuntimeException e) {
            failure = e;
        }
    }

    /** From the first order after a reset to the first refusal after the trip. */
    private void countPreemptions() {
        final boolean isHalted = lastSent != begun;
        if (isHalted != halted) {
            halted = isHalted;
            if (halted) {
                preemptions = Machine.preemptions() - preemptionsBefore;
            } else {
                preemptionsBefore = Machine.preemptions();
            }
        }
    }

    /** How often the sender lost its core to another thread, from the reset before the last trip to its first refusal. */
    long preemptions() {
        return preemptions;
    }

    void stop() {
        stopped = true;
    }

    GuardedGateway gateway() {
        return gateway;
    }

    /** Number of the order that the guard was asked for last. */
    long begun() {
        return begun;
    }

    /** Orders that were sent. */
    long sent() {
        return sent;
    }

    /** Number of the order that was sent last. */
    long lastSent() {
        return lastSent;
    }

    /** Orders that the guard refused. */
    long refused() {
        return refused;
    }

    void awaitSent(final long count) {
        await(() -> sent, count);
    }

    void awaitRefused(final long count) {
        await(() -> refused, count);
    }

    private void await(final LongSupplier counter, final long count) {
        while (counter.getAsLong() < count) {
            if (failure != null) {
                throw failure;
            }
            Thread.onSpinWait();
        }
    }

    private boolean send(final DirectBuffer buffer, final int offset, final int length) {
        bytes.clear();
        buffer.getBytes(offset, bytes, length);
        bytes.flip();
        try {
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return venue.send(buffer, offset, length);
    }

    private void onReport(final ExecutionReportDecoder report, final long nowNs) {
        if (report.rejectReason() != RejectReason.KILL_SWITCH) {
            throw new IllegalStateException("an order was refused for " + report.rejectReason());
        }
        refused++;
    }

    @Override
    public void onNewOrder(final NewOrderDecoder newOrder, final long nowNs) {
        lastSent = newOrder.clientOrderId();
        session.onNewOrder(newOrder, nowNs);
        sent++;
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        session.onCancelOrder(cancel, nowNs);
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        session.onReplaceOrder(replace, nowNs);
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        session.onQueryOrder(query, nowNs);
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        session.onReconcile(request, nowNs);
    }

    @Override
    public int doWork(final long nowNs) {
        return session.doWork(nowNs);
    }

    @Override
    public boolean ready() {
        return session.ready();
    }

    @Override
    public String status() {
        return session.status();
    }

    @Override
    public void close() {
        session.close();
    }
}
