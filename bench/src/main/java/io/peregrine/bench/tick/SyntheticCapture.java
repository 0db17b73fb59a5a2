package io.peregrine.bench.tick;

import io.peregrine.capture.CaptureWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A made-up session in Binance's spot format, for where no recorded one is at hand: a price that walks tick by tick between two dense sides
 * of a book; each step is a ticker, its depth message, which comes later on this venue, and now and then a trade. Its figures say nothing
 * about a real market's messages.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> yes. The same file each time.
 */
final class SyntheticCapture implements AutoCloseable {
    private static final int LEVELS = 1000;
    private static final int WALK = 400;
    private static final int STEPS = 20_000;
    private static final int STEPS_A_TRADE = 4;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long STEP_NS = 2_000_000;
    private static final long FIRST_UPDATE_ID = 1000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final int[] quantities = new int[2 * LEVELS];
    private final CaptureWriter writer;
    private long timeNs = START_NS;
    private long updateId = FIRST_UPDATE_ID;
    private int bid = LEVELS;

    private SyntheticCapture(final Path path) throws IOException {
        writer = new CaptureWriter(path);
        for (int i = 0; i < quantities.length; i++) {
            quantities[i] = quantity();
        }
    }

    /** Writes the file. */
    static void write(final Path path) throws IOException {
        try (SyntheticCapture capture = new SyntheticCapture(path)) {
            capture.snapshot();
            for (int i = 0; i < STEPS; i++) {
                capture.step(i);
            }
        }
    }

    private void snapshot() throws IOException {
        final StringBuilder text = new StringBuilder("{\"lastUpdateId\":").append(updateId).append(",\"bids\":[");
        for (int price = bid; price >= 0; price--) {
            text.append(price == bid ? "" : ",").append(level(price, quantities[price]));
        }
        text.append("],\"asks\":[");
        for (int price = bid + 1; price < quantities.length; price++) {
            text.append(price == bid + 1 ? "" : ",").append(level(price, quantities[price]));
        }
        write(text.append("]}").toString());
    }

    private void step(final int index) throws IOException {
        timeNs += STEP_NS;
        updateId++;
        final boolean up = bid < LEVELS - WALK || bid < LEVELS + WALK && random.nextBoolean();
        final int changed = up ? bid + 1 : bid;
        quantities[changed] = quantity();
        final String set = level(changed, quantities[changed]);
        final String removed = level(changed, 0);
        bid += up ? 1 : -1;
        write("{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":" + updateId + ",\"s\":\"BTCUSDT\",\"b\":\"" + price(bid)
                + "\",\"B\":\"" + quantity(quantities[bid]) + "\",\"a\":\"" + price(bid + 1) + "\",\"A\":\""
                + quantity(quantities[bid + 1]) + "\"}}");
        write("{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":" + timeNs / 1_000_000
                + ",\"s\":\"BTCUSDT\",\"U\":" + updateId + ",\"u\":" + updateId
                + ",\"b\":[" + (up ? set : removed) + "],\"a\":[" + (up ? removed : set) + "]}}");
        if (index % STEPS_A_TRADE == 0) {
            write("{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + timeNs / 1_000_000 + ",\"s\":\"BTCUSDT\",\"t\":"
                    + (1 + index / STEPS_A_TRADE) + ",\"p\":\"" + price(bid) + "\",\"q\":\"0.00100000\",\"T\":" + timeNs / 1_000_000
                    + ",\"m\":true,\"M\":true}}");
        }
    }

    private int quantity() {
        return random.nextInt(1, 100_000);
    }

    private static String level(final int price, final int quantity) {
        return "[\"" + price(price) + "\",\"" + quantity(quantity) + "\"]";
    }

    private static String price(final int ticks) {
        return 60_000 + ticks / 100 + "." + ticks / 10 % 10 + ticks % 10;
    }

    private static String quantity(final int lots) {
        return lots / 100_000 + "." + String.format("%05d", lots % 100_000);
    }

    private void write(final String message) throws IOException {
        final byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
        writer.write(timeNs, new UnsafeBuffer(bytes), 0, bytes.length);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
