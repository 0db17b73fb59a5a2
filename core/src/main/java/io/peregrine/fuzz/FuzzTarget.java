package io.peregrine.fuzz;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What can be fuzzed: a venue's decoder with its books, and messages that it knows.
 *
 * <p><b>Threading:</b> immutable.
 */
public enum FuzzTarget {
    /** JSON streams and REST snapshots of spot. */
    BINANCE_SPOT(Venue.BINANCE_SPOT, "BTCUSDT", 1, 0, Map.of(), "binance"),
    /** USD-M futures. */
    BINANCE_USDM(Venue.BINANCE_USDM, "BTCUSDT", 1, 0, Map.of(), "binance"),
    /** COIN-M futures. */
    BINANCE_COINM(Venue.BINANCE_COINM, "BTCUSDT", 1, 0, Map.of(), "binance"),
    /** Spot's binary streams. */
    BINANCE_SBE(Venue.BINANCE_SPOT, "BTCUSDT", 1, 0, Map.of(), "binance-sbe"),
    /** Books by level. */
    COINBASE_LEVEL2(Venue.COINBASE_EXCHANGE, "BTC-USD", 2, 8, Map.of(), "coinbase"),
    /** Books order by order, and snapshots of level 3. */
    COINBASE_FULL(Venue.COINBASE_EXCHANGE, "BTC-USD", 2, 8, Map.of("book_channel", "full"), "coinbase-full"),
    /** Advanced Trade. */
    COINBASE_ADVANCED(Venue.COINBASE_ADVANCED, "BTC-USD", 2, 8, Map.of(), "coinbase-advanced"),
    /** WebSocket v2. */
    KRAKEN(Venue.KRAKEN, "BTC/USD", 1, 8, Map.of(), "kraken");

    private static final String HEX = "hex:";

    private final Venue venue;
    private final Instrument instrument;
    private final Map<String, String> options;
    private final String corpus;

    FuzzTarget(
            final Venue venue, final String venueSymbol, final int priceDecimals, final int quantityDecimals,
            final Map<String, String> options, final String corpus) {
        this.venue = venue;
        instrument = new Instrument(
                0, venue, "BTC/USD", venueSymbol, "BTC", "USD", priceDecimals, quantityDecimals, 1, 1, 0, Long.MAX_VALUE, 0);
        this.options = options;
        this.corpus = corpus;
    }

    /** The name on the command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * By its name.
     *
     * @throws IllegalArgumentException where there is none of that name
     */
    public static FuzzTarget byKey(final String key) {
        return Arrays.stream(values()).filter(target -> target.key().equals(key)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("decoder '" + key + "' is not known; known: "
                        + Arrays.stream(values()).map(FuzzTarget::key).toList()));
    }

    Venue venue() {
        return venue;
    }

    Instrument instrument() {
        return instrument;
    }

    Map<String, String> options() {
        return options;
    }

    /** The messages of {@code fuzz/<corpus>.txt} in the resources, one a line, binary ones as {@code hex:…}. */
    List<byte[]> corpus() {
        final String path = "/fuzz/" + corpus + ".txt";
        try (InputStream in = FuzzTarget.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().map(FuzzTarget::bytes).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(path + " can not be read", e);
        }
    }

    private static byte[] bytes(final String line) {
        return line.startsWith(HEX) ? HexFormat.of().parseHex(line.substring(HEX.length())) : line.getBytes(StandardCharsets.US_ASCII);
    }
}
