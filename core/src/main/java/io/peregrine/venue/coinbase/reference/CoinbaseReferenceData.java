package io.peregrine.venue.coinbase.reference;

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
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The venue's products with their exact steps: of the Exchange {@code GET /products}, of Advanced Trade
 * {@code GET /api/v3/brokerage/market/products}. Both are public.
 *
 * <p><b>Threading:</b> blocking; not for an agent's thread. <b>Units:</b> mantissas, see {@link Instrument}. <b>Allocates:</b> freely.
 * <b>Errors:</b> {@link CoinbaseReferenceException}. Source: docs/protocol/coinbase.md, "Products".
 */
public final class CoinbaseReferenceData {
    private static final Logger LOGGER = LoggerFactory.getLogger(CoinbaseReferenceData.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A product with one of these set takes some orders and refuses others. */
    private static final List<String> RESTRICTIONS = List.of("cancel_only", "limit_only", "post_only", "auction_mode");
    /** A product with one of these set is not traded. */
    private static final List<String> CLOSURES = List.of("trading_disabled", "is_disabled", "view_only");

    private CoinbaseReferenceData() {
    }

    /**
     * Asks the venue for instruments.
     *
     * @param restUri           base of the REST API, for example {@code https://api.exchange.coinbase.com}
     * @param venue             {@code COINBASE_EXCHANGE} or {@code COINBASE_ADVANCED}
     * @param symbols           in the engine's names, for example {@code BTC/USD}
     * @param firstInstrumentId id of the first; the others follow
     * @return in the order of the symbols
     * @throws CoinbaseReferenceException where the venue can not be reached, does not know a symbol, or does not trade it now
     */
    public static List<Instrument> load(
            final URI restUri, final Venue venue, final List<String> symbols, final int firstInstrumentId) {
        final URI uri = restUri.resolve(venue == Venue.COINBASE_EXCHANGE ? "/products"
                : "/api/v3/brokerage/market/products?" + symbols.stream()
                        .map(symbol -> "product_ids=" + productId(symbol)).collect(Collectors.joining("&")));
        final JsonNode answer = get(uri);
        return instruments(venue == Venue.COINBASE_EXCHANGE ? answer : answer.path("products"), venue, symbols, firstInstrumentId);
    }

    static List<Instrument> instruments(
            final JsonNode products, final Venue venue, final List<String> symbols, final int firstInstrumentId) {
        final Map<String, JsonNode> byId = new HashMap<>();
        for (final JsonNode product : products) {
            byId.put(product.path(venue == Venue.COINBASE_EXCHANGE ? "id" : "product_id").asText(), product);
        }
        final List<Instrument> instruments = new ArrayList<>();
        for (final String symbol : symbols) {
            final JsonNode product = byId.get(productId(symbol));
            if (product == null) {
                throw new CoinbaseReferenceException(venue.key() + " does not know " + symbol + " (" + productId(symbol)
                        + "); correct the venue's symbols in the configuration");
            }
            checkStatus(product, venue, symbol);
            checkAlias(product, venue, symbol, symbols);
            instruments.add(instrument(product, venue, symbol, firstInstrumentId + instruments.size()));
        }
        return instruments;
    }

    /** Of the Exchange the least and the largest order were removed from the answer in 2022; the least is then one step. */
    private static Instrument instrument(final JsonNode product, final Venue venue, final String symbol, final int id) {
        final boolean isExchange = venue == Venue.COINBASE_EXCHANGE;
        final BigDecimal tick = step(product, symbol, isExchange ? "quote_increment" : "price_increment");
        final BigDecimal lot = step(product, symbol, "base_increment");
        final int priceDecimals = Math.max(0, tick.stripTrailingZeros().scale());
        final int quantityDecimals = Math.max(0, lot.stripTrailingZeros().scale());
        return new Instrument(id, venue, symbol, productId(symbol),
                product.path(isExchange ? "base_currency" : "base_currency_id").asText(),
                product.path(isExchange ? "quote_currency" : "quote_currency_id").asText(), priceDecimals, quantityDecimals,
                mantissa(tick, priceDecimals), mantissa(lot, quantityDecimals),
                mantissa(decimal(product, "base_min_size", lot), quantityDecimals),
                mantissa(decimal(product, "base_max_size", new BigDecimal(LONG_MAX)), quantityDecimals),
                mantissa(decimal(product, isExchange ? "min_market_funds" : "quote_min_size", BigDecimal.ZERO),
                        priceDecimals + quantityDecimals));
    }

    private static void checkStatus(final JsonNode product, final Venue venue, final String symbol) {
        final String status = product.path("status").asText("online");
        final String closure = CLOSURES.stream().filter(flag -> product.path(flag).asBoolean()).findFirst()
                .orElse(status.isEmpty() || status.equals("online") ? null : "status " + status);
        if (closure != null) {
            throw new CoinbaseReferenceException(venue.key() + " does not trade " + symbol + " now (" + closure
                    + "); take it out of the venue's symbols, or wait");
        }
        for (final String flag : RESTRICTIONS) {
            if (product.path(flag).asBoolean()) {
                LOGGER.warn("{} {} is {}: it refuses some orders", venue.key(), symbol, flag);
            }
        }
    }

    /** A product with an alias has no book of its own: its data come under the other name, and two names of one book would be two books. */
    private static void checkAlias(final JsonNode product, final Venue venue, final String symbol, final List<String> symbols) {
        final String alias = product.path("alias").asText().replace('-', '/');
        if (alias.isEmpty() || alias.equals(symbol)) {
            return;
        }
        if (symbols.contains(alias)) {
            throw new CoinbaseReferenceException(venue.key() + " keeps one book for " + symbol + " and " + alias
                    + "; name one of them in the venue's symbols");
        }
        LOGGER.info("{} {} is another name of the book of {}: its data are that book's", venue.key(), symbol, alias);
    }

    private static BigDecimal step(final JsonNode product, final String symbol, final String field) {
        final BigDecimal step = decimal(product, field, BigDecimal.ZERO);
        if (step.signum() <= 0) {
            throw new CoinbaseReferenceException("coinbase gives " + symbol + " no " + field + " (" + product.path(field).asText()
                    + "); it can not be traded with exact prices, take it out of the venue's symbols");
        }
        return step;
    }

    private static BigDecimal decimal(final JsonNode product, final String field, final BigDecimal absent) {
        final String text = product.path(field).asText();
        try {
            return text.isEmpty() ? absent : new BigDecimal(text);
        } catch (final NumberFormatException e) {
            throw new CoinbaseReferenceException("coinbase gives a " + field + " that is no number: " + text
                    + "; check that the address is of the venue's REST API");
        }
    }

    /** Exact, but for a largest quantity beyond the range of a {@code long}, which no order can reach. */
    private static long mantissa(final BigDecimal value, final int decimals) {
        final BigInteger mantissa = value.movePointRight(decimals).setScale(0, RoundingMode.CEILING).toBigIntegerExact();
        return mantissa.min(LONG_MAX).longValueExact();
    }

    private static JsonNode get(final URI uri) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            final HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("User-Agent", "peregrine").build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new CoinbaseReferenceException(uri + " answered " + response.statusCode() + ": "
                        + response.body().substring(0, Math.min(200, response.body().length()))
                        + "; check the venue's rest address in the configuration");
            }
            return JSON.readTree(response.body());
        } catch (final JsonProcessingException e) {
            throw new CoinbaseReferenceException(
                    uri + " did not answer with JSON; check that the address is of the venue's REST API", e);
        } catch (final IOException e) {
            throw new CoinbaseReferenceException(uri + " can not be reached (" + e
                    + "); check the venue's rest address in the configuration and the network", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CoinbaseReferenceException("interrupted while waiting for " + uri, e);
        }
    }

    private static String productId(final String symbol) {
        return symbol.replace('/', '-');
    }
}
