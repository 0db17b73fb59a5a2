package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.server.Outbound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection to {@code /v2}: market data only (section 4). One acknowledgement for each symbol, then the snapshots.
 *
 * <p><b>Threading:</b> as {@link KrakenConversation} says.
 */
final class PublicConversation extends KrakenConversation {
    private static final List<String> PRIVATE = List.of("executions", "balances");

    private final Map<String, Feed> subscriptions = new LinkedHashMap<>();

    PublicConversation(final KrakenContext context, final Outbound outbound, final long connectionNumber) {
        super(context, outbound, connectionNumber);
    }

    @Override
    protected boolean subscribed() {
        return !subscriptions.isEmpty();
    }

    @Override
    protected void left() {
        context().markets().remove(this);
    }

    @Override
    protected void serve(final Call call) throws RequestException {
        switch (call.method()) {
            case "subscribe" -> subscribe(call, true);
            case "unsubscribe" -> subscribe(call, false);
            case "add_order", "amend_order", "edit_order", "cancel_order", "cancel_all", "cancel_all_orders_after", "batch_add",
                    "batch_cancel" -> throw new RequestException(
                            "Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com");
            default -> throw new RequestException("Method not found");
        }
    }

    private void subscribe(final Call call, final boolean on) throws RequestException {
        final Fields fields = call.fields();
        final String channel = fields.text("channel", "");
        if (PRIVATE.contains(channel)) {
            throw new RequestException("Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com");
        }
        final String variant = variant(channel, fields);
        final boolean snapshot = fields.flag("snapshot", !channel.equals("trade"));
        final List<Feed> started = new ArrayList<>();
        if (channel.equals("instrument")) {
            change(call, new Topic(channel, "", variant), on, snapshot, started);
        } else {
            final List<String> symbols = fields.texts("symbol");
            if (symbols.isEmpty()) {
                throw new RequestException("Symbol(s) missing");
            }
            for (final String symbol : symbols) {
                change(call, new Topic(channel, symbol, variant), on, snapshot, started);
            }
        }
        for (final Feed feed : started) {
            deliver(feed.snapshot(context().desk().exchange().nowUs()));
        }
    }

    private void change(final Call call, final Topic topic, final boolean on, final boolean snapshot, final List<Feed> started) {
        final Feed feed = context().markets().feed(MarketChannels.topic(topic.channel(), topic.symbol(), topic.variant()));
        final Feed current = subscriptions.get(topic.slot());
        final ObjectNode about = topic.symbol().isEmpty() ? Json.object() : Json.object().put("symbol", topic.symbol());
        if (feed == null) {
            refuse(call, "Currency pair not supported " + topic.symbol(), about);
        } else if (on && current != null) {
            refuse(call, "Already subscribed", about);
        } else if (!on && current != feed) {
            refuse(call, "Subscription Not Found", about);
        } else if (on) {
            subscriptions.put(topic.slot(), feed);
            feed.flush(context().desk().exchange().nowUs());
            feed.add(this);
            answer(call, topic.result(snapshot));
            if (snapshot) {
                started.add(feed);
            }
        } else {
            subscriptions.remove(topic.slot());
            feed.remove(this);
            answer(call, topic.result());
        }
    }

    /** What a channel has besides its symbol: depth, trigger or interval. */
    private static String variant(final String channel, final Fields fields) throws RequestException {
        return switch (channel) {
            case "book" -> {
                final long depth = fields.integer("depth", MarketChannels.DEPTHS.getFirst(), 0, Integer.MAX_VALUE);
                if (!MarketChannels.DEPTHS.contains((int) depth)) {
                    throw new RequestException("Subscription depth not supported");
                }
                yield String.valueOf(depth);
            }
            case "ticker" -> {
                final String trigger = fields.text("event_trigger", "trades");
                if (!trigger.equals("trades") && !trigger.equals("bbo")) {
                    throw new RequestException("Event trigger not supported");
                }
                yield trigger;
            }
            case "ohlc" -> {
                final long interval = fields.integer("interval", 1, 0, Integer.MAX_VALUE);
                if (!OhlcFeed.INTERVALS.contains((int) interval)) {
                    throw new RequestException("Subscription ohlc interval not supported");
                }
                yield String.valueOf(interval);
            }
            case "trade", "instrument" -> "";
            default -> throw new RequestException("Channel not supported");
        };
    }

    /**
     * What is subscribed to.
     *
     * @param channel for example {@code book}
     * @param symbol  pair, or empty
     * @param variant depth, trigger or interval, or empty
     */
    private record Topic(String channel, String symbol, String variant) {
        /** What a connection can have once; intervals of candles are apart. */
        String slot() {
            return channel + ' ' + symbol + (channel.equals("ohlc") ? variant : "");
        }

        ObjectNode result(final boolean snapshot) {
            final ObjectNode json = result().put("snapshot", snapshot);
            switch (channel) {
                case "instrument" -> json.putArray("warnings").add("tick_size is deprecated, use price_increment");
                case "ohlc" -> json.putArray("warnings").add("timestamp is deprecated, use interval_begin");
                default -> {
                }
            }
            return json;
        }

        ObjectNode result() {
            final ObjectNode json = Json.object().put("channel", channel);
            switch (channel) {
                case "book" -> json.put("depth", Integer.parseInt(variant));
                case "ohlc" -> json.put("interval", Integer.parseInt(variant));
                case "ticker" -> json.put("event_trigger", variant);
                default -> {
                }
            }
            return symbol.isEmpty() ? json : json.put("symbol", symbol);
        }
    }
}
