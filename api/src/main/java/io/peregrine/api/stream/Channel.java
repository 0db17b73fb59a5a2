package io.peregrine.api.stream;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a client can ask for. */
enum Channel {
    TICKS,
    BOOKS,
    ORDERS,
    FILLS,
    POSITIONS,
    SIGNALS,
    RISK,
    LATENCY,
    STRATEGIES,
    STATUS,
    /** Answers to what the client sent; every client gets its own. */
    CONTROL;

    /** Its name in messages. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of this name that a client can ask for, or null. */
    static Channel byKey(final String key) {
        return Arrays.stream(values()).filter(channel -> channel != CONTROL && channel.key().equals(key)).findFirst().orElse(null);
    }

    /** The names that a client can ask for. */
    static List<String> keys() {
        return Arrays.stream(values()).filter(channel -> channel != CONTROL).map(Channel::key).toList();
    }
}
