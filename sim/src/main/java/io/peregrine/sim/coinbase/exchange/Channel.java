package io.peregrine.sim.coinbase.exchange;

import java.util.Optional;

/** Channels of the feed. Source: A2 of the protocol document. */
enum Channel {
    HEARTBEAT("heartbeat", false),
    STATUS("status", false),
    TICKER("ticker", false),
    TICKER_BATCH("ticker_batch", false),
    LEVEL2("level2", true),
    /** Asked for as {@code level2_batch} too, and always acknowledged under this name. */
    LEVEL2_50("level2_50", false),
    MATCHES("matches", false),
    FULL("full", true),
    USER("user", true);

    private final String text;
    private final boolean needsKey;

    Channel(final String text, final boolean needsKey) {
        this.text = text;
        this.needsKey = needsKey;
    }

    /** The channel of a name in a subscription. */
    static Optional<Channel> of(final String name) {
        for (final Channel channel : values()) {
            if (channel.text.equals(name)) {
                return Optional.of(channel);
            }
        }
        return name.equals("level2_batch") ? Optional.of(LEVEL2_50) : Optional.empty();
    }

    /** Its name. */
    String text() {
        return text;
    }

    /** Only for clients that have signed their subscription? */
    boolean needsKey() {
        return needsKey;
    }
}
