package io.peregrine.sim.capture;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Writes captures of BTC/USDT for tests, in the words of any venue. Levels are given as {@code "price quantity"}. Milliseconds count from
 * the capture's start.
 */
final class CaptureFile {
    static final long START_MS = 1_700_000_000_000L;
    private static final int LATENCY_MS = 3;
    private static final int FRAME_MS = 100;
    private static final int MIDDLE_TICKS = 6_000_000;

    private final List<String> lines = new ArrayList<>();
    private final Dialect dialect;

    /** A capture of Binance. */
    CaptureFile() {
        this(Dialect.BINANCE);
    }

    CaptureFile(final Dialect dialect) {
        this.dialect = dialect;
        if (!dialect.beginning().isEmpty()) {
            message(0, dialect.beginning());
        }
    }

    CaptureFile line(final String line) {
        lines.add(line);
        return this;
    }

    CaptureFile snapshot(final int ms, final long updateId, final List<String> bids, final List<String> asks) {
        return message(ms, dialect.snapshot(START_MS + ms, updateId, bids, asks));
    }

    CaptureFile depth(final int ms, final long first, final long last, final List<String> bids, final List<String> asks) {
        return message(ms, dialect.depth(START_MS + ms, first, last, bids, asks));
    }

    /** A trade; the aggressor sold where {@code sold}. */
    CaptureFile trade(final int ms, final boolean sold, final String price, final String quantity) {
        return trade(ms, ms, sold, price, quantity);
    }

    /** A trade that is received later than it happened. */
    CaptureFile trade(final int receivedMs, final int ms, final boolean sold, final String price, final String quantity) {
        return message(receivedMs, dialect.trade(START_MS + ms, lines.size(), sold, price, quantity));
    }

    List<String> lines() {
        return lines;
    }

    Path write(final Path directory) throws IOException {
        final Path file = Files.createTempFile(directory, "capture", ".gz");
        try (Writer writer = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            for (final String line : lines) {
                writer.write(line + '\n');
            }
        }
        return file;
    }

    /** A market that wanders, with trades that the book shows only later, some of them received after the frame that accounts for them. */
    static CaptureFile random(final long seed, final int frames) {
        return random(Dialect.BINANCE, seed, frames);
    }

    /** Likewise, as a venue writes it. */
    static CaptureFile random(final Dialect dialect, final long seed, final int frames) {
        final SplittableRandom random = new SplittableRandom(seed);
        final TreeMap<Integer, Integer> bids = new TreeMap<>();
        final TreeMap<Integer, Integer> asks = new TreeMap<>();
        int middle = MIDDLE_TICKS;
        refill(bids, middle - 1, -1, random);
        refill(asks, middle + 1, 1, random);
        final CaptureFile file = new CaptureFile(dialect);
        file.depth(0, 90, 99, List.of(), List.of(level(middle + 50, 7)));
        file.snapshot(10, 100, levels(bids), levels(asks));
        for (int frame = 1; frame <= frames; frame++) {
            final TreeMap<Integer, Integer> oldBids = new TreeMap<>(bids);
            final TreeMap<Integer, Integer> oldAsks = new TreeMap<>(asks);
            final int ms = frame * FRAME_MS;
            final List<Runnable> late = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                final boolean sold = random.nextBoolean();
                final int price = sold ? bids.lastKey() - random.nextInt(3) : asks.firstKey() + random.nextInt(3);
                final int tradeMs = ms - 1 - random.nextInt(FRAME_MS - 2);
                final String quantity = quantity(1 + random.nextInt(900));
                final Runnable trade = () -> file.trade(ms + 2, tradeMs, sold, price(price), quantity);
                if (random.nextInt(3) == 0) {
                    late.add(trade);
                } else {
                    trade.run();
                }
            }
            middle += random.nextInt(7) - 3;
            final int newMiddle = middle;
            bids.keySet().removeIf(price -> price >= newMiddle);
            asks.keySet().removeIf(price -> price <= newMiddle);
            refill(bids, middle - 1, -1, random);
            refill(asks, middle + 1, 1, random);
            file.depth(ms, 100 + frame, 100 + frame, difference(oldBids, bids), difference(oldAsks, asks));
            late.forEach(Runnable::run);
        }
        return file;
    }

    private static void refill(final TreeMap<Integer, Integer> side, final int best, final int step, final SplittableRandom random) {
        for (int i = 0; i < 30; i++) {
            if (random.nextInt(3) == 0 || i == 0) {
                side.put(best + i * step, 1 + random.nextInt(1_000));
            }
        }
    }

    private static List<String> difference(final TreeMap<Integer, Integer> before, final TreeMap<Integer, Integer> after) {
        final List<String> changes = new ArrayList<>();
        before.keySet().stream().filter(price -> !after.containsKey(price)).forEach(price -> changes.add(level(price, 0)));
        after.forEach((price, quantity) -> {
            if (!quantity.equals(before.get(price))) {
                changes.add(level(price, quantity));
            }
        });
        return changes;
    }

    private static List<String> levels(final TreeMap<Integer, Integer> side) {
        final List<String> levels = new ArrayList<>();
        side.forEach((price, quantity) -> levels.add(level(price, quantity)));
        return levels;
    }

    private static String level(final int ticks, final int lots) {
        return price(ticks) + ' ' + quantity(lots);
    }

    private static String price(final int ticks) {
        return String.format("%d.%02d000000", ticks / 100, ticks % 100);
    }

    private static String quantity(final int lots) {
        return String.format("%d.%05d000", lots / 100_000, lots % 100_000);
    }

    CaptureFile message(final int ms, final String json) {
        return line((START_MS + ms + LATENCY_MS) * 1_000_000 + " " + json);
    }
}
