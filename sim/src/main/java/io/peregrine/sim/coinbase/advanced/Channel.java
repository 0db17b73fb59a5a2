package io.peregrine.sim.coinbase.advanced;

import java.util.Optional;

/** Channels of the feed, by their names in a subscription. Source: B3 to B5 of the protocol document. */
enum Channel {
    /** Its messages come under the name {@code l2_data}. */
    LEVEL2("level2"),
    MARKET_TRADES("market_trades"),
    TICKER("ticker"),
    TICKER_BATCH("ticker_batch"),
    CANDLES("candles"),
    HEARTBEATS("heartbeats"),
    STATUS("status"),
    USER("user");

    private final String text;

    Channel(final String text) {
        this.text = text;
    }

    /** The channel of a name in a subscription. */
    static Optional<Channel> of(final String name) {
        for (final Channel channel : values()) {
            if (channel.text.equals(name)) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }

    /** Its name in a subscription. */
    String text() {
        return text;
    }

    /** Does it need no product? */
    boolean unbound() {
        return this == HEARTBEATS || this == STATUS || this == USER;
    }
}
