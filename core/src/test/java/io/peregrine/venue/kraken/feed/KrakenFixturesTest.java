package io.peregrine.venue.kraken.feed;

import static io.peregrine.feed.BookCounter.CHECKSUMS_BAD;
import static io.peregrine.feed.BookCounter.CHECKSUMS_OK;
import static io.peregrine.feed.BookCounter.TRADES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peregrine.message.BookState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded messages of the venue, each of its kinds. */
class KrakenFixturesTest {
    private static final Path FIXTURES =
            Path.of(System.getProperty("peregrine.data", "../shared/data")).resolveSibling("protocols").resolve("fixtures");

    @TempDir
    private Path directory;

    @Test
    void aRecordedSessionIsLiveToItsEnd() throws IOException {
        final List<String> session = read("kraken_ws_v2_book25_session.jsonl");
        try (KrakenFixture feed = new KrakenFixture(directory, false)) {
            for (final String line : session) {
                // The recorder's frame around the message.
                feed.message(line.substring(line.indexOf("\"payload\":") + 10, line.length() - 1));
            }
            assertEquals(43, feed.counters().get(CHECKSUMS_OK));
            assertEquals(0, feed.counters().get(CHECKSUMS_BAD));
            assertEquals(25, feed.book().bidCount());
            assertEquals(BookState.LIVE, feed.book().state());
            assertEquals(3, feed.handler.acknowledgements());
            assertEquals(0, feed.handler.decodeErrors() + feed.handler.errors());
        }
    }

    @Test
    void eachKindOfMessageIsUnderstood() throws IOException {
        final List<String> trades = read("kraken_ws_v2_trade.jsonl");
        final List<String> others = new ArrayList<>();
        for (final String kind : List.of("status", "heartbeat", "subscribe_ack", "instrument_snapshot", "ticker")) {
            others.addAll(read("kraken_ws_v2_" + kind + ".jsonl"));
        }
        final List<String> errors = read("kraken_ws_v2_errors.jsonl");
        try (KrakenFixture feed = new KrakenFixture(directory, true)) {
            trades.forEach(feed::message);
            assertEquals(List.of("trade 109116693 BUY 44780@837443 1790358506844359000"), feed.said());
            assertEquals(1, feed.counters().get(TRADES));
            others.forEach(feed::message);
            errors.forEach(feed::message);
            assertEquals(List.of(), feed.said());
            assertEquals(errors.size(), feed.handler.errors());
            assertEquals(0, feed.handler.decodeErrors());
        }
    }

    private static List<String> read(final String name) throws IOException {
        final Path file = FIXTURES.resolve(name);
        assumeTrue(Files.exists(file), () -> "no fixtures: " + file);
        return Files.readAllLines(file);
    }
}
