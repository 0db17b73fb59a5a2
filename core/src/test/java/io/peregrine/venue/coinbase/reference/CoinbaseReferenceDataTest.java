package io.peregrine.venue.coinbase.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoinbaseReferenceDataTest {
    private static final String EXCHANGE = """
            [{"id":"BTC-USD","base_currency":"BTC","quote_currency":"USD","quote_increment":"0.01","base_increment":"0.00000001",
              "min_market_funds":"1","status":"online","post_only":false,"trading_disabled":false},
             {"id":"SKL-USD","base_currency":"SKL","quote_currency":"USD","base_min_size":"5","base_max_size":"1000000",
              "quote_increment":"0.0001","base_increment":"0.1","min_market_funds":"5.0","status":"online","limit_only":true},
             {"id":"OLD-USD","base_currency":"OLD","quote_currency":"USD","quote_increment":"1","base_increment":"1","status":"delisted"},
             {"id":"OFF-USD","base_currency":"OFF","quote_currency":"USD","quote_increment":"1","base_increment":"1","status":"online",
              "trading_disabled":true},
             {"id":"BAD-USD","base_currency":"BAD","quote_currency":"USD","quote_increment":"0","base_increment":"1","status":"online"}]""";
    private static final String ADVANCED = """
            {"products":[{"product_id":"BTC-USD","base_increment":"0.00000001","quote_increment":"0.01","quote_min_size":"1",
              "base_min_size":"0.00000001","base_max_size":"3400","status":"online","price_increment":"0.05","quote_currency_id":"USD",
              "base_currency_id":"BTC","alias":"","alias_to":["BTC-USDC"]},
             {"product_id":"BTC-USDC","base_increment":"0.00000001","quote_increment":"0.01","quote_min_size":"1",
              "base_min_size":"0.00000001","base_max_size":"3400","status":"online","price_increment":"0.01","quote_currency_id":"USDC",
              "base_currency_id":"BTC","alias":"BTC-USD","alias_to":[]}],"num_products":2}""";

    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private URI uri;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theExchangesStepsGiveTickLotAndDecimals() {
        answer(200, EXCHANGE);
        assertEquals(List.of(
                new Instrument(3, Venue.COINBASE_EXCHANGE, "SKL/USD", "SKL-USD", "SKL", "USD", 4, 1, 1, 1, 50, 10_000_000, 500_000),
                new Instrument(4, Venue.COINBASE_EXCHANGE, "BTC/USD", "BTC-USD", "BTC", "USD", 2, 8, 1, 1, 1, Long.MAX_VALUE,
                        10_000_000_000L)),
                CoinbaseReferenceData.load(uri, Venue.COINBASE_EXCHANGE, List.of("SKL/USD", "BTC/USD"), 3));
        assertEquals(List.of("/products"), requests);
    }

    @Test
    void advancedTradesPriceIncrementIsItsTick() {
        answer(200, ADVANCED);
        assertEquals(List.of(new Instrument(
                0, Venue.COINBASE_ADVANCED, "BTC/USD", "BTC-USD", "BTC", "USD", 2, 8, 5, 1, 1, 340_000_000_000L, 10_000_000_000L)),
                CoinbaseReferenceData.load(uri, Venue.COINBASE_ADVANCED, List.of("BTC/USD"), 0));
        assertEquals(List.of("/api/v3/brokerage/market/products?product_ids=BTC-USD"), requests);
    }

    @Test
    void anAliasIsAnInstrumentOfItsOwnButNotBesideItsBook() {
        answer(200, ADVANCED);
        final Instrument alias = CoinbaseReferenceData.load(uri, Venue.COINBASE_ADVANCED, List.of("BTC/USDC"), 0).getFirst();
        assertEquals("BTC/USDC USDC", alias.symbol() + ' ' + alias.quoteAsset(), "USD and USDC are different things");
        assertEquals("coinbase-advanced keeps one book for BTC/USDC and BTC/USD; name one of them in the venue's symbols",
                refusal(Venue.COINBASE_ADVANCED, List.of("BTC/USD", "BTC/USDC")));
    }

    @Test
    void whatIsNotTradedIsRefused() {
        answer(200, EXCHANGE);
        assertTrue(refusal(Venue.COINBASE_EXCHANGE, List.of("OLD/USD")).contains("does not trade OLD/USD now (status delisted)"));
        assertTrue(refusal(Venue.COINBASE_EXCHANGE, List.of("OFF/USD")).contains("does not trade OFF/USD now (trading_disabled)"));
        assertTrue(refusal(Venue.COINBASE_EXCHANGE, List.of("XRP/USD")).contains("does not know XRP/USD (XRP-USD); correct"));
        assertTrue(refusal(Venue.COINBASE_EXCHANGE, List.of("BAD/USD")).contains("gives BAD/USD no quote_increment (0)"));
    }

    @Test
    void anotherKindOfServerIsTold() {
        answer(404, "{\"message\":\"NotFound\"}");
        assertTrue(refusal(Venue.COINBASE_EXCHANGE, List.of("BTC/USD")).contains("answered 404: {\"message\":\"NotFound\"}; check"));
        server.stop(0);
        assertTrue(refusal(Venue.COINBASE_EXCHANGE, List.of("BTC/USD")).contains("can not be reached"));
    }

    private String refusal(final Venue venue, final List<String> symbols) {
        return assertThrows(CoinbaseReferenceException.class, () -> CoinbaseReferenceData.load(uri, venue, symbols, 0)).getMessage();
    }

    private void answer(final int status, final String body) {
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
