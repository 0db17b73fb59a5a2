package io.peregrine.sim.capture;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How each venue writes the same market, BTC/USDT. Levels are given as {@code "price quantity"}, times in milliseconds. */
enum Dialect {
    BINANCE("binance", io.peregrine.sim.binance.CapturedMessages::new) {
        @Override
        String snapshot(final long ms, final long updateId, final List<String> bids, final List<String> asks) {
            return "{\"lastUpdateId\":" + updateId + ",\"bids\":" + pairs(bids) + ",\"asks\":" + pairs(asks) + '}';
        }

        @Override
        String depth(final long ms, final long first, final long last, final List<String> bids, final List<String> asks) {
            return "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":" + ms + ",\"s\":\"BTCUSDT\",\"U\":" + first
                    + ",\"u\":" + last + ",\"b\":" + pairs(bids) + ",\"a\":" + pairs(asks) + "}}";
        }

        @Override
        String trade(final long ms, final long id, final boolean sold, final String price, final String quantity) {
            return "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + ms + ",\"s\":\"BTCUSDT\",\"t\":" + id + ",\"p\":\""
                    + price + "\",\"q\":\"" + quantity + "\",\"T\":" + ms + ",\"m\":" + sold + ",\"M\":true}}";
        }
    },
    EXCHANGE("coinbase", io.peregrine.sim.coinbase.exchange.CapturedMessages::new) {
        @Override
        String snapshot(final long ms, final long updateId, final List<String> bids, final List<String> asks) {
            return "{\"type\":\"snapshot\",\"product_id\":\"BTC-USDT\",\"asks\":" + pairs(asks) + ",\"bids\":" + pairs(bids) + '}';
        }

        @Override
        String depth(final long ms, final long first, final long last, final List<String> bids, final List<String> asks) {
            return "{\"type\":\"l2update\",\"product_id\":\"BTC-USDT\",\"changes\":" + both(bids, asks, "[\"buy\",\"%s\",\"%s\"]",
                    "[\"sell\",\"%s\",\"%s\"]") + ",\"time\":\"" + time(ms) + "\"}";
        }

        @Override
        String trade(final long ms, final long id, final boolean sold, final String price, final String quantity) {
            return "{\"type\":\"match\",\"trade_id\":" + id + ",\"side\":\"" + (sold ? "buy" : "sell") + "\",\"size\":\"" + quantity
                    + "\",\"price\":\"" + price + "\",\"product_id\":\"BTC-USDT\",\"sequence\":1,\"time\":\"" + time(ms) + "\"}";
        }
    },
    ADVANCED("coinbase-advanced", io.peregrine.sim.coinbase.advanced.CapturedMessages::new) {
        @Override
        String snapshot(final long ms, final long updateId, final List<String> bids, final List<String> asks) {
            return frame("l2_data", ms, "{\"type\":\"snapshot\",\"product_id\":\"BTC-USDT\",\"updates\":" + updates(0, bids, asks) + '}');
        }

        @Override
        String depth(final long ms, final long first, final long last, final List<String> bids, final List<String> asks) {
            return frame("l2_data", ms, "{\"type\":\"update\",\"product_id\":\"BTC-USDT\",\"updates\":" + updates(ms, bids, asks) + '}');
        }

        @Override
        String trade(final long ms, final long id, final boolean sold, final String price, final String quantity) {
            return frame("market_trades", ms, "{\"type\":\"update\",\"trades\":[{\"product_id\":\"BTC-USDT\",\"trade_id\":\"" + id
                    + "\",\"price\":\"" + price + "\",\"size\":\"" + quantity + "\",\"time\":\"" + time(ms) + "\",\"side\":\""
                    + (sold ? "BUY" : "SELL") + "\"}]}");
        }

        private String frame(final String channel, final long ms, final String event) {
            return "{\"channel\":\"" + channel + "\",\"timestamp\":\"" + time(ms) + "\",\"events\":[" + event + "]}";
        }

        private String updates(final long ms, final List<String> bids, final List<String> asks) {
            final String rest = ",\"event_time\":\"" + time(ms) + "\",\"price_level\":\"%s\",\"new_quantity\":\"%s\"}";
            return both(bids, asks, "{\"side\":\"bid\"" + rest, "{\"side\":\"offer\"" + rest);
        }
    },
    KRAKEN("kraken", io.peregrine.sim.kraken.CapturedMessages::new) {
        @Override
        String beginning() {
            return subscribed(1_000);
        }

        @Override
        String snapshot(final long ms, final long updateId, final List<String> bids, final List<String> asks) {
            return book("snapshot", bids, asks, "}");
        }

        @Override
        String depth(final long ms, final long first, final long last, final List<String> bids, final List<String> asks) {
            return book("update", bids, asks, ",\"timestamp\":\"" + time(ms) + "\"}");
        }

        @Override
        String trade(final long ms, final long id, final boolean sold, final String price, final String quantity) {
            return "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USDT\",\"side\":\"" + (sold ? "sell" : "buy")
                    + "\",\"price\":" + price + ",\"qty\":" + quantity + ",\"ord_type\":\"limit\",\"trade_id\":" + id
                    + ",\"timestamp\":\"" + time(ms) + "\"}]}";
        }

        private String book(final String type, final List<String> bids, final List<String> asks, final String end) {
            return "{\"channel\":\"book\",\"type\":\"" + type + "\",\"data\":[{\"symbol\":\"BTC/USDT\",\"bids\":"
                    + both(bids, List.of(), LEVEL, LEVEL) + ",\"asks\":" + both(asks, List.of(), LEVEL, LEVEL) + ",\"checksum\":1"
                    + end + "]}";
        }
    };

    private static final String LEVEL = "{\"price\":%s,\"qty\":%s}";

    private final String venue;
    private final Supplier<MessageReader> messages;

    Dialect(final String venue, final Supplier<MessageReader> messages) {
        this.venue = venue;
        this.messages = messages;
    }

    /** Kraken's answer to a subscription of a book at a depth. */
    static String subscribed(final int depth) {
        return "{\"method\":\"subscribe\",\"result\":{\"channel\":\"book\",\"depth\":" + depth
                + ",\"snapshot\":true,\"symbol\":\"BTC/USDT\"},\"success\":true}";
    }

    /** Name of the venue. */
    String venue() {
        return venue;
    }

    /** Reads its captures. */
    Supplier<MessageReader> messages() {
        return messages;
    }

    /** Where its public stream is. */
    String path() {
        return this == KRAKEN ? "/v2" : "/";
    }

    /** What to say to get its books and trades. */
    List<String> subscriptions() {
        return switch (this) {
            case EXCHANGE -> List.of("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USDT\"],\"channels\":[\"level2_batch\",\"matches\"]}");
            case ADVANCED -> List.of("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USDT\"],\"channel\":\"level2\"}",
                    "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USDT\"],\"channel\":\"market_trades\"}");
            case KRAKEN -> List.of("{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USDT\"],\"depth\":10}}",
                    "{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":[\"BTC/USDT\"]}}");
            case BINANCE -> throw new IllegalStateException("its snapshots are not in its stream");
        };
    }

    /** What comes before all else; empty for nothing. */
    String beginning() {
        return "";
    }

    /** A whole book; the venue dates it, or not. */
    abstract String snapshot(long ms, long updateId, List<String> bids, List<String> asks);

    abstract String depth(long ms, long first, long last, List<String> bids, List<String> asks);

    /** A trade; the aggressor sold where {@code sold}. */
    abstract String trade(long ms, long id, boolean sold, String price, String quantity);

    private static String pairs(final List<String> levels) {
        return both(levels, List.of(), "[\"%s\",\"%s\"]", "");
    }

    private static String both(final List<String> bids, final List<String> asks, final String bid, final String ask) {
        return Stream.concat(bids.stream().map(level -> entry(bid, level)), asks.stream().map(level -> entry(ask, level)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String entry(final String format, final String level) {
        return String.format(Locale.ROOT, format, (Object[]) level.split(" "));
    }

    private static String time(final long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }
}
