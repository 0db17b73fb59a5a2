package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.Profile;
import io.peregrine.sim.coinbase.Refusal;
import io.peregrine.sim.coinbase.TokenBucket;
import io.peregrine.sim.server.Conversation;
import io.peregrine.sim.server.Outbound;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A connection to the feed.
 *
 * <p><b>Threading:</b> messages are read on the connection's thread; subscriptions and everything else are confined to the exchange thread.
 * Source: A2 and A10 of the protocol document.
 */
final class FeedSession implements Conversation {
    private static final int MESSAGES_PER_SECOND = 100;
    private static final int SUBSCRIBE_WITHIN_S = 5;
    private static final int POLICY_VIOLATION = 1008;
    private static final String BAD_MESSAGE = "Failed to subscribe";
    private static final String NEEDS_KEY = "level2, level3, and full channels now require authentication. "
            + "https://docs.cloud.coinbase.com/exchange/docs/websocket-auth";

    private final Marketplace market;
    private final Feed feed;
    private final SignedHeaders signatures;
    private final Outbound outbound;
    private final boolean admitted;
    private final TokenBucket messages = new TokenBucket(MESSAGES_PER_SECOND, MESSAGES_PER_SECOND);
    private final Map<Channel, Set<String>> subscriptions = new EnumMap<>(Channel.class);
    private Profile profile;
    private int unsubscribedSeconds;
    private boolean subscribed;
    private boolean ended;

    /** @param admitted may the client open another connection now? */
    FeedSession(final Marketplace market, final Feed feed, final SignedHeaders signatures, final Outbound outbound,
            final boolean admitted) {
        this.market = market;
        this.feed = feed;
        this.signatures = signatures;
        this.outbound = outbound;
        this.admitted = admitted;
    }

    @Override
    public void opened() {
        if (!admitted) {
            refuse("Rate limit exceeded", "too many connections");
            outbound.close(POLICY_VIOLATION, "too many connections");
            return;
        }
        market.thread().submit(() -> feed.add(this));
    }

    @Override
    public void received(final String text) {
        if (!messages.take(market.clockUs())) {
            refuse("Rate limit exceeded", "too many messages");
            outbound.close(POLICY_VIOLATION, "ErrSlowRead");
            return;
        }
        try {
            final JsonNode request = Json.parse(text);
            final String type = request.path("type").asText();
            if (!type.equals("subscribe") && !type.equals("unsubscribe")) {
                refuse("Malformed JSON", "Type has to be either subscribe or unsubscribe");
                return;
            }
            final Profile signed = request.has("signature") ? verified(request) : null;
            market.thread().submit(() -> change(request, type.equals("subscribe"), signed));
        } catch (final JsonProcessingException e) {
            refuse("Malformed JSON", "");
        } catch (final Refusal e) {
            refuse("Authentication Failed", e.getMessage());
        }
    }

    @Override
    public void ended() {
        market.thread().submit(() -> {
            ended = true;
            feed.remove(this);
        });
    }

    /** Sends a message; on the exchange thread. */
    void deliver(final String message) {
        outbound.send(message);
    }

    /** Whose signed subscription it has accepted, or null; on the exchange thread. */
    Profile profile() {
        return profile;
    }

    /** What it listens to; on the exchange thread. */
    Map<Channel, Set<String>> subscriptions() {
        return subscriptions;
    }

    /** Once a second: ends a connection that has not subscribed in time; on the exchange thread. */
    void second() {
        unsubscribedSeconds++;
        if (!subscribed && unsubscribedSeconds > SUBSCRIBE_WITHIN_S) {
            subscribed = true;
            outbound.close(POLICY_VIOLATION, "no subscription within 5 seconds");
        }
    }

    private Profile verified(final JsonNode request) throws Refusal {
        return signatures.verify(Json.text(request, "key"), Json.text(request, "signature"), Json.text(request, "timestamp"),
                Json.text(request, "passphrase"), "GET/users/self/verify", market.clockUs());
    }

    private void change(final JsonNode request, final boolean subscribe, final Profile signed) {
        if (ended) {
            return;
        }
        if (signed != null) {
            profile = signed;
        }
        final Map<Channel, Set<String>> wanted = new LinkedHashMap<>();
        final String wrong = read(request, subscribe, wanted);
        if (wrong != null) {
            refuse(BAD_MESSAGE, wrong);
            return;
        }
        subscribed = true;
        final List<Runnable> starts = new ArrayList<>();
        wanted.forEach((channel, products) -> {
            if (subscribe) {
                final Set<String> known = subscriptions.computeIfAbsent(channel, key -> new LinkedHashSet<>());
                products.stream().filter(known::add).forEach(product -> starts.add(() -> feed.subscribe(channel, product, this)));
            } else {
                feed.unsubscribe(channel, products, this);
            }
        });
        deliver(acknowledgement());
        starts.forEach(Runnable::run);
    }

    /** Reads what is asked for; what is wrong with it, or null. */
    private String read(final JsonNode request, final boolean subscribe, final Map<Channel, Set<String>> wanted) {
        final JsonNode channels = request.path("channels");
        if (!channels.isArray() || channels.isEmpty()) {
            return "channels must be provided";
        }
        for (final JsonNode entry : channels) {
            final String name = entry.isTextual() ? entry.textValue() : entry.path("name").asText();
            final Channel channel = Channel.of(name).orElse(null);
            if (channel == null) {
                return name + " is not a valid channel";
            }
            if (subscribe && channel.needsKey() && profile == null) {
                return channel == Channel.USER ? "user channel requires authentication" : NEEDS_KEY;
            }
            final Set<String> products = new LinkedHashSet<>();
            request.path("product_ids").forEach(id -> products.add(id.asText()));
            entry.path("product_ids").forEach(id -> products.add(id.asText()));
            for (final String product : products) {
                if (!market.products().containsKey(product)) {
                    return product + " is not a valid product";
                }
            }
            if (products.isEmpty()) {
                if (subscribe && channel != Channel.STATUS && channel != Channel.USER) {
                    return "product_ids must be provided";
                }
                products.addAll(market.products().keySet());
            }
            wanted.computeIfAbsent(channel, key -> new LinkedHashSet<>()).addAll(products);
        }
        return null;
    }

    private String acknowledgement() {
        final ObjectNode json = Json.object().put("type", "subscriptions");
        final ArrayNode channels = json.putArray("channels");
        subscriptions.forEach((channel, products) -> {
            final ObjectNode entry = channels.addObject().put("name", channel.text());
            products.forEach(entry.putArray("product_ids")::add);
            entry.putNull("account_ids");
        });
        return json.toString();
    }

    private void refuse(final String message, final String reason) {
        outbound.send(Json.object().put("type", "error").put("message", message).put("reason", reason).toString());
    }
}
