package io.peregrine.api.drill.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.drill.engine.DrillConfig.Target;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Places orders of every kind by hand beside the strategies, and cancels some: market, limit, stop, stop-limit; IOC, FOK, post-only.
 * What the engine answers, and whether it does, is of no interest here.
 *
 * <p><b>Threading:</b> a thread of its own.
 */
public final class OrderLoad {
    private static final long PAUSE_MS = 20;
    private static final int KINDS = 8;
    private static final BigDecimal FAR = new BigDecimal("0.98");

    private final EngineClient engine;
    private final List<Target> targets;
    private final Random random;
    private final Thread thread = new Thread(this::run, "drill-load");
    private volatile boolean closed;

    /** Begins with {@link #start}. */
    public OrderLoad(final EngineClient engine, final List<Target> targets, final long seed) {
        this.engine = engine;
        this.targets = targets;
        random = new Random(seed);
    }

    public OrderLoad start() {
        thread.start();
        return this;
    }

    /** Places an order that rests on each instrument, from the caller's thread; where there is no price or no answer, none. */
    public void rest() throws InterruptedException {
        try {
            placeResting();
        } catch (final IOException e) {
            // The engine is too busy to answer: then there is less to cancel.
        }
    }

    private void placeResting() throws IOException, InterruptedException {
        for (final Target target : targets) {
            for (final String symbol : target.symbols()) {
                final JsonNode bid = engine.get("/books/" + target.key() + '/' + symbol.replace('/', '-') + "?depth=1")
                        .path("bids").path(0).path(0);
                if (!bid.isMissingNode()) {
                    final BigDecimal price = new BigDecimal(bid.asText());
                    engine.send("POST", "/orders", body(target.key(), symbol, true,
                            limit(price.multiply(FAR).setScale(price.scale(), RoundingMode.DOWN), "GTC", true)));
                }
            }
        }
    }

    /** Places nothing more, from the answer to the last order on. */
    public void stop() {
        closed = true;
    }

    /** Waits until it has ended; the answer that it waits for does not come once the engine is killed. */
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                place();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            } catch (final IOException e) {
                // The engine was killed: that is the drill.
                return;
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void place() throws IOException, InterruptedException {
        final Target target = targets.get(random.nextInt(targets.size()));
        final String symbol = target.symbols().get(random.nextInt(target.symbols().size()));
        final JsonNode book = engine.get("/books/" + target.key() + '/' + symbol.replace('/', '-') + "?depth=1");
        final JsonNode bid = book.path("bids").path(0).path(0);
        final JsonNode ask = book.path("asks").path(0).path(0);
        if (bid.isMissingNode() || ask.isMissingNode()) {
            return;
        }
        final boolean buy = random.nextBoolean();
        final JsonNode answer = engine.send("POST", "/orders", body(target.key(), symbol, buy,
                new BigDecimal(bid.asText()), new BigDecimal(ask.asText())));
        if (answer.has("id") && random.nextInt(3) == 0) {
            engine.send("DELETE", "/orders/" + answer.path("id").asText(), null);
        }
    }

    private String body(final String venue, final String symbol, final boolean buy, final BigDecimal bid, final BigDecimal ask) {
        final BigDecimal far = ask.multiply(new BigDecimal(buy ? "0.98" : "1.02")).setScale(bid.scale(), RoundingMode.DOWN);
        final BigDecimal beyond = ask.multiply(new BigDecimal(buy ? "1.0005" : "0.9995")).setScale(bid.scale(), RoundingMode.DOWN);
        final BigDecimal touch = buy ? ask : bid;
        final String kind = switch (random.nextInt(KINDS)) {
            case 0 -> "\"type\":\"MARKET\"";
            case 1 -> limit(touch, "IOC", false);
            case 2 -> limit(touch, "FOK", false);
            case 3 -> limit(far, "GTC", true);
            case 4 -> "\"type\":\"STOP\",\"stop_price\":\"" + beyond.toPlainString() + '"';
            case 5 -> "\"type\":\"STOP_LIMIT\",\"time_in_force\":\"GTC\",\"stop_price\":\"" + beyond.toPlainString() + "\",\"price\":\""
                    + beyond.toPlainString() + '"';
            default -> limit(touch, "GTC", false);
        };
        return body(venue, symbol, buy, kind);
    }

    private static String body(final String venue, final String symbol, final boolean buy, final String kind) {
        final String quantity = symbol.startsWith("BTC") ? "0.002" : "0.03";
        return "{\"venue\":\"" + venue + "\",\"symbol\":\"" + symbol + "\",\"side\":\"" + (buy ? "BUY" : "SELL") + "\",\"quantity\":\""
                + quantity + "\"," + kind + '}';
    }

    private static String limit(final BigDecimal price, final String timeInForce, final boolean postOnly) {
        return "\"type\":\"LIMIT\",\"time_in_force\":\"" + timeInForce + "\",\"post_only\":" + postOnly + ",\"price\":\""
                + price.toPlainString() + '"';
    }
}
