package io.peregrine.venue.kraken.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KrakenReferenceDataTest {
    private static final Path RECORDED = Path.of(System.getProperty("peregrine.data", "../shared/data"))
            .resolveSibling("protocols").resolve("fixtures").resolve("kraken_rest_AssetPairs_recorded.json");
    private static final String PAIRS = """
            {"error":["WGeneral:Some warning"],"result":{
             "XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD","base":"XXBT","quote":"ZUSD","cost_decimals":5,"pair_decimals":1,
              "lot_decimals":8,"lot_multiplier":1,"ordermin":"0.00005","costmin":"0.5","tick_size":"0.1","status":"online"},
             "XDGUSD":{"altname":"XDGUSD","wsname":"XDG/USD","pair_decimals":7,"lot_decimals":8,"lot_multiplier":1,"ordermin":"10",
              "costmin":"0.5","tick_size":"0.0000005","status":"online"},
             "OLDUSD":{"altname":"OLDUSD","wsname":"OLD/USD","pair_decimals":2,"lot_decimals":8,"lot_multiplier":1,"status":"cancel_only"},
             "BADUSD":{"altname":"BADUSD","wsname":"BAD/USD","pair_decimals":2,"lot_decimals":8,"tick_size":"0.001","status":"online"},
             "PLAIN.d":{"altname":"PLAIN.d","pair_decimals":2,"lot_decimals":8,"status":"online"}}}""";

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
    void namesAreTheEnginesAndDecimalsThePairs() throws IOException {
        answer(200, PAIRS);
        assertEquals(List.of(
                new Instrument(7, Venue.KRAKEN, "DOGE/USD", "DOGE/USD", "DOGE", "USD", 7, 8, 5, 1, 1_000_000_000L, Long.MAX_VALUE,
                        500_000_000_000_000L),
                new Instrument(8, Venue.KRAKEN, "BTC/USD", "BTC/USD", "BTC", "USD", 1, 8, 1, 1, 5_000, Long.MAX_VALUE, 500_000_000)),
                KrakenReferenceData.load(uri, List.of("DOGE/USD", "BTC/USD"), 7));
    }

    @Test
    void aRecordedAnswerIsUnderstood() throws IOException {
        assumeTrue(Files.exists(RECORDED), () -> "no fixtures: " + RECORDED);
        answer(200, Files.readString(RECORDED));
        assertEquals(new Instrument(0, Venue.KRAKEN, "BTC/USDT", "BTC/USDT", "BTC", "USDT", 1, 8, 1, 1, 5_000, Long.MAX_VALUE, 500_000_000),
                KrakenReferenceData.load(uri, List.of("BTC/USDT"), 0).getFirst());
    }

    @Test
    void whatIsNotTradedOrNotExactIsRefusedByName() {
        answer(200, PAIRS);
        for (final String symbol : List.of("XBT/USD", "OLD/USD", "BAD/USD", "NO/NO")) {
            final IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> KrakenReferenceData.load(uri, List.of(symbol), 0));
            assertTrue(e.getMessage().contains(symbol), e.getMessage());
        }
    }

    @Test
    void answersThatAreErrorsAreErrors() {
        answer(200, "{\"error\":[\"EGeneral:Temporary lockout\"]}");
        final IOException e = assertThrows(IOException.class, () -> KrakenReferenceData.load(uri, List.of("BTC/USD"), 0));
        assertTrue(e.getMessage().contains("EGeneral:Temporary lockout"), e.getMessage());
        server.removeContext("/");
        answer(502, "<html>");
        assertThrows(IOException.class, () -> KrakenReferenceData.load(uri, List.of("BTC/USD"), 0));
        server.stop(0);
        assertTrue(assertThrows(IOException.class, () -> KrakenReferenceData.load(uri, List.of("BTC/USD"), 0))
                .getMessage().contains("can not be reached"));
    }

    private void answer(final int status, final String body) {
        server.createContext("/", exchange -> {
            final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders("/0/public/AssetPairs".equals(exchange.getRequestURI().toString()) ? status : 404, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
