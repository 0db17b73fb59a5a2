package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.account.Account;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Who listens to which account: connections of the WebSocket API, and listen keys whose events go out as market streams do. Events are
 * kept until the request that caused them has been answered.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class UserStreams {
    private static final int LISTEN_KEY_LENGTH = 60;
    private static final long LISTEN_KEY_VALID_US = 3_600_000_000L;

    private final StreamHub hub;
    private final SplittableRandom random;
    private final Map<Account, Map<WsApiSession, Integer>> subscribers = new HashMap<>();
    private final Map<String, ListenKey> listenKeys = new LinkedHashMap<>();
    private final Queue<Event> pending = new ArrayDeque<>();

    UserStreams(final StreamHub hub, final long seed) {
        this.hub = hub;
        this.random = new SplittableRandom(seed);
    }

    /** Does anyone listen to this account? */
    boolean watched(final Account account) {
        return subscribers.containsKey(account) || listenKeys.values().stream().anyMatch(key -> key.account == account);
    }

    /** Keeps an event of an account until {@link #flush}. */
    void add(final Account account, final JsonNode event) {
        pending.add(new Event(account, event.toString()));
    }

    /** Sends what has been kept. */
    void flush() {
        for (Event event = pending.poll(); event != null; event = pending.poll()) {
            final String text = event.text();
            subscribers.getOrDefault(event.account(), Map.of()).forEach((session, id) -> session.deliver(id, text));
            for (final Map.Entry<String, ListenKey> key : listenKeys.entrySet()) {
                if (key.getValue().account == event.account()) {
                    hub.publishText(key.getKey(), text);
                }
            }
        }
    }

    /** Lets a connection listen; false where it does already. */
    boolean subscribe(final Account account, final WsApiSession session, final int subscriptionId) {
        return subscribers.computeIfAbsent(account, key -> new LinkedHashMap<>()).putIfAbsent(session, subscriptionId) == null;
    }

    /** Ends one subscription of a connection; false where there is none such. */
    boolean unsubscribe(final WsApiSession session, final int subscriptionId) {
        return remove(session, id -> id == subscriptionId);
    }

    /** Ends all subscriptions of a connection; false where there are none. */
    boolean unsubscribe(final WsApiSession session) {
        return remove(session, id -> true);
    }

    /** Ids of a connection's subscriptions. */
    List<Integer> subscriptions(final WsApiSession session) {
        final List<Integer> ids = new ArrayList<>();
        subscribers.values().forEach(sessions -> {
            if (sessions.containsKey(session)) {
                ids.add(sessions.get(session));
            }
        });
        return ids;
    }

    /** The account's listen key, made where there is none, valid for another hour. */
    String listenKey(final Account account, final long nowUs) {
        for (final Map.Entry<String, ListenKey> key : listenKeys.entrySet()) {
            if (key.getValue().account == account) {
                key.getValue().validUntilUs = nowUs + LISTEN_KEY_VALID_US;
                return key.getKey();
            }
        }
        final String key = Credentials.alphanumeric(random, LISTEN_KEY_LENGTH);
        listenKeys.put(key, new ListenKey(account, nowUs + LISTEN_KEY_VALID_US));
        return key;
    }

    /** Keeps a listen key for another hour; false where it is unknown. */
    boolean keepAlive(final String listenKey, final Account account, final long nowUs) {
        final ListenKey key = listenKeys.get(listenKey);
        final boolean known = key != null && key.account == account;
        if (known) {
            key.validUntilUs = nowUs + LISTEN_KEY_VALID_US;
        }
        return known;
    }

    /** Ends a listen key; false where it is unknown. */
    boolean close(final String listenKey, final Account account) {
        final ListenKey key = listenKeys.get(listenKey);
        return key != null && key.account == account && listenKeys.remove(listenKey, key);
    }

    /** Ends the listen keys that nobody kept alive. */
    void expire(final long nowUs) {
        listenKeys.entrySet().removeIf(entry -> {
            final boolean expired = nowUs > entry.getValue().validUntilUs;
            if (expired) {
                hub.publish(entry.getKey(), () -> Json.object().put("e", "listenKeyExpired").put("E", Json.ms(nowUs))
                        .put("listenKey", entry.getKey()));
            }
            return expired;
        });
    }

    private boolean remove(final WsApiSession session, final IntPredicate which) {
        boolean removed = false;
        for (final Map<WsApiSession, Integer> sessions : subscribers.values()) {
            removed |= sessions.entrySet().removeIf(entry -> entry.getKey() == session && which.test(entry.getValue()));
        }
        subscribers.values().removeIf(Map::isEmpty);
        return removed;
    }

    private record Event(Account account, String text) {
    }

    private static final class ListenKey {
        private final Account account;
        private long validUntilUs;

        private ListenKey(final Account account, final long validUntilUs) {
            this.account = account;
            this.validUntilUs = validUntilUs;
        }
    }
}
