package io.peregrine.bench.feeds;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.feed.BookCounter;
import io.peregrine.instrument.Venue;
import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Binance, Coinbase Exchange and Kraken together at an intended rate: recorded messages over loopback sockets into the three real feeds on
 * one thread. Counts what was sent and what was applied, and notes for each message how long after its intended sending it was in its book.
 *
 * <p>Arguments: {@code --quick} for two seconds instead of ten, {@code --rate N} for another number of messages a second than 50,000.
 */
public final class FeedsBenchmark {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long SENDER_PAUSE_NS = 20_000;
    private static final List<Source> SOURCES = List.of(
            new Source(Venue.BINANCE_SPOT, "binance-spot-btcusdt-20240808.gz"),
            new Source(Venue.COINBASE_EXCHANGE, "coinbase-exchange-20210417-share.gz"),
            new Source(Venue.KRAKEN, "kraken-v2-derived-20210417-share.gz"));

    private record Source(Venue venue, String capture) {
    }

    private final int perSecond;
    private final int seconds;
    private final List<Schedule> schedules = new ArrayList<>();
    private final List<ReplayServer> servers = new ArrayList<>();
    private final List<ReplayedFeed> feeds = new ArrayList<>();
    private final long messages;

    private FeedsBenchmark(final int perSecond, final int seconds, final Path folder) throws IOException {
        this.perSecond = perSecond;
        this.seconds = seconds;
        final double each = (double) perSecond / SOURCES.size();
        final long warmup = (long) (each * seconds / 2);
        messages = warmup + (long) (each * seconds);
        final Path captures = Path.of(System.getProperty("peregrine.data", "../shared/data"), "captures");
        for (final Source source : SOURCES) {
            final RecordedVenue recorded = RecordedVenue.load(source.venue, captures.resolve(source.capture));
            final Schedule schedule = new Schedule(each, (double) schedules.size() / SOURCES.size());
            final ReplayServer server = new ReplayServer(recorded);
            schedules.add(schedule);
            servers.add(server);
            feeds.add(new ReplayedFeed(recorded, server.port(), schedule, warmup, folder));
        }
    }

    /** Prints the figures and writes them to {@code reports/bench-feeds.json}. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final List<String> rest = List.of(args);
        final int rate = rest.contains("--rate") ? Integer.parseInt(rest.get(rest.indexOf("--rate") + 1)) : 50_000;
        final Path folder = Files.createTempDirectory("peregrine-bench");
        final boolean passed = new FeedsBenchmark(rate, rest.contains("--quick") ? 2 : 10, folder).run();
        System.exit(passed ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        final double loadBefore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        final Thread sender = Thread.ofPlatform().daemon().name("sender").start(this::send);
        final IdleStrategy idle = new BackoffIdleStrategy();
        long progressNs = EngineClock.nowNs();
        while (!isAllHandled() && EngineClock.nowNs() - progressNs < PATIENCE_NS) {
            final long nowNs = EngineClock.nowNs();
            int work = 0;
            for (int i = 0; i < feeds.size(); i++) {
                work += feeds.get(i).doWork(nowNs);
            }
            progressNs = work > 0 ? nowNs : progressNs;
            idle.idle(work);
        }
        sender.join(TimeUnit.SECONDS.toMillis(1));
        final boolean isComplete = report(loadBefore);
        feeds.forEach(ReplayedFeed::close);
        for (final ReplayServer server : servers) {
            server.close();
        }
        return isComplete;
    }

    private boolean isAllHandled() {
        for (int i = 0; i < feeds.size(); i++) {
            if (feeds.get(i).handler().handled() < messages) {
                return false;
            }
        }
        return true;
    }

    /** The venues' thread. */
    private void send() {
        try {
            for (final ReplayServer server : servers) {
                server.accept();
            }
            final long startNs = EngineClock.nowNs() + TimeUnit.MILLISECONDS.toNanos(200);
            schedules.forEach(schedule -> schedule.start(startNs));
            while (true) {
                int sent = 0;
                for (int i = 0; i < servers.size(); i++) {
                    sent += servers.get(i).send(schedules.get(i), messages);
                }
                if (sent == 0) {
                    LockSupport.parkNanos(SENDER_PAUSE_NS);
                }
            }
        } catch (final IOException e) {
            if (!isAllHandled()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private boolean report(final double loadBefore) throws IOException {
        final ObjectNode json = new ObjectMapper().createObjectNode().put("intendedMessagesPerSecond", perSecond).put("seconds", seconds)
                .put("loadBefore", loadBefore)
                .put("loadAfter", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        boolean isComplete = true;
        final Histogram all = new Histogram(feeds.getFirst().handler().latency());
        all.reset();
        for (int i = 0; i < feeds.size(); i++) {
            final ReplayedFeed feed = feeds.get(i);
            final long handled = feed.handler().handled();
            all.add(feed.handler().latency());
            isComplete &= handled == messages && feed.disconnects() == 0;
            final ObjectNode venue = json.withObject("/venues/" + feed.recorded().venue().key())
                    .put("sent", servers.get(i).sent()).put("handled", handled).put("dropped", servers.get(i).sent() - handled)
                    .put("rounds", servers.get(i).sent() / feed.recorded().frames().length)
                    .put("applied", feed.count(BookCounter.APPLIED)).put("resyncs", feed.count(BookCounter.RESYNCS))
                    .put("decodeErrors", feed.handler().decodeErrors()).put("disconnects", feed.disconnects());
            percentiles(venue, feed.handler().latency());
        }
        percentiles(json, all);
        Files.createDirectories(Path.of("reports"));
        final String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
        Files.writeString(Path.of("reports", "bench-feeds.json"), text);
        System.out.println(text);
        return isComplete;
    }

    private static void percentiles(final ObjectNode node, final Histogram latency) {
        final ObjectNode microseconds = node.putObject("latencyUs");
        for (final double percentile : PERCENTILES) {
            microseconds.put("p" + percentile, TimeUnit.NANOSECONDS.toMicros(latency.getValueAtPercentile(percentile)));
        }
    }
}
