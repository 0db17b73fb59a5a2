package io.peregrine.instrument;

/**
 * The venues and their product lines, each with its own wire protocol.
 *
 * <p><b>Threading:</b> immutable.
 */
public enum Venue {
    BINANCE_SPOT("binance", "binance-spot"),
    BINANCE_USDM("binance-usdm", "binance-usdm"),
    BINANCE_COINM("binance-coinm", "binance-coinm"),
    COINBASE_EXCHANGE("coinbase", "coinbase-exchange"),
    COINBASE_ADVANCED("coinbase-advanced", "coinbase-advanced"),
    KRAKEN("kraken", "kraken");

    private final String key;
    private final String protocol;

    Venue(final String key, final String protocol) {
        this.key = key;
        this.protocol = protocol;
    }

    /** The name in configuration, REST and logs, for example {@code binance}. */
    public String key() {
        return key;
    }

    /** The name of its wire protocol on the command line, for example {@code binance-spot}. */
    public String protocol() {
        return protocol;
    }

    /** The venue with this configuration key, or null. */
    public static Venue byKey(final String key) {
        for (final Venue venue : values()) {
            if (venue.key.equals(key)) {
                return venue;
            }
        }
        return null;
    }

    /** The venue with this protocol name, or null. */
    public static Venue byProtocol(final String protocol) {
        for (final Venue venue : values()) {
            if (venue.protocol.equals(protocol)) {
                return venue;
            }
        }
        return null;
    }
}
