package io.peregrine.venue.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.feed.Allowance;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.kraken.feed.KrakenDepth;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KrakenStreamsTest {
    private static final List<Instrument> TWO = List.of(instrument(0, "BTC/USD"), instrument(1, "ETH/USD"));

    @Test
    void subscribesToEachChannelOnce() {
        assertEquals(List.of(
                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"instrument\",\"snapshot\":true}}",
                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\",\"ETH/USD\"],"
                        + "\"depth\":25,\"snapshot\":true}}",
                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":[\"BTC/USD\",\"ETH/USD\"],\"snapshot\":false}}",
                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"ticker\",\"symbol\":[\"BTC/USD\",\"ETH/USD\"],"
                        + "\"event_trigger\":\"bbo\",\"snapshot\":true}}"),
                new KrakenStreams(TWO, 25).subscriptions());
    }

    @Test
    void renewsBooks() {
        final KrakenStreams streams = new KrakenStreams(TWO, 10);
        assertEquals(List.of(
                "{\"method\":\"unsubscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USD\"],\"depth\":10}}",
                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USD\"],\"depth\":10,\"snapshot\":true}}"),
                streams.renewals(List.of(TWO.get(1))));
        assertEquals(2, streams.renewals(TWO).size(), "all of them together");
        assertNull(streams.snapshotUri(URI.create("https://api.kraken.com"), TWO.get(0)), "snapshots come in the stream");
    }

    @Test
    void manyInstrumentsAreAllNamedOnceAChannel() throws IOException {
        final List<Instrument> many = IntStream.range(0, 250).mapToObj(i -> instrument(i, "A" + i + "/USD")).toList();
        final List<String> books = new ArrayList<>();
        for (final String message : new KrakenStreams(many, 10).subscriptions()) {
            final JsonNode params = new ObjectMapper().readTree(message).path("params");
            assertTrue(params.path("symbol").size() <= 100);
            if (params.path("channel").asText().equals("book")) {
                params.path("symbol").forEach(symbol -> books.add(symbol.asText()));
            }
        }
        assertEquals(many.stream().map(Instrument::venueSymbol).toList(), books);
    }

    @Test
    void theAddressIsThatOfTheSecondVersion() {
        final KrakenStreams streams = new KrakenStreams(TWO, 10);
        for (final String base : List.of("wss://ws.kraken.com", "wss://ws.kraken.com/", "wss://ws.kraken.com/v2")) {
            assertEquals("wss://ws.kraken.com/v2", streams.streamUri(URI.create(base)).toString());
        }
        final Allowance connects = streams.limits().connects();
        assertTrue(connects.burst() + TimeUnit.MINUTES.toNanos(10) / connects.intervalNs() < 150);
        assertThrows(IllegalArgumentException.class, () -> new KrakenStreams(List.of(), 10));
    }

    @Test
    void theVenueTellsItsTimeInSeconds() {
        final KrakenStreams streams = new KrakenStreams(TWO, 10);
        assertEquals("https://api.kraken.com/0/public/Time", streams.timeUri(URI.create("https://api.kraken.com")).toString());
        assertEquals(1_762_820_224_000_000_000L, streams.venueTimeNs(
                "{\"error\":[],\"result\":{\"unixtime\":1762820224,\"rfc1123\":\"Tue, 11 Nov 25 00:17:04 +0000\"}}"));
        assertEquals(Instrument.NULL_VALUE, streams.venueTimeNs("{\"error\":[\"EService:Unavailable\"]}"));
    }

    @Test
    void depthsAndOptionsThatTheVenueDoesNotHaveAreRefused() {
        assertEquals(500, KrakenDepth.parse("500"));
        final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> KrakenDepth.parse("50"));
        assertEquals("venue kraken: option depth is one of 10, 25, 100, 500, 1000, not '50'", e.getMessage());
        final VenueProvider provider = VenueProvider.installed().stream()
                .filter(candidate -> candidate.provides(Venue.KRAKEN)).findFirst().orElseThrow();
        final URI nowhere = URI.create("http://127.0.0.1:1");
        for (final Map<String, String> options : List.of(Map.of("levels", "10"), Map.of("depth", "11"))) {
            assertThrows(IllegalArgumentException.class, () -> provider.loadInstruments(
                    new VenueSettings(Venue.KRAKEN, nowhere, nowhere, nowhere, null, List.of("BTC/USD"), options), 0));
        }
    }

    private static Instrument instrument(final int id, final String symbol) {
        return new Instrument(id, Venue.KRAKEN, symbol, symbol, "A", "USD", 1, 8, 1, 1, 0, Long.MAX_VALUE, 0);
    }
}
