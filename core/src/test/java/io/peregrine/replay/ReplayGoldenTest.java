package io.peregrine.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.instrument.Venue;
import io.peregrine.replay.ReplayResult.InstrumentResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every recorded capture gives what an independent program found, the book after every message included. */
class ReplayGoldenTest {
    private static final Path DATA = Path.of(System.getProperty("peregrine.data", "../shared/data"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {
        "binance-spot-btcusdt-20240808", "binance-usdm-btcusdt-20240808", "binance-spot-nknusdt-2021", "binance-spot-blzeth-2021",
        "binance-spot-lrcbtc-2021", "binance-spot-runeeur-2021", "binance-usdm-sushiusdt-2021", "binance-usdm-akrousdt-2021",
        "binance-usdm-keepusdt-2021", "binance-usdm-ctkusdt-2021",
        "kraken-v2-btcusd-d10-20260816", "kraken-v2-minagbp-d25-20260816", "kraken-v2-derived-20210417-share",
        "coinbase-exchange-20210417-share", "coinbase-advanced-20260809"})
    void equalsTheReference(final String name) throws IOException {
        final Path capture = DATA.resolve("captures").resolve(name + ".gz");
        assumeTrue(Files.exists(capture), () -> "no recorded data: " + capture);
        final JsonNode golden = JSON.readTree(DATA.resolve("golden").resolve(name + ".json").toFile());
        final Venue venue = Arrays.stream(Venue.values())
                .filter(candidate -> name.startsWith(candidate.protocol() + '-')).findFirst().orElseThrow();
        final ReplayResult result = Replay.run(new ReplaySettings(venue, capture, 10, null, true), 0);
        assertEquals(golden.get("messages").asLong(), result.messages());
        assertEquals(golden.get("instruments").size(), result.instruments().size());
        golden.get("instruments").properties().forEach(entry -> {
            final InstrumentResult actual = result.instruments().get(entry.getKey());
            final JsonNode expected = entry.getValue();
            assertEquals(expected.get("digest").asText(), actual.digest());
            for (final String field : List.of("applied", "gaps", "crossed", "trades", "checksumsOk", "checksumsBad", "bids", "asks")) {
                assertEquals(expected.get(field).toString(), JSON.valueToTree(actual).get(field).toString(), field);
            }
            assertEquals("LIVE", actual.state());
            assertEquals(0, actual.topMismatches());
        });
        assertEquals(0, result.resyncs());
        assertEquals(0, result.decodeErrors());
    }
}
