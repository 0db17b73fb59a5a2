package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.Profile;
import io.peregrine.sim.coinbase.Text;
import io.peregrine.sim.coinbase.TokenBucket;
import io.peregrine.sim.server.Conversation;
import io.peregrine.sim.server.Outbound;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A connection to the feed. Every message but an error has the next number of the connection, whatever its channel.
 *
 * <p><b>Threading:</b> messages are read on the connection's thread; subscriptions, numbers and everything else are confined to the
 * exchange thread. Source: B3 of the protocol document.
 */
final class FeedSession implements Conversation {
    private static final int SUBSCRIBE_WITHIN_S = 5;
    private static final int IDLE_S = 90;
    private static final int POLICY_VIOLATION = 1008;
    private static final String DENIED = "authentication failure";

    private final Marketplace market;
    private final Feed feed;
    private final Tokens tokens;
    private final Outbound outbound;
    private final TokenBucket messages;
    private final boolean admitted;
    private final Map<String, Set<String>> subscriptions = new TreeMap<>();
    private Profile profile;
    private long sequence;
    private int idleSeconds;
    private boolean subscribed;
    private boolean ended;

    /**
     * @param messages what the client's address may send without a token
     * @param admitted may the client open another connection now?
     */
    FeedSession(final Marketplace market, final Feed feed, final Tokens tokens, final Outbound outbound, final TokenBucket messages,
            final boolean admitted) {
        this.market = market;
        this.feed = feed;
        this.tokens = tokens;
        this.outbound = outbound;
        this.messages = messages;
        this.admitted = admitted;
    }

    @Override
    public void opened() {
        if (!admitted) {
            refuse("rate limit exceeded");
            outbound.close(POLICY_VIOLATION, "too many connections");
            return;
        }
        market.thread().submit(() -> feed.add(this));
    }

    @Override
    public void received(final String text) {
        try {
            final JsonNode request = Json.parse(text);
            final String token = Json.text(request, "jwt");
            final boolean anonymous = token == null || token.isEmpty();
            if (anonymous && !messages.take(market.clockUs())) {
                refuse("rate limit exceeded");
                outbound.close(POLICY_VIOLATION, "rate limit exceeded");
                return;
            }
            final Optional<Profile> signed = anonymous ? Optional.empty() : tokens.verify(token, List.of(), market.clockUs());
            final Optional<Channel> channel = Channel.of(request.path("channel").asText());
            final String type = request.path("type").asText();
            if (channel.isEmpty() || !anonymous && signed.isEmpty() || channel.get() == Channel.USER && signed.isEmpty()) {
                refuse(DENIED);
            } else if (type.equals("subscribe")) {
                change(request, products -> subscribe(channel.get(), products, signed.orElse(null)));
            } else if (type.equals("unsubscribe")) {
                change(request, products -> unsubscribe(channel.get(), products));
            } else {
                refuse("type must be subscribe or unsubscribe");
            }
        } catch (final JsonProcessingException e) {
            refuse("failure to parse message");
        }
    }

    @Override
    public void ended() {
        market.thread().submit(() -> {
            ended = true;
            feed.remove(this);
        });
    }

    /** Whose orders it listens to, or null; on the exchange thread. */
    Profile profile() {
        return profile;
    }

    /** Sends the next message; on the exchange thread. */
    void deliver(final String channel, final String events) {
        final long nowUs = market.exchange().nowUs();
        idleSeconds = 0;
        outbound.send("{\"channel\":\"" + channel + (profile == null ? "\"" : "\",\"client_id\":\"\"") + ",\"timestamp\":\""
                + Text.nanoTime(nowUs) + "\",\"sequence_num\":" + sequence++ + ",\"events\":" + events + '}');
    }

    /** Once a second: ends a connection that did not subscribe in time, or on which nothing is sent; on the exchange thread. */
    void second() {
        idleSeconds++;
        if (idleSeconds > (subscribed ? IDLE_S : SUBSCRIBE_WITHIN_S)) {
            idleSeconds = Integer.MIN_VALUE;
            outbound.close(POLICY_VIOLATION, subscribed ? "no messages" : "no subscription within 5 seconds");
        }
    }

    private void change(final JsonNode request, final Change change) {
        final List<String> products = new ArrayList<>();
        for (final JsonNode id : request.path("product_ids")) {
            final String product = MarketRoutes.alias(id.asText());
            if (!market.products().containsKey(product)) {
                refuse("invalid product id " + id.asText());
                return;
            }
            products.add(product);
        }
        market.thread().submit(() -> {
            if (!ended) {
                change.apply(products);
            }
        });
    }

    private void subscribe(final Channel channel, final List<String> products, final Profile signed) {
        if (products.isEmpty() && !channel.unbound()) {
            refuse("product_ids must be given");
            return;
        }
        subscribed = true;
        if (channel == Channel.USER) {
            profile = signed;
        }
        final List<String> wanted = products.isEmpty() ? List.copyOf(market.products().keySet()) : products;
        subscriptions.computeIfAbsent(channel.text(), key -> new LinkedHashSet<>()).addAll(named(channel, wanted));
        feed.subscribe(channel, wanted, this);
        acknowledge();
    }

    private void unsubscribe(final Channel channel, final List<String> products) {
        final List<String> ended = products.isEmpty() || channel.unbound() ? List.copyOf(market.products().keySet()) : products;
        feed.unsubscribe(channel, ended, this);
        final Set<String> known = subscriptions.getOrDefault(channel.text(), Set.of());
        known.removeAll(named(channel, ended));
        if (known.isEmpty()) {
            subscriptions.remove(channel.text());
        }
        acknowledge();
    }

    /** Under what the acknowledgement lists a subscription. */
    private List<String> named(final Channel channel, final List<String> products) {
        return switch (channel) {
            case HEARTBEATS -> List.of(channel.text());
            case USER -> profile == null ? List.of() : List.of(profile.profileId());
            default -> products;
        };
    }

    private void acknowledge() {
        final ArrayNode events = Json.array();
        final ObjectNode map = events.addObject().putObject("subscriptions");
        subscriptions.forEach((name, products) -> products.forEach(map.withArray(name)::add));
        deliver("subscriptions", events.toString());
    }

    private void refuse(final String message) {
        outbound.send(Json.object().put("type", "error").put("message", message).toString());
    }

    /** A change of subscriptions, on the exchange thread. */
    @FunctionalInterface
    private interface Change {
        void apply(List<String> products);
    }
}
