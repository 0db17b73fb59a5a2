package io.peregrine.replay;

import static io.peregrine.venue.coinbase.FullChannel.event;
import static io.peregrine.venue.coinbase.FullChannel.id;
import static io.peregrine.venue.coinbase.FullChannel.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Venue;
import io.peregrine.replay.ReplayResult.InstrumentResult;
import io.peregrine.venue.coinbase.FullChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures of Coinbase Exchange's channel {@code full}, as our recorder writes them. */
class OrderByOrderReplayTest {
    private static final String BTC = "BTC-USD";
    private static final String ETH = "ETH-USD";

    @TempDir
    private Path directory;
    private final List<String> messages = new ArrayList<>();

    /** Two bids and an ask out of the snapshot; then orders come, trade, change and go. */
    @BeforeEach
    void record() {
        messages.add("{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"full\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"]}]}");
        messages.add(open(BTC, 100, 4, "buy", "99.80", "1"));
        messages.add(open(BTC, 101, 5, "sell", "100.30", "0.5"));
        messages.add(snapshot(BTC, 100, row("99.90", "1.5", 1) + ',' + row("99.90", "0.25", 2) + ',' + row("99.80", "1", 4),
                row("100.10", "2", 3)));
        messages.add(open(ETH, 7, 20, "buy", "10.50", "3"));
        messages.add(snapshot(ETH, 7, row("10.50", "3", 20), ""));
        messages.add(event(BTC, 102, "received", "\"order_id\":\"" + id(60)
                + "\",\"order_type\":\"market\",\"size\":\"0.12345678\"", "sell"));
        messages.add(event(BTC, 103, "match", FullChannel.match(9, 1, "99.90", "0.12345678"), "buy"));
        messages.add(event(BTC, 104, "done", "\"order_id\":\"" + id(60) + "\",\"reason\":\"filled\"", "sell"));
        messages.add(event(BTC, 105, "change", "\"order_id\":\"" + id(3)
                + "\",\"old_size\":\"2\",\"new_size\":\"1.75\",\"old_price\":\"100.10\",\"new_price\":\"100.205\"", "sell"));
        messages.add(event(BTC, 106, "done", "\"order_id\":\"" + id(4) + "\",\"price\":\"99.80\",\"remaining_size\":\"1\"", "buy"));
    }

    @Test
    void makesTheBooksOfTheOrders() throws IOException {
        final ReplayResult result = replay();
        final InstrumentResult btc = result.instruments().get(BTC);
        assertEquals(List.of(List.of("99.9", "1.62654322")), btc.bids());
        assertEquals(List.of(List.of("100.205", "1.75"), List.of("100.3", "0.5")), btc.asks());
        assertEquals("LIVE", btc.state());
        assertEquals(0, btc.gaps() + btc.decodeErrors() + btc.resyncs() + result.decodeErrors());
        assertEquals(1, btc.trades());
        assertEquals(List.of(List.of("10.5", "3")), result.instruments().get(ETH).bids());
        assertEquals("LIVE", result.instruments().get(ETH).state());
        assertEquals(result, replay(), "the same again, digest and all");
        final String digest = btc.digest();
        messages.removeLast();
        assertNotEquals(digest, replay().instruments().get(BTC).digest());
    }

    @Test
    void aMissingEventIsAGapUntilTheNextSnapshot() throws IOException {
        messages.remove(messages.size() - 3);
        final InstrumentResult broken = replay().instruments().get(BTC);
        assertEquals(List.of(1L, 1L, "SYNCING"), List.of(broken.gaps(), broken.resyncs(), broken.state()));
        messages.add(snapshot(BTC, 106, row("99.90", "1.62654322", 1), row("100.205", "1.75", 3)));
        messages.add(open(BTC, 107, 8, "sell", "100.205", "0.25"));
        final InstrumentResult repaired = replay().instruments().get(BTC);
        assertEquals(List.of(1L, 1L, "LIVE"), List.of(repaired.gaps(), repaired.resyncs(), repaired.state()));
        assertEquals(List.of(List.of("100.205", "2")), repaired.asks());
    }

    /** A later file's snapshot, which the LIVE book did not need, is no way back to LIVE when a later event is damaged. */
    @Test
    void aSnapshotFromBeforeTheDamageDoesNotRepairTheBook() throws IOException {
        messages.add(messages.size() - 1, messages.get(3));
        final String last = messages.removeLast();
        messages.add(last.substring(0, last.length() - 1));
        final InstrumentResult btc = replay().instruments().get(BTC);
        assertEquals(List.of("SYNCING", 1L), List.of(btc.state(), btc.snapshotsTooOld()));
    }

    @Test
    void aDamagedSnapshotIsRefused() throws IOException {
        final String whole = messages.get(3);
        messages.set(3, whole.replace("\"99.80\",\"1\"", "\"99.95\",\"1\""));
        final InstrumentResult unsorted = replay().instruments().get(BTC);
        assertNotEquals("LIVE", unsorted.state());
        assertEquals(1, unsorted.decodeErrors());
        messages.set(3, whole.substring(0, whole.length() - 20));
        assertNotEquals("LIVE", replay().instruments().get(BTC).state());
    }

    /** Even where its own has no order, and so no book here. */
    @Test
    void aBodyIsItsOwnProductsAlone() throws IOException {
        messages.set(3, snapshot("LTC-USD", 101, "", ""));
        final ReplayResult result = replay();
        assertEquals("SYNCING", result.instruments().get(BTC).state());
        assertEquals(0, result.resyncs(), "it never was a book");
        assertEquals("LIVE", result.instruments().get(ETH).state());
    }

    @Test
    void aBookThatWasRecordedWithMoreRoomThanUsualIsMadeToo() throws IOException {
        final StringBuilder bids = new StringBuilder(row("99.90", "1", 1_000_000));
        for (int i = 1; i <= 1 << 18; i++) {
            bids.append(',').append(row("99.80", "1", 1_000_000 + i));
        }
        messages.subList(3, messages.size()).clear();
        messages.add(snapshot(BTC, 101, bids.toString(), ""));
        final InstrumentResult btc = replay().instruments().get(BTC);
        assertEquals("LIVE", btc.state());
        assertEquals(List.of(List.of("99.9", "1"), List.of("99.8", "262144")), btc.bids());
    }

    @Test
    void withoutAnySnapshotItSaysWhatIsMissing() throws IOException {
        messages.removeIf(message -> message.startsWith("{\"bids\""));
        final String said = assertThrows(IllegalArgumentException.class, this::replay).getMessage();
        assertTrue(said.contains(directory.resolve("capture.txt").toString()) && said.contains("book?level=3"), said);
    }

    /** A market without a single order event, and one without a single order. */
    @Test
    void snapshotsAloneAreBooksToo() throws IOException {
        messages.removeIf(message -> !message.startsWith("{\"bids\""));
        messages.add(snapshot("LTC-USD", 3, "", ""));
        for (int i = 0; i < 30; i++) {
            messages.add("{\"type\":\"heartbeat\",\"last_trade_id\":1,\"product_id\":\"ETH-USD\",\"sequence\":7"
                    + ",\"time\":\"2021-04-17T16:43:37.075351Z\"}");
        }
        final InstrumentResult eth = replay().instruments().get(ETH);
        assertEquals("LIVE", eth.state());
        assertEquals(List.of(List.of("10.5", "3")), eth.bids());
    }

    /** Of a capture with both channels. */
    @Test
    void booksByLevelGoFirstWhereBothAreThere() throws IOException {
        messages.removeIf(message -> message.startsWith("{\"bids\""));
        messages.add("{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"asks\":[[\"100.10\",\"2\"]],\"bids\":[[\"99.90\",\"1\"]]}");
        final InstrumentResult btc = replay().instruments().get(BTC);
        assertEquals("LIVE", btc.state());
        assertEquals(1, btc.asks().size());
    }

    private ReplayResult replay() throws IOException {
        final List<String> lines = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            lines.add(1_618_677_817_000_000_000L + 50_000_000L * i + " " + messages.get(i));
        }
        final Path capture = Files.write(directory.resolve("capture.txt"), lines);
        return Replay.run(new ReplaySettings(Venue.COINBASE_EXCHANGE, capture, 10, null, true), 0);
    }

    private static String open(
            final String product, final long sequence, final int order, final String side, final String price, final String size) {
        return event(product, sequence, "open", FullChannel.open(order, price, size), side);
    }

    /** With its product, as the recorder writes it. */
    private static String snapshot(final String product, final long sequence, final String bids, final String asks) {
        final String body = FullChannel.snapshot(sequence, bids, asks);
        return body.substring(0, body.length() - 1) + ",\"symbol\":\"" + product + "\"}";
    }
}
