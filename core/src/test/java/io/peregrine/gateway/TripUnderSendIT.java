package io.peregrine.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.killswitch.KillSwitch;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.Side;
import io.peregrine.order.ExecutionListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thread sends orders into a socket as fast as it can, and another trips the switch in the middle of it, hundreds of times. What is
 * asserted is no time but an order of things: a send that begins after the trip has returned does not take place.
 */
class TripUnderSendIT implements Gateway, ExecutionListener {
    private static final int TRIPS = 300;
    private static final int ORDER_BYTES = 64;

    @TempDir
    private Path directory;
    private final OrderMessages messages = new OrderMessages();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(ORDER_BYTES);
    private final AtomicLong received = new AtomicLong();
    private SocketChannel socket;
    private GuardedGateway guarded;
    /** Number of the order that the sender is about to ask the guard for. */
    private volatile long begun;
    private volatile long sent;
    private volatile long lastSent;
    private volatile long refused;
    private volatile boolean closed;
    private volatile Throwable failure;

    @Test
    @Timeout(120)
    void noSendBeginsAfterTheTripAndTheLastOneIsKnown() throws Exception {
        final KillSwitch another = KillSwitch.open(directory);
        guarded = new GuardedGateway(KillSwitch.open(directory), this, this);
        final Random random = new Random(3);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket = SocketChannel.open(server.getLocalAddress());
            final Thread drain = Thread.ofPlatform().daemon().start(() -> drain(server));
            final Thread sender = Thread.ofPlatform().daemon().start(this::send);
            int overtaken = 0;
            for (int trip = 1; trip <= TRIPS; trip++) {
                final long sentBefore = sent;
                awaitMore(() -> sent, sentBefore + 10);
                TimeUnit.MICROSECONDS.sleep(random.nextInt(500));
                another.trip("trip " + trip, trip);
                final long begunAtTrip = begun;
                final long refusedAtTrip = refused;
                awaitMore(() -> refused, refusedAtTrip + 10);
                assertTrue(lastSent <= begunAtTrip,
                        () -> "order " + lastSent + " was sent, the trip had returned before it was asked for: " + begunAtTrip);
                overtaken += overtaken(another) ? 1 : 0;
                another.reset("next", trip);
            }
            closed = true;
            sender.join();
            socket.close();
            drain.join();
            assertEquals(sent * ORDER_BYTES, received.get(), "nothing else came out of the socket");
            assertTrue(overtaken > TRIPS / 100, overtaken + " of " + TRIPS + " trips found a send under way");
        }
    }

    /** Where a send was under way at the trip its end is known, and it is after the trip. */
    private boolean overtaken(final KillSwitch killSwitch) {
        final long lastSendTickNs = guarded.lastSendTickNs();
        return lastSendTickNs != GuardedGateway.NO_SEND && lastSendTickNs - killSwitch.tripTickNs() > 0;
    }

    private void send() {
        try {
            while (!closed) {
                begun++;
                guarded.onNewOrder(messages.limit(begun, 0, Side.BUY, 100, 9_900), 0);
            }
        } catch (final RuntimeException | Error e) {
            failure = e;
        }
    }

    private void drain(final ServerSocketChannel server) {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        try (SocketChannel peer = server.accept()) {
            for (int count = peer.read(buffer); count >= 0; count = peer.read(buffer)) {
                received.addAndGet(count);
                buffer.clear();
            }
        } catch (final IOException e) {
            failure = e;
        }
    }

    private void awaitMore(final LongSupplier counter, final long wanted) {
        while (counter.getAsLong() < wanted) {
            if (failure != null) {
                throw new AssertionError(failure);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        lastSent = order.clientOrderId();
        bytes.clear();
        try {
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
        sent++;
    }

    @Override
    public void onExecutionReport(final ExecutionReportDecoder report, final long nowNs) {
        assertEquals(RejectReason.KILL_SWITCH, report.rejectReason());
        refused++;
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        throw new AssertionError("nothing is cancelled here");
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        throw new AssertionError("nothing is replaced here");
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        throw new AssertionError("nothing is asked for here");
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        throw new AssertionError("nothing is compared here");
    }

    @Override
    public int doWork(final long nowNs) {
        return 0;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public String status() {
        return "";
    }

    @Override
    public void close() {
        closed = true;
    }
}
