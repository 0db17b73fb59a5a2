package io.peregrine.venue.kraken.gateway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The documented secret, two instruments, and the published fixtures. */
final class Fixtures {
    /** Published in Kraken's documentation; not a live key. */
    static final String SECRET = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
    static final int BTCUSD = 0;
    static final int ETHUSD = 1;
    static final ObjectMapper JSON = new ObjectMapper();

    private Fixtures() {
    }

    static KrakenGatewaySettings settings(final Map<String, String> options) {
        return KrakenGatewaySettings.of(URI.create("wss://ws-auth.kraken.com/v2"), URI.create("https://api.kraken.com"),
                new Credentials("key", SECRET.getBytes(StandardCharsets.US_ASCII)), 1, options);
    }

    /** BTC/USD with as many decimals as the documented examples have, so that texts can be compared. */
    static Instruments instruments() {
        return new Instruments(List.of(instrument(BTCUSD, "BTC", 1, 8), instrument(ETHUSD, "ETH", 2, 8)));
    }

    static Instrument instrument(final int id, final String base, final int priceDecimals, final int quantityDecimals) {
        final String symbol = base + "/USD";
        return new Instrument(id, Venue.KRAKEN, symbol, symbol, base, "USD", priceDecimals, quantityDecimals, 1, 1, 0,
                Long.MAX_VALUE / 1_000_000, 0);
    }

    static JsonNode json(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static List<String> lines(final String file) throws IOException {
        final Path path = Path.of(System.getProperty("peregrine.data", "../../shared/data")).resolve("../protocols/fixtures/" + file);
        assumeTrue(Files.exists(path), "published fixtures are not here: " + path);
        return Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
    }
}
