package io.peregrine.instrument;

import java.util.Arrays;
import java.util.List;

/**
 * The venues and their product lines, each with its own wire protocol. This is the one place outside of the venues' own packages that names
 * them.
 *
 * <p><b>Threading:</b> immutable.
 */
public enum Venue {
    BINANCE_SPOT("binance", "binance-spot", Product.SPOT),
    BINANCE_USDM("binance-usdm", "binance-usdm", Product.FUTURES),
    BINANCE_COINM("binance-coinm", "binance-coinm", Product.INVERSE_FUTURES),
    COINBASE_EXCHANGE("coinbase", "coinbase-exchange", Product.SPOT),
    COINBASE_ADVANCED("coinbase-advanced", "coinbase-advanced", Product.SPOT),
    KRAKEN("kraken", "kraken", Product.SPOT);

    private final String key;
    private final String protocol;
    private final Product product;

    Venue(final String key, final String protocol, final Product product) {
        this.key = key;
        this.protocol = protocol;
        this.product = product;
    }

    /** What is traded there. */
    public enum Product {
        /** Assets change hands. */
        SPOT,
        /** Contracts on margin, in base units. */
        FUTURES,
        /** Contracts on margin, whose quantity is money. */
        INVERSE_FUTURES
    }

    /** What is traded there. */
    public Product product() {
        return product;
    }

    /** Do assets change hands there, rather than contracts on margin? */
    public boolean spot() {
        return product == Product.SPOT;
    }

    /** The name that it shares with the venue's other product lines, for example {@code binance}: the key's first word. */
    public String family() {
        final int dash = key.indexOf('-');
        return dash < 0 ? key : key.substring(0, dash);
    }

    /** All families. */
    public static List<String> families() {
        return Arrays.stream(values()).map(Venue::family).distinct().toList();
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
