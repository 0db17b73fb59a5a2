package io.peregrine.venue.binance.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.binance.reference.BinanceRateLimit.Type;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The venue's {@code exchangeInfo}: instruments with their exact steps, and rate limits. Prices and quantities get the decimals of their
 * steps, never the eight that the venue prints.
 *
 * <p><b>Threading:</b> blocking; not for an agent's thread. <b>Units:</b> mantissas, see {@link Instrument}. <b>Allocates:</b> freely.
 * <b>Errors:</b> {@link BinanceReferenceException}. Source: Binance REST API, "Exchange information", "Filters".
 */
public final class BinanceReferenceData {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final ObjectMapper JSON = new ObjectMapper();

    private BinanceReferenceData() {
    }

    /**
     * Asks the venue for instruments.
     *
     * @param restUri           base of the REST API, for example {@code https://api.binance.com}
     * @param venue             one of Binance's
     * @param symbols           in the engine's names, for example {@code BTC/USDT}
     * @param firstInstrumentId id of the first; the others follow
     * @return in the order of the symbols
     * @throws BinanceReferenceException where the venue can not be reached, does not know a symbol, or does not trade it now
     */
    public static List<Instrument> load(
            final URI restUri, final Venue venue, final List<String> symbols, final int firstInstrumentId) {
        return instruments(exchangeInfo(restUri, venue, symbols), venue, symbols, firstInstrumentId);
    }

    /**
     * Asks the venue for its limits of request weight and orders.
     *
     * @throws BinanceReferenceException where the venue can not be reached
     */
    public static List<BinanceRateLimit> rateLimits(final URI restUri, final Venue venue, final List<String> symbols) {
        return rateLimits(exchangeInfo(restUri, venue, symbols));
    }

    static List<Instrument> instruments(
            final JsonNode exchangeInfo, final Venue venue, final List<String> symbols, final int firstInstrumentId) {
        final Map<String, JsonNode> bySymbol = new HashMap<>();
        for (final JsonNode symbol : exchangeInfo.path("symbols")) {
            bySymbol.put(symbol.path("symbol").asText(), symbol);
        }
        final List<Instrument> instruments = new ArrayList<>();
        for (final String symbol : symbols) {
            final JsonNode info = bySymbol.get(venueSymbol(venue, symbol));
            if (info == null) {
                throw new BinanceReferenceException(venue.key() + " does not know " + symbol + " (" + venueSymbol(venue, symbol)
                        + "); correct the venue's symbols in the configuration");
            }
            instruments.add(instrument(info, venue, symbol, firstInstrumentId + instruments.size()));
        }
        return instruments;
    }

    static List<BinanceRateLimit> rateLimits(final JsonNode exchangeInfo) {
        final List<BinanceRateLimit> limits = new ArrayList<>();
        for (final JsonNode limit : exchangeInfo.path("rateLimits")) {
            final String type = limit.path("rateLimitType").asText();
            if (type.equals(Type.ORDERS.name()) || type.equals(Type.REQUEST_WEIGHT.name())) {
                final long unitNs = TimeUnit.valueOf(limit.path("interval").asText() + 'S').toNanos(1);
                limits.add(new BinanceRateLimit(
                        Type.valueOf(type), unitNs * limit.path("intervalNum").asLong(), limit.path("limit").asInt()));
            }
        }
        return limits;
    }

    private static Instrument instrument(final JsonNode info, final Venue venue, final String symbol, final int instrumentId) {
        final String status = info.path(venue == Venue.BINANCE_COINM ? "contractStatus" : "status").asText();
        if (!status.equals("TRADING")) {
            throw new BinanceReferenceException(venue.key() + " does not trade " + symbol + " now (status " + status
                    + "); take it out of the venue's symbols, or wait");
        }
        final BigDecimal tickSize = filter(info, symbol, "tickSize", "PRICE_FILTER");
        final BigDecimal stepSize = filter(info, symbol, "stepSize", "LOT_SIZE");
        if (tickSize.signum() <= 0 || stepSize.signum() <= 0) {
            throw new BinanceReferenceException(venue.key() + " gives " + symbol + " no tick size or no step size (" + tickSize + ", "
                    + stepSize + "); it can not be traded with exact prices, take it out of the venue's symbols");
        }
        final int priceDecimals = decimals(tickSize);
        final int quantityDecimals = decimals(stepSize);
        return new Instrument(
                instrumentId, venue, symbol, info.path("symbol").asText(), info.path("baseAsset").asText(),
                info.path("quoteAsset").asText(), priceDecimals, quantityDecimals,
                mantissa(tickSize, priceDecimals), mantissa(stepSize, quantityDecimals),
                mantissa(filter(info, symbol, "minQty", "LOT_SIZE"), quantityDecimals),
                mantissa(filter(info, symbol, "maxQty", "LOT_SIZE"), quantityDecimals),
                mantissa(notionalMin(info, symbol), priceDecimals + quantityDecimals));
    }

    /** {@code NOTIONAL}, its forerunner {@code MIN_NOTIONAL}, or none as on COIN-M; USD-M names the field otherwise. */
    private static BigDecimal notionalMin(final JsonNode info, final String symbol) {
        for (final JsonNode filter : info.path("filters")) {
            final String type = filter.path("filterType").asText();
            if (type.equals("NOTIONAL") || type.equals("MIN_NOTIONAL")) {
                final String field = filter.has("minNotional") ? "minNotional" : "notional";
                return filter(info, symbol, field, type);
            }
        }
        return BigDecimal.ZERO;
    }

    private static BigDecimal filter(final JsonNode info, final String symbol, final String field, final String type) {
        for (final JsonNode filter : info.path("filters")) {
            if (filter.path("filterType").asText().equals(type) && filter.has(field)) {
                return new BigDecimal(filter.path(field).asText());
            }
        }
        throw new BinanceReferenceException("no " + field + " of filter " + type + " for " + symbol
                + " in exchangeInfo; check that the address is of the venue's REST API");
    }

    private static int decimals(final BigDecimal step) {
        return Math.max(0, step.stripTrailingZeros().scale());
    }

    /** Exact, but for a largest quantity beyond the range of a {@code long}, which no order can reach. */
    private static long mantissa(final BigDecimal value, final int decimals) {
        final BigInteger mantissa = value.movePointRight(decimals).setScale(0, RoundingMode.CEILING).toBigIntegerExact();
        return mantissa.min(LONG_MAX).longValueExact();
    }

    private static JsonNode exchangeInfo(final URI restUri, final Venue venue, final List<String> symbols) {
        final URI uri = restUri.resolve(switch (venue) {
            case BINANCE_SPOT -> "/api/v3/exchangeInfo?symbols=" + URLEncoder.encode(
                    symbols.stream().map(symbol -> '"' + venueSymbol(venue, symbol) + '"').collect(Collectors.joining(",", "[", "]")),
                    StandardCharsets.UTF_8);
            // Futures know no selection of symbols.
            case BINANCE_USDM -> "/fapi/v1/exchangeInfo";
            case BINANCE_COINM -> "/dapi/v1/exchangeInfo";
            default -> throw new IllegalArgumentException("no Binance reference data for " + venue);
        });
        final HttpResponse<String> response = get(uri);
        final JsonNode body = json(uri, response.body());
        if (response.statusCode() != 200) {
            throw new BinanceReferenceException(uri + " answered " + response.statusCode() + ": " + body.path("code").asText() + ' '
                    + body.path("msg").asText() + (body.path("code").asInt() == -1121
                    ? "; one of " + symbols + " is unknown there, correct the venue's symbols in the configuration" : ""));
        }
        return body;
    }

    private static HttpResponse<String> get(final URI uri) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            return client.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (final IOException e) {
            throw new BinanceReferenceException(uri + " can not be reached (" + e
                    + "); check the venue's rest address in the configuration and the network", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BinanceReferenceException("interrupted while waiting for " + uri, e);
        }
    }

    private static JsonNode json(final URI uri, final String body) {
        try {
            return JSON.readTree(body);
        } catch (final JsonProcessingException e) {
            throw new BinanceReferenceException(uri + " did not answer with JSON; check that the address is of the venue's REST API", e);
        }
    }

    /** On COIN-M {@code BTC/USD} is the perpetual contract, {@code BTC/USD_261225} one with a delivery date. */
    private static String venueSymbol(final Venue venue, final String symbol) {
        final String name = symbol.replace("/", "");
        return venue == Venue.BINANCE_COINM && name.indexOf('_') < 0 ? name + "_PERP" : name;
    }
}
