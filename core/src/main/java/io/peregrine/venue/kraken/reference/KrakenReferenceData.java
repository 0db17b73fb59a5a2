package io.peregrine.venue.kraken.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The venue's {@code AssetPairs}: instruments with their exact steps. REST still knows Bitcoin as XBT and Dogecoin as XDG, the stream and
 * the engine do not.
 *
 * <p><b>Threading:</b> blocking; not for an agent's thread. <b>Units:</b> mantissas, see {@link Instrument}; prices have the decimals of
 * the pair and not of its tick, since the checksum is of prices written so. <b>Allocates:</b> freely. <b>Errors:</b> {@link IOException}
 * where the venue can not be reached or does not answer, {@link IllegalArgumentException} for a symbol that it does not know or trade.
 *
 * <p>Source: docs.kraken.com, REST, "Get tradable asset pairs"; docs/protocol/kraken.md.
 */
public final class KrakenReferenceData {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> ENGINE_NAMES = Map.of("XBT", "BTC", "XDG", "DOGE");

    private KrakenReferenceData() {
    }

    /**
     * Asks the venue for instruments.
     *
     * @param restUri           base of the REST API, for example {@code https://api.kraken.com}
     * @param symbols           in the engine's names, for example {@code BTC/USD}
     * @param firstInstrumentId id of the first; the others follow
     * @return in the order of the symbols
     * @throws IOException              the venue can not be reached or does not answer as it should
     * @throws IllegalArgumentException it does not know a symbol, or does not trade it now
     */
    public static List<Instrument> load(final URI restUri, final List<String> symbols, final int firstInstrumentId) throws IOException {
        final Map<String, JsonNode> bySymbol = new HashMap<>();
        for (final JsonNode pair : assetPairs(restUri)) {
            final String name = pair.path("wsname").asText();
            if (name.indexOf('/') > 0) {
                bySymbol.put(engineSymbol(name), pair);
            }
        }
        final List<Instrument> instruments = new ArrayList<>();
        for (final String symbol : symbols) {
            final JsonNode pair = bySymbol.get(symbol);
            if (pair == null) {
                throw new IllegalArgumentException("kraken does not know " + symbol
                        + "; correct the venue's symbols in the configuration (Bitcoin is BTC here, not XBT)");
            }
            instruments.add(instrument(pair, symbol, firstInstrumentId + instruments.size()));
        }
        return instruments;
    }

    /** The engine's name of a pair that the venue calls, for example, {@code XBT/USD}. */
    private static String engineSymbol(final String name) {
        final int slash = name.indexOf('/');
        return engineAsset(name.substring(0, slash)) + '/' + engineAsset(name.substring(slash + 1));
    }

    private static String engineAsset(final String asset) {
        return ENGINE_NAMES.getOrDefault(asset, asset);
    }

    private static Instrument instrument(final JsonNode pair, final String symbol, final int instrumentId) {
        final String status = pair.path("status").asText();
        if (!status.equals("online")) {
            throw new IllegalArgumentException("kraken does not trade " + symbol + " now (status " + status
                    + "); take it out of the venue's symbols, or wait");
        }
        final int priceDecimals = decimals(pair, symbol, "pair_decimals");
        final int quantityDecimals = decimals(pair, symbol, "lot_decimals");
        final BigDecimal tickSize = number(pair, symbol, "tick_size", BigDecimal.ONE.movePointLeft(priceDecimals));
        if (tickSize.signum() <= 0 || tickSize.stripTrailingZeros().scale() > priceDecimals) {
            throw new IllegalArgumentException("kraken gives " + symbol + " the tick " + tickSize + " with " + priceDecimals
                    + " decimals; it can not be traded with exact prices, take it out of the venue's symbols");
        }
        final int slash = symbol.indexOf('/');
        return new Instrument(
                instrumentId, Venue.KRAKEN, symbol, symbol, symbol.substring(0, slash), symbol.substring(slash + 1),
                priceDecimals, quantityDecimals, mantissa(tickSize, priceDecimals), Math.max(1, pair.path("lot_multiplier").asLong(1)),
                mantissa(number(pair, symbol, "ordermin", BigDecimal.ZERO), quantityDecimals), Long.MAX_VALUE,
                mantissa(number(pair, symbol, "costmin", BigDecimal.ZERO), priceDecimals + quantityDecimals));
    }

    private static int decimals(final JsonNode pair, final String symbol, final String field) {
        final int decimals = pair.path(field).asInt(-1);
        if (decimals < 0 || decimals > 18) {
            throw new IllegalArgumentException("kraken gives " + symbol + " no usable " + field + ": " + pair.path(field));
        }
        return decimals;
    }

    private static BigDecimal number(final JsonNode pair, final String symbol, final String field, final BigDecimal absent) {
        final String text = pair.path(field).asText();
        try {
            return text.isEmpty() ? absent : new BigDecimal(text);
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("kraken gives " + symbol + " a " + field + " that is no number: " + text, e);
        }
    }

    /** Exact, or the next that is not below. */
    private static long mantissa(final BigDecimal value, final int decimals) {
        return value.movePointRight(decimals).setScale(0, RoundingMode.CEILING).toBigIntegerExact().min(LONG_MAX).longValueExact();
    }

    private static JsonNode assetPairs(final URI restUri) throws IOException {
        final URI uri = restUri.resolve("/0/public/AssetPairs");
        final HttpResponse<String> response = get(uri);
        final JsonNode body;
        try {
            body = JSON.readTree(response.body());
        } catch (final JsonProcessingException e) {
            throw new IOException(uri + " answered " + response.statusCode()
                    + " and no JSON; check that the address is of the venue's REST API", e);
        }
        // Errors come with status 200 too; what begins with W is a warning.
        if (response.statusCode() != 200 || !body.path("result").isObject()
                || body.path("error").valueStream().anyMatch(error -> error.asText().startsWith("E"))) {
            throw new IOException(uri + " answered " + response.statusCode() + ": " + body.path("error"));
        }
        return body.path("result");
    }

    private static HttpResponse<String> get(final URI uri) throws IOException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            return client.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (final IOException e) {
            throw new IOException(uri + " can not be reached (" + e
                    + "); check the venue's rest address in the configuration and the network", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + uri, e);
        }
    }
}
