package io.peregrine.venue.binance.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.binance.reference.BinanceRateLimit.Type;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BinanceReferenceDataTest {
    private static final String SPOT = """
            {"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":6000},
             {"rateLimitType":"RAW_REQUESTS","interval":"MINUTE","intervalNum":5,"limit":61000},
             {"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":50}],
             "symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","filters":[
               {"filterType":"PRICE_FILTER","minPrice":"0.05","maxPrice":"1000000.00000000","tickSize":"0.05000000"},
               {"filterType":"LOT_SIZE","minQty":"0.00010000","maxQty":"9000.00000000","stepSize":"0.00001000"},
               {"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true,"maxNotional":"9000000.00000000"}]},
              {"symbol":"OLDUSDT","status":"BREAK","baseAsset":"OLD","quoteAsset":"USDT","filters":[]},
              {"symbol":"BADUSDT","status":"TRADING","baseAsset":"BAD","quoteAsset":"USDT","filters":[
               {"filterType":"PRICE_FILTER","minPrice":"0","maxPrice":"0","tickSize":"0"},
               {"filterType":"LOT_SIZE","minQty":"1","maxQty":"9","stepSize":"1"}]}]}""";
    private static final String USDM = """
            {"rateLimits":[],"symbols":[{"symbol":"ETHUSDT","status":"TRADING","baseAsset":"ETH","quoteAsset":"USDT","filters":[
               {"filterType":"PRICE_FILTER","minPrice":"39.86","maxPrice":"306177","tickSize":"0.01"},
               {"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"10000","stepSize":"0.001"},
               {"filterType":"MIN_NOTIONAL","notional":"20"}]}]}""";
    private static final String COINM = """
            {"rateLimits":[],"symbols":[{"symbol":"BTCUSD_PERP","pair":"BTCUSD","contractType":"PERPETUAL","contractStatus":"TRADING",
              "contractSize":100,"baseAsset":"BTC","quoteAsset":"USD","marginAsset":"BTC","filters":[
               {"filterType":"PRICE_FILTER","minPrice":"1000","maxPrice":"4520958","tickSize":"0.1"},
               {"filterType":"LOT_SIZE","minQty":"1","maxQty":"1000000","stepSize":"1"}]},
              {"symbol":"BTCUSD_261225","pair":"BTCUSD","contractType":"CURRENT_QUARTER","contractStatus":"DELIVERING",
              "contractSize":100,"baseAsset":"BTC","quoteAsset":"USD","marginAsset":"BTC","filters":[]}]}""";

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
    void decimalsComeFromTheSteps() {
        answer(200, SPOT);
        assertEquals(List.of(new Instrument(
                7, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 5, 5, 1, 10, 900_000_000, 50_000_000)),
                BinanceReferenceData.load(uri, Venue.BINANCE_SPOT, List.of("BTC/USDT"), 7));
        assertEquals(List.of("/api/v3/exchangeInfo?symbols=[\"BTCUSDT\"]"), requests);
    }

    @Test
    void futuresHaveTheirOwnPathAndNotional() {
        answer(200, USDM);
        assertEquals(List.of(new Instrument(
                0, Venue.BINANCE_USDM, "ETH/USDT", "ETHUSDT", "ETH", "USDT", 2, 3, 1, 1, 1, 10_000_000, 2_000_000)),
                BinanceReferenceData.load(uri, Venue.BINANCE_USDM, List.of("ETH/USDT"), 0));
        assertEquals(List.of("/fapi/v1/exchangeInfo"), requests);
    }

    @Test
    void coinMarginedContractsAreCountedInContracts() {
        answer(200, COINM);
        assertEquals(List.of(new Instrument(
                0, Venue.BINANCE_COINM, "BTC/USD", "BTCUSD_PERP", "BTC", "USD", 1, 0, 1, 1, 1, 1_000_000, 0)),
                BinanceReferenceData.load(uri, Venue.BINANCE_COINM, List.of("BTC/USD"), 0));
        assertEquals(List.of("/dapi/v1/exchangeInfo"), requests);
        final String message = assertThrows(BinanceReferenceException.class,
                () -> BinanceReferenceData.load(uri, Venue.BINANCE_COINM, List.of("BTC/USD_261225"), 0)).getMessage();
        assertTrue(message.contains("does not trade BTC/USD_261225 now (status DELIVERING)"), message);
    }

    @Test
    void onlyTheLimitsThatTheGatewayKeeps() {
        answer(200, SPOT);
        assertEquals(List.of(
                new BinanceRateLimit(Type.REQUEST_WEIGHT, TimeUnit.MINUTES.toNanos(1), 6000),
                new BinanceRateLimit(Type.ORDERS, TimeUnit.SECONDS.toNanos(10), 50)),
                BinanceReferenceData.rateLimits(uri, Venue.BINANCE_SPOT, List.of("BTC/USDT")));
    }

    @Test
    void aRecordedAnswerOf2021() throws IOException {
        final Path path = Path.of(System.getProperty("peregrine.data", "../../shared/data"))
                .resolve("../protocols/fixtures/binance_rest_exchangeInfo_2021_trimmed.json");
        assumeTrue(Files.exists(path), "published fixtures are not here: " + path);
        final JsonNode info = new ObjectMapper().readTree(path.toFile());
        assertEquals(List.of(
                new Instrument(0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 5, 1, 1, 1, 900_000_000, 100_000_000),
                new Instrument(1, Venue.BINANCE_SPOT, "LRC/BTC", "LRCBTC", "LRC", "BTC", 8, 0, 1, 1, 1, 90_000_000, 10_000)),
                BinanceReferenceData.instruments(info, Venue.BINANCE_SPOT, List.of("BTC/USDT", "LRC/BTC"), 0));
        assertEquals(3, BinanceReferenceData.rateLimits(info).size());
    }

    @Test
    void errorsSayWhatToDo() {
        answer(200, SPOT);
        assertFails("binance does not know XRP/USDT (XRPUSDT); correct", "XRP/USDT");
        assertFails("binance does not trade OLD/USDT now (status BREAK); take it out", "OLD/USDT");
        assertFails("binance gives BAD/USDT no tick size", "BAD/USDT");
    }

    @Test
    void aRefusalIsTold() {
        answer(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
        assertFails("answered 400: -1121 Invalid symbol.; one of [XRP/USDT] is unknown there", "XRP/USDT");
    }

    @Test
    void anotherKindOfServerIsTold() {
        answer(200, "<html>");
        assertFails("did not answer with JSON; check", "BTC/USDT");
    }

    @Test
    void anUnreachableHostIsTold() {
        server.stop(0);
        assertFails("can not be reached", "BTC/USDT");
    }

    private void answer(final int status, final String body) {
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().getPath() + (exchange.getRequestURI().getQuery() == null
                    ? "" : '?' + exchange.getRequestURI().getQuery()));
            final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private void assertFails(final String message, final String symbol) {
        final String actual = assertThrows(BinanceReferenceException.class,
                () -> BinanceReferenceData.load(uri, Venue.BINANCE_SPOT, List.of(symbol), 0)).getMessage();
        assertTrue(actual.contains(message), actual);
    }
}
