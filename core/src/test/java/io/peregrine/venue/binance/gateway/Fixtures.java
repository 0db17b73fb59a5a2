package io.peregrine.venue.binance.gateway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The documented key, two instruments, and the published fixtures. */
final class Fixtures {
    /** Published in Binance's documentation; not a live key. */
    static final String API_KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    static final String SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

    static final int BTCUSDT = 0;
    static final int ETHUSDT = 1;
    static final int ETHBTC = 2;
    static final ObjectMapper JSON = new ObjectMapper();

    private Fixtures() {
    }

    static Credentials credentials() {
        return new Credentials(API_KEY, SECRET.getBytes(StandardCharsets.UTF_8));
    }

    static Instruments instruments() {
        return new Instruments(List.of(
                instrument(BTCUSDT, "BTC", "USDT", 2, 5), instrument(ETHUSDT, "ETH", "USDT", 2, 4),
                instrument(ETHBTC, "ETH", "BTC", 8, 8)));
    }

    static JsonNode json(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The {@code msg} of each line. */
    static List<JsonNode> messages(final String file) throws IOException {
        final List<JsonNode> messages = new ArrayList<>();
        for (final String line : lines(file)) {
            messages.add(json(line).path("msg"));
        }
        return messages;
    }

    static List<String> lines(final String file) throws IOException {
        final Path path = Path.of(System.getProperty("peregrine.data", "../../shared/data")).resolve("../protocols/fixtures/" + file);
        assumeTrue(Files.exists(path), "published fixtures are not here: " + path);
        return Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
    }

    private static Instrument instrument(
            final int id, final String base, final String quote, final int priceDecimals, final int quantityDecimals) {
        return new Instrument(id, Venue.BINANCE_SPOT, base + '/' + quote, base + quote, base, quote, priceDecimals, quantityDecimals, 1, 1,
                0, Long.MAX_VALUE / 1_000_000, 0);
    }
}
