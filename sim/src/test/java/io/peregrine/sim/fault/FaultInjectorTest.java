package io.peregrine.sim.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.venue.SteppedVenue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each fault on the simulated Binance in simulated time: a client with the fault beside one that the fault is not about. */
class FaultInjectorTest {
    private static final FlowSettings FLOW = FlowSettings.parse("rate=100");
    private static final String STREAMS = "streams=btcusdt@depth@100ms/btcusdt@trade";
    private static final long SECOND_US = 1_000_000;

    @Test
    void aDroppedMessageIsMissingAndTheNextAreThere() {
        final Both both = run("{do: drop, at: 1s, for: 3s, message: book, count: 3, connection: 1}");
        assertEquals(3, both.clean.size() - both.faulted.size());
        final List<String> missing = new ArrayList<>(both.clean);
        missing.removeAll(both.faulted);
        assertTrue(missing.stream().allMatch(text -> text.contains("depthUpdate")));
    }

    @Test
    void aDuplicateComesRightAfterAndALateOneLater() {
        final Both both = run("{do: duplicate, at: 1s, for: 3s, message: book, every: 4, connection: 1}");
        final List<String> expected = new ArrayList<>(both.faulted);
        for (int i = expected.size() - 1; i > 0; i--) {
            if (expected.get(i).equals(expected.get(i - 1))) {
                expected.remove(i);
            }
        }
        assertEquals(both.clean, expected);
        assertTrue(both.faulted.size() > both.clean.size() + 5);
    }

    @Test
    void reorderingSwapsNeighbours() {
        final Both both = run("{do: reorder, at: 1s, for: 3s, message: book, count: 1, connection: 1}").only("depthUpdate");
        int at = 0;
        while (both.clean.get(at).equals(both.faulted.get(at))) {
            at++;
        }
        assertEquals(List.of(both.clean.get(at + 1), both.clean.get(at)), both.faulted.subList(at, at + 2));
        assertEquals(both.clean.subList(at + 2, both.clean.size()), both.faulted.subList(at + 2, both.faulted.size()));
    }

    @Test
    void aDelayKeepsTheOrderAndCatchesUpAtItsEnd() {
        try (SteppedVenue venue = new SteppedVenue("binance", 1, FLOW)) {
            final SteppedVenue.Client faulted = venue.connect("/stream", STREAMS);
            final SteppedVenue.Client clean = venue.connect("/stream", STREAMS);
            venue.fault(script("{do: delay, at: 1s, for: 2s, by: 700ms, connection: 1}"));
            venue.run(SECOND_US + 600_000);
            final List<String> before = new ArrayList<>(faulted.take());
            final List<String> all = new ArrayList<>(clean.take());
            assertEquals(all.subList(0, before.size()), before);
            assertTrue(all.size() - before.size() >= 6, "late " + (all.size() - before.size()));
            venue.run(2 * SECOND_US);
            before.addAll(faulted.take());
            all.addAll(clean.take());
            assertEquals(all, before);
        }
    }

    @Test
    void whatIsHeldIsOvertaken() {
        final Both both = run("{do: hold, at: 1s, for: 3s, message: book, count: 1, by: 450ms, connection: 1}");
        final List<String> sorted = new ArrayList<>(both.faulted);
        assertNotEquals(both.clean, sorted);
        assertEquals(both.clean.stream().sorted().toList(), sorted.stream().sorted().toList());
        int at = 0;
        while (both.clean.get(at).equals(both.faulted.get(at))) {
            at++;
        }
        assertTrue(both.faulted.indexOf(both.clean.get(at)) > at + 3);
    }

    @Test
    void corruptMessagesAreNotJson() {
        final Both both = run("{do: corrupt, at: 1s, for: 3s, message: book, connection: 1}");
        int bad = 0;
        for (int i = 0; i < both.clean.size(); i++) {
            final String text = both.faulted.get(i);
            if (!both.clean.get(i).equals(text)) {
                bad++;
                assertThrows(JsonProcessingException.class, () -> new ObjectMapper().readerFor(JsonNode.class)
                        .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readValue(text), text);
            }
        }
        assertTrue(bad >= 28, "bad " + bad);
    }

    @Test
    void aCrossedBookHasABidAboveItsAsks() throws JsonProcessingException {
        final Both both = run("{do: crossed-book, at: 1s, for: 3s, message: book, count: 1, connection: 1}");
        int at = 0;
        while (both.clean.get(at).equals(both.faulted.get(at))) {
            at++;
        }
        final JsonNode data = new ObjectMapper().readTree(both.faulted.get(at)).path("data");
        final double bid = data.at("/b/0/0").asDouble();
        for (final JsonNode ask : data.path("a")) {
            assertTrue(bid > ask.path(0).asDouble());
        }
        assertEquals(both.clean.subList(at + 1, both.clean.size()), both.faulted.subList(at + 1, both.faulted.size()));
    }

    @Test
    void checksumsAndBooksOfAllVenuesAreDamagedInTheirOwnForm() {
        assertEquals("{\"bids\":[{\"price\":105.0,\"qty\":1.00000000}],\"asks\":[{\"price\":100.0,\"qty\":1}],\"checksum\":3}",
                MessageDamage.crossed("{\"bids\":[],\"asks\":[{\"price\":100.0,\"qty\":1}],\"checksum\":3}"));
        assertEquals("{\"checksum\":2}", MessageDamage.badChecksum("{\"checksum\":3}"));
        assertEquals("{\"changes\":[[\"buy\",\"105.00\",\"1.00000000\"],[\"sell\",\"100.00\",\"0\"]]}",
                MessageDamage.crossed("{\"changes\":[[\"sell\",\"100.00\",\"0\"]]}"));
        assertTrue(MessageDamage.crossed("{\"updates\":[{\"side\":\"offer\",\"price_level\":\"100\",\"new_quantity\":\"1\"}]}")
                .contains("\"price_level\":\"105\""));
        assertEquals("{\"x\":1}", MessageDamage.crossed("{\"x\":1}"));
    }

    @Test
    void aHalfOpenConnectionCarriesNothingForGoodAndANewOneWorks() {
        try (SteppedVenue venue = new SteppedVenue("binance", 1, FLOW)) {
            final SteppedVenue.Client old = venue.connect("/stream", STREAMS);
            venue.fault(FaultScripts.named("half-open"));
            venue.run(20 * SECOND_US);
            assertFalse(old.take().isEmpty());
            venue.run(5 * SECOND_US);
            old.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
            assertEquals(List.of(), old.take());
            assertFalse(old.answersPing());
            final SteppedVenue.Client fresh = venue.connect("/stream", STREAMS);
            venue.run(SECOND_US);
            assertFalse(fresh.take().isEmpty());
        }
    }

    @Test
    void aDisconnectStormCutsTenTimesAMinute() {
        try (SteppedVenue venue = new SteppedVenue("binance", 1, FlowSettings.parse("rate=0"))) {
            venue.fault(FaultScripts.named("disconnect-storm"));
            final List<Long> cuts = new ArrayList<>();
            SteppedVenue.Client client = venue.connect("/ws/btcusdt@trade", "");
            while (venue.elapsedUs() < 130 * SECOND_US) {
                venue.run(100_000);
                if (client.take().contains("close 1006 connection lost")) {
                    cuts.add(venue.elapsedUs() / 100_000);
                    client = venue.connect("/ws/btcusdt@trade", "");
                }
            }
            final List<Long> expected = new ArrayList<>();
            for (int minute = 0; minute < 2; minute++) {
                for (int i = 0; i < 10; i++) {
                    expected.add(minute * 600L + 200 + 5L * i);
                }
            }
            assertEquals(expected, cuts);
        }
    }

    @Test
    void whoIsRefusedIsCutAtOnceUntilTheEnd() {
        try (SteppedVenue venue = new SteppedVenue("binance", 1, FLOW)) {
            venue.fault(FaultScripts.named("maintenance"));
            final SteppedVenue.Client client = venue.connect("/stream", STREAMS);
            venue.run(21 * SECOND_US);
            assertEquals("close 1006 connection lost", client.take().getLast());
            assertEquals(List.of("close 1006 connection lost"), venue.connect("/stream", STREAMS).take());
            assertEquals(503, time(venue).status());
            venue.run(10 * SECOND_US);
            assertEquals(200, time(venue).status());
            final SteppedVenue.Client again = venue.connect("/stream", STREAMS);
            venue.run(SECOND_US);
            assertFalse(again.take().isEmpty());
        }
    }

    @Test
    void requestsAreRefusedLateOrUnanswered() {
        try (SteppedVenue venue = new SteppedVenue("binance", 1, FLOW)) {
            venue.fault(script("{do: status, at: 0s, for: 1s, request: '^GET /api/v3/time', status: 429, retry-after: 7}"));
            final RestReply refused = time(venue);
            assertEquals("429 7", refused.status() + " " + refused.headers().get("Retry-After"));
            assertTrue(refused.body().startsWith("{\"code\":-1003,"));
            assertEquals(200, venue.request(RestRequest.get("/api/v3/depth", "symbol=BTCUSDT")).status());
            venue.run(SECOND_US);
            assertEquals(200, time(venue).status());
            venue.fault(script("{do: drop, at: 0s, for: 1s, request: time}"));
            assertSame(RestReply.CUT, time(venue));
            venue.run(SECOND_US);
            venue.fault(script("{do: delay, at: 0s, for: 10s, by: 2s, request: time}"));
            final List<RestReply> replies = new ArrayList<>();
            venue.faults().handle(RestRequest.get("/api/v3/time", ""), replies::add);
            venue.run(2 * SECOND_US - 1);
            assertEquals(List.of(), replies);
            venue.run(1);
            assertEquals(200, replies.getFirst().status());
        }
    }

    @Test
    void theClockStepsAndTimeGoesOn() {
        try (SteppedVenue venue = new SteppedVenue("binance", 1, FLOW)) {
            final SteppedVenue.Client client = venue.connect("/stream", STREAMS);
            venue.fault(FaultScripts.named("clock-step"));
            venue.run(16 * SECOND_US);
            assertEquals("{\"serverTime\":" + (SteppedVenue.START_US / 1_000 + 18_000) + '}', time(venue).body());
            venue.run(10 * SECOND_US);
            assertEquals("{\"serverTime\":" + (SteppedVenue.START_US / 1_000 + 26_000) + '}', time(venue).body());
            client.take();
            venue.run(15 * SECOND_US);
            assertEquals("{\"serverTime\":" + (SteppedVenue.START_US / 1_000 + 40_000) + '}', time(venue).body());
            assertTrue(client.take().stream().filter(text -> text.contains("depthUpdate")).count() >= 140);
        }
    }

    @Test
    void aHaltedInstrumentDoesNotTradeAndTheOthersDo() {
        try (SteppedVenue venue = new SteppedVenue("binance", 1, FLOW)) {
            final SteppedVenue.Client client = venue.connect("/stream", "streams=btcusdt@depth@100ms/ethusdt@depth@100ms");
            venue.fault(FaultScripts.named("halt"));
            venue.run(20 * SECOND_US + 100_000);
            client.take();
            venue.run(9 * SECOND_US);
            final List<String> frames = client.take();
            assertTrue(frames.stream().noneMatch(text -> text.contains("BTCUSDT")));
            assertTrue(frames.size() >= 80, "frames " + frames.size());
            final String info = venue.request(RestRequest.get("/api/v3/exchangeInfo", "symbol=BTCUSDT")).body();
            assertTrue(info.contains("\"status\":\"HALT\""), info);
            venue.run(2 * SECOND_US);
            assertTrue(client.take().stream().anyMatch(text -> text.contains("BTCUSDT")));
        }
    }

    @Test
    void theSameScriptSeedAndTimesGiveTheSameBytes() {
        final String faults = "{do: corrupt, at: 1s, for: 3s, message: data, every: 3}";
        assertEquals(run(faults).faulted, run(faults).faulted);
    }

    @Test
    void theReportCountsWhatHappened() {
        try (SteppedVenue venue = new SteppedVenue("binance", 1, FLOW)) {
            venue.connect("/stream", STREAMS);
            venue.fault(script("{do: drop, at: 1s, for: 10s, message: book, count: 3}"));
            venue.run(2 * SECOND_US);
            assertEquals("[{\"script\":\"unnamed\",\"do\":\"drop\",\"active\":true,\"hits\":3}]",
                    FaultReport.of(venue.faults()).path("faults").toString());
            venue.faults().clear();
            venue.run(1);
            assertEquals(0, FaultReport.of(venue.faults()).path("faults").size());
        }
    }

    private static Both run(final String fault) {
        try (SteppedVenue venue = new SteppedVenue("binance", 1, FLOW)) {
            final SteppedVenue.Client faulted = venue.connect("/stream", STREAMS);
            final SteppedVenue.Client clean = venue.connect("/stream", STREAMS);
            venue.fault(script(fault));
            venue.run(6 * SECOND_US);
            return new Both(faulted.take(), clean.take());
        }
    }

    private static FaultScript script(final String fault) {
        return FaultScriptReader.read("faults:\n  - " + fault);
    }

    private static RestReply time(final SteppedVenue venue) {
        return venue.request(RestRequest.get("/api/v3/time", ""));
    }

    private record Both(List<String> faulted, List<String> clean) {
        Both only(final String part) {
            return new Both(faulted.stream().filter(text -> text.contains(part)).toList(),
                    clean.stream().filter(text -> text.contains(part)).toList());
        }
    }
}
