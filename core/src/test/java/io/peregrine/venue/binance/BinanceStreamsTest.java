package io.peregrine.venue.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.feed.Allowance;
import io.peregrine.feed.FeedLimits;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinanceStreamsTest {
    private static final List<Instrument> TWO = List.of(
            instrument(Venue.BINANCE_SPOT, 0, "BTCUSDT"), instrument(Venue.BINANCE_SPOT, 1, "ETHUSDT"));

    @Test
    void spotNamesItsStreamsInTheAddress() {
        final BinanceStreams streams = BinanceStreams.spot(TWO);
        assertEquals("wss://stream.binance.com:9443/stream?streams=btcusdt@depth@100ms/btcusdt@trade/btcusdt@bookTicker"
                        + "/ethusdt@depth@100ms/ethusdt@trade/ethusdt@bookTicker",
                streams.streamUri(URI.create("wss://stream.binance.com:9443")).toString());
        assertEquals(List.of(), streams.subscriptions());
        assertEquals("https://api.binance.com/api/v3/depth?symbol=ETHUSDT&limit=1000",
                streams.snapshotUri(URI.create("https://api.binance.com/"), TWO.get(1)).toString());
        assertEquals("http://127.0.0.1:9101/api/v3/depth?symbol=BTCUSDT&limit=5000",
                streams.withSnapshotDepth(5000).snapshotUri(URI.create("http://127.0.0.1:9101"), TWO.get(0)).toString());
    }

    @Test
    void usdmHasAggregateTradesAndItsOwnSnapshots() {
        final Instrument instrument = instrument(Venue.BINANCE_USDM, 0, "BTCUSDT");
        final BinanceStreams streams = BinanceStreams.usdm(List.of(instrument));
        assertEquals("wss://fstream.binance.com/stream?streams=btcusdt@depth@100ms/btcusdt@aggTrade/btcusdt@bookTicker",
                streams.streamUri(URI.create("wss://fstream.binance.com")).toString());
        assertEquals("https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=1000",
                streams.snapshotUri(URI.create("https://fapi.binance.com"), instrument).toString());
    }

    @Test
    void coinmHasItsOwnAddresses() {
        final Instrument instrument = instrument(Venue.BINANCE_COINM, 0, "BTCUSD_PERP");
        final BinanceStreams streams = BinanceStreams.coinm(List.of(instrument));
        assertEquals("wss://dstream.binance.com/stream?streams=btcusd_perp@depth@100ms/btcusd_perp@aggTrade/btcusd_perp@bookTicker",
                streams.streamUri(URI.create("wss://dstream.binance.com")).toString());
        assertEquals("https://dapi.binance.com/dapi/v1/depth?symbol=BTCUSD_PERP&limit=1000",
                streams.snapshotUri(URI.create("https://dapi.binance.com"), instrument).toString());
        assertEquals(60, inAMinute(streams.limits().snapshots()));
        assertThrows(IllegalArgumentException.class, () -> streams.withSnapshotDepth(5000));
    }

    @Test
    void theVenueTellsItsTime() {
        assertEquals(URI.create("https://api.binance.com/api/v3/time"),
                BinanceStreams.spot(TWO).timeUri(URI.create("https://api.binance.com")));
        assertEquals(1_499_827_319_559_000_000L, BinanceStreams.spot(TWO).venueTimeNs("{\"serverTime\": 1499827319559}"));
        assertEquals(Instrument.NULL_VALUE, BinanceStreams.spot(TWO).venueTimeNs("{\"code\":-1003}"));
    }

    @Test
    void binaryStreamsHaveTheirOwnNamesAndAKey() {
        final BinanceStreams streams = BinanceStreams.spot(TWO).binary("key");
        assertEquals("wss://stream-sbe.binance.com:9443/stream?streams=btcusdt@depth/btcusdt@trade/btcusdt@bestBidAsk"
                        + "/ethusdt@depth/ethusdt@trade/ethusdt@bestBidAsk",
                streams.streamUri(URI.create("wss://stream-sbe.binance.com:9443")).toString());
        assertEquals(Map.of("X-MBX-APIKEY", "key"), streams.headers());
        assertEquals(Map.of(), BinanceStreams.spot(TWO).headers());
        final BinanceStreams futures = BinanceStreams.usdm(List.of(instrument(Venue.BINANCE_USDM, 0, "X")));
        assertThrows(IllegalArgumentException.class, () -> futures.binary("key"));
    }

    @Test
    void manyStreamsAreAllNamedOnceInAddressOrMessages() {
        final BinanceStreams streams = BinanceStreams.spot(symbols(341));
        final List<String> named = new ArrayList<>(List.of(streams.streamUri(URI.create("wss://h")).getQuery().substring(8).split("/")));
        assertEquals(100, named.size());
        final List<String> messages = streams.subscriptions();
        for (int i = 0; i < messages.size(); i++) {
            final String message = messages.get(i);
            assertTrue(message.startsWith("{\"method\":\"SUBSCRIBE\",\"params\":[\""), message);
            assertTrue(message.endsWith("\"],\"id\":" + (i + 1) + "}"), message);
            final Matcher name = Pattern.compile("\"([a-z0-9]+@[^\"]+)\"").matcher(message);
            while (name.find()) {
                named.add(name.group(1));
            }
        }
        assertEquals(streams.streams(), named);
        assertEquals(1023, named.size());
        assertEquals(5, messages.size());
    }

    @Test
    void moreThanOneConnectionCarriesIsRefused() {
        final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> BinanceStreams.spot(symbols(342)));
        assertEquals("binance: 1026 streams for 342 instruments; one connection carries 1 to 1024", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> BinanceStreams.spot(List.of()));
    }

    @Test
    void depthsThatTheVenueDoesNotHaveAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> BinanceStreams.spot(TWO).withSnapshotDepth(5001));
        assertThrows(IllegalArgumentException.class, () -> BinanceStreams.usdm(TWO).withSnapshotDepth(5000));
    }

    @Test
    void snapshotsTakeAtMostHalfOfTheWeight() {
        final FeedLimits limits = BinanceStreams.spot(TWO).withSnapshotDepth(5000).limits();
        assertEquals(12, inAMinute(limits.snapshots()));
        assertEquals(60, inAMinute(BinanceStreams.spot(TWO).limits().snapshots()));
        assertEquals(60, inAMinute(BinanceStreams.usdm(TWO).limits().snapshots()));
    }

    private static long inAMinute(final Allowance allowance) {
        return allowance.burst() + TimeUnit.MINUTES.toNanos(1) / allowance.intervalNs();
    }

    @Test
    void attemptsToConnectLeaveAQuarterOfTheVenuesLimitToOthers() {
        final Allowance connects = BinanceStreams.spot(TWO).limits().connects();
        assertEquals(300 * 3 / 4, connects.burst() + TimeUnit.MINUTES.toNanos(5) / connects.intervalNs());
    }

    private static List<Instrument> symbols(final int count) {
        return IntStream.range(0, count).mapToObj(i -> instrument(Venue.BINANCE_SPOT, i, "S" + i)).toList();
    }

    private static Instrument instrument(final Venue venue, final int id, final String symbol) {
        return new Instrument(id, venue, symbol + "/X", symbol, symbol, "X", 2, 8, 1, 1, 1, 1_000_000, 1);
    }
}
