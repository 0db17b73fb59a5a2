package io.peregrine.bench.tick;

import io.peregrine.gateway.GuardedGateway;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.killswitch.KillSwitch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/**
 * From the trip of the kill switch to the end of the last send that it found under way: a thread sends signed orders through the guarded
 * gateway into a loopback socket as fast as it can, and another trips the switch by a mapping of its own, as another process would, at
 * random instants. Argument: {@code --quick}. Writes {@code bench-trip.json} under {@code reports/}, which is also the last line of
 * standard output: over all trips that found a send under way, and over those in which the sender did not lose its core to another thread.
 * Exit code 1 where an order was sent that was asked for after a trip had returned.
 */
public final class TripToLastSend {
    private static final int TRIPS = 2_000;
    private static final int TRIPS_QUICK = 500;
    private static final int WARM_UP_ORDERS = 200_000;
    private static final int BETWEEN_ORDERS_MIN = 100;
    private static final int INSTANT_US_MAX = 1_000;
    private static final double NS_PER_US = 1_000;

    private final Path work;
    private final int trips;
    private final long[] lastSendNs;
    private final long[] undisturbedNs;
    private int overtaken;
    private int undisturbed;

    private TripToLastSend(final Path work, final int trips) {
        this.work = work;
        this.trips = trips;
        lastSendNs = new long[trips];
        undisturbedNs = new long[trips];
    }

    /** Exits with 0, 1 where something is not right, 2 for arguments that it does not know. */
    public static void main(final String[] args) {
        final List<String> arguments = List.of(args);
        if (!arguments.isEmpty() && !arguments.equals(List.of("--quick"))) {
            System.err.println("trip: --quick, not " + arguments);
            System.exit(2);
        }
        try {
            final Path work = Files.createTempDirectory("peregrine-trip");
            try {
                new TripToLastSend(work, arguments.isEmpty() ? TRIPS : TRIPS_QUICK).run();
            } finally {
                IoUtil.delete(work.toFile(), false);
            }
            System.exit(0);
        } catch (final IOException | UncheckedIOException | IllegalStateException e) {
            System.err.println("trip: " + e.getMessage());
            System.exit(1);
        } catch (final InterruptedException e) {
            System.exit(1);
        }
    }

    private void run() throws IOException, InterruptedException {
        final KillSwitch another = KillSwitch.open(work);
        final Instrument instrument =
                new Instrument(0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 5, 1, 1, 1, Long.MAX_VALUE / 4, 0);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel socket = SocketChannel.open(server.getLocalAddress());
                SocketChannel peer = server.accept()) {
            Thread.ofPlatform().daemon().name("peer").start(() -> drain(peer));
            final OrderStream orders = new OrderStream(instrument, KillSwitch.open(work), socket);
            final Thread sender = Thread.ofPlatform().daemon().name("sender").start(orders::run);
            orders.awaitSent(WARM_UP_ORDERS);
            for (int trip = 0; trip < trips; trip++) {
                orders.awaitSent(orders.sent() + BETWEEN_ORDERS_MIN);
                TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(INSTANT_US_MAX));
                trip(orders, another, trip + 1);
            }
            orders.stop();
            sender.join();
            report(orders.sent());
        }
    }

    private void trip(final OrderStream orders, final KillSwitch killSwitch, final int number) {
        killSwitch.trip("trip " + number, number);
        final long begun = orders.begun();
        orders.awaitRefused(orders.refused() + 2);
        if (orders.lastSent() > begun) {
            throw new IllegalStateException("order " + orders.lastSent() + " was sent though the trip had returned at order " + begun);
        }
        final long endTickNs = orders.gateway().lastSendTickNs();
        if (endTickNs != GuardedGateway.NO_SEND && endTickNs - killSwitch.tripTickNs() > 0) {
            lastSendNs[overtaken++] = endTickNs - killSwitch.tripTickNs();
            if (orders.preemptions() == 0) {
                undisturbedNs[undisturbed++] = endTickNs - killSwitch.tripTickNs();
            }
        }
        killSwitch.reset("next", number);
    }

    private void report(final long sent) throws IOException {
        final String json = String.format(Locale.ROOT, "{\"trips\":%d,\"orders\":%d,\"trip_to_last_send\":%s,"
                + "\"sender_kept_its_core\":%s,\"machine\":\"%s\",\"load\":%.1f}", trips, sent,
                distribution(Arrays.copyOf(lastSendNs, overtaken)), distribution(Arrays.copyOf(undisturbedNs, undisturbed)), Machine.line(),
                Machine.load());
        Files.writeString(Files.createDirectories(Path.of("reports")).resolve("bench-trip.json"), json + '\n');
        System.out.println(json);
    }

    private static String distribution(final long[] timesNs) {
        Arrays.sort(timesNs);
        return String.format(Locale.ROOT, "{\"sends\":%d,\"p50_us\":%.1f,\"p90_us\":%.1f,\"p99_us\":%.1f,\"max_us\":%.1f,\"above_1ms\":%d}",
                timesNs.length, us(timesNs, 0.5), us(timesNs, 0.9), us(timesNs, 0.99), us(timesNs, 1),
                Arrays.stream(timesNs).filter(ns -> ns > TimeUnit.MILLISECONDS.toNanos(1)).count());
    }

    /** By nearest rank; 0 where there is nothing. */
    private static double us(final long[] sorted, final double share) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / NS_PER_US;
    }

    private static void drain(final SocketChannel peer) {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
        try {
            while (peer.read(buffer) >= 0) {
                buffer.clear();
            }
        } catch (final IOException e) {
            // The other side has closed it: the measurement is over.
        }
    }
}
