package io.peregrine.api.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.api.rest.Json;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one client wants: everything, until it says otherwise. The first {@code subscribe} narrows, a further one adds channels and, where
 * it names symbols, replaces the symbols; {@code unsubscribe} takes channels away.
 *
 * <p><b>Threading:</b> immutable; a change gives a new one.
 */
final class Subscription {
    private static final Set<String> FIELDS = Set.of("op", "channels", "symbols");

    private final EnumSet<Channel> channels;
    private final Set<String> symbols;
    private final boolean narrowed;

    private Subscription(final EnumSet<Channel> channels, final Set<String> symbols, final boolean narrowed) {
        this.channels = channels;
        this.symbols = symbols;
        this.narrowed = narrowed;
    }

    static Subscription everything() {
        return new Subscription(EnumSet.allOf(Channel.class), Set.of(), false);
    }

    boolean accepts(final StreamMessage message) {
        return channels.contains(message.channel())
                && (message.symbol() == null || symbols.isEmpty() || symbols.contains(message.symbol()));
    }

    /**
     * The subscription after a client's request.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    Subscription apply(final String request, final Set<String> knownSymbols) {
        final JsonNode node = parse(request);
        final String op = node.path("op").asText();
        final EnumSet<Channel> named = channels(node.get("channels"));
        final EnumSet<Channel> next = EnumSet.copyOf(channels);
        switch (op) {
            case "subscribe" -> {
                if (!narrowed) {
                    next.clear();
                }
                next.addAll(named);
            }
            case "unsubscribe" -> next.removeAll(named);
            default -> throw new IllegalArgumentException("op = '" + op + "': give subscribe or unsubscribe");
        }
        next.add(Channel.CONTROL);
        return new Subscription(next, symbols(node.get("symbols"), knownSymbols), true);
    }

    ObjectNode describe() {
        final ObjectNode node = Json.object();
        final ArrayNode names = node.putArray("channels");
        channels.stream().filter(channel -> channel != Channel.CONTROL).forEach(channel -> names.add(channel.key()));
        final ArrayNode symbolNames = node.putArray("symbols");
        symbols.forEach(symbolNames::add);
        return node;
    }

    private static JsonNode parse(final String request) {
        final JsonNode node;
        try {
            node = Json.parse(request);
        } catch (final JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        if (node == null || !node.isObject()) {
            throw new IllegalArgumentException("send one JSON object with op, channels and symbols");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("field '" + name + "' is not known; fields are " + new TreeSet<>(FIELDS));
            }
        });
        return node;
    }

    private static EnumSet<Channel> channels(final JsonNode names) {
        if (names == null || names.isNull()) {
            return EnumSet.allOf(Channel.class);
        }
        final EnumSet<Channel> named = EnumSet.noneOf(Channel.class);
        for (final JsonNode name : list("channels", names)) {
            final Channel channel = Channel.byKey(name.asText());
            if (channel == null) {
                throw new IllegalArgumentException("channel '" + name.asText() + "' is not known; channels are " + Channel.keys());
            }
            named.add(channel);
        }
        return named;
    }

    private Set<String> symbols(final JsonNode names, final Set<String> knownSymbols) {
        if (names == null || names.isNull()) {
            return symbols;
        }
        final Set<String> named = new TreeSet<>();
        for (final JsonNode name : list("symbols", names)) {
            final String symbol = name.asText().replace('-', '/');
            if (!knownSymbols.contains(symbol)) {
                throw new IllegalArgumentException("symbol '" + symbol + "' is not traded; symbols are " + new TreeSet<>(knownSymbols));
            }
            named.add(symbol);
        }
        return named;
    }

    private static JsonNode list(final String field, final JsonNode node) {
        if (!node.isArray()) {
            throw new IllegalArgumentException(field + " = " + node + ": give a list");
        }
        return node;
    }
}
