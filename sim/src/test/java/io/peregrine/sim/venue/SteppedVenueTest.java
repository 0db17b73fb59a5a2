package io.peregrine.sim.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A venue's whole protocol in process: text in, text out, in simulated time. */
class SteppedVenueTest {
    private static final FlowSettings FLOW = FlowSettings.parse("rate=100");

    @Test
    void theSameSeedAndTimesGiveTheSameBytes() {
        final List<String> first = session(3);
        assertTrue(first.size() > 200, "only " + first.size() + " messages");
        assertEquals(first, session(3));
        assertTrue(!first.equals(session(4)));
    }

    @Test
    void nothingIsSentToWhoHasNotSubscribedAndAnswersComeAtOnce() {
        try (SteppedVenue venue = new SteppedVenue("binance", 1, FLOW)) {
            final SteppedVenue.Client client = venue.connect("/ws", "");
            venue.run(1_000_000);
            assertEquals(List.of(), client.take());
            client.say("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth@100ms\"],\"id\":7}");
            assertEquals(List.of("{\"result\":null,\"id\":7}"), client.take());
            venue.run(1_000_000);
            final List<String> frames = client.take();
            assertEquals(10, frames.size());
            assertTrue(frames.getFirst().startsWith("{\"e\":\"depthUpdate\",\"E\":1767225601"), frames.getFirst());
        }
    }

    @Test
    void aSixthMessageInASecondEndsTheConnection() {
        try (SteppedVenue venue = new SteppedVenue("binance", 1, FlowSettings.parse("rate=0"))) {
            final SteppedVenue.Client client = venue.connect("/ws", "");
            for (int i = 0; i < 6; i++) {
                client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + i + '}');
            }
            assertEquals("close 1008 Too many requests", client.take().getLast());
        }
    }

    @Test
    void restIsServedInProcessToo() {
        try (SteppedVenue venue = new SteppedVenue("binance", 1, FLOW)) {
            final RestReply reply = venue.request(RestRequest.get("/api/v3/time", ""));
            assertEquals("200 {\"serverTime\":1767225600000}", reply.status() + " " + reply.body());
            assertEquals("1", reply.headers().get("X-MBX-USED-WEIGHT-1M"));
            assertEquals(404, venue.request(RestRequest.get("/api/v9/time", "")).status());
        }
    }

    private static List<String> session(final long seed) {
        final List<String> all = new ArrayList<>();
        try (SteppedVenue venue = new SteppedVenue("binance", seed, FLOW)) {
            final SteppedVenue.Client client =
                    venue.connect("/stream", "streams=btcusdt@depth@100ms/btcusdt@trade/ethbtc@bookTicker/ethusdt@aggTrade");
            venue.run(20_000_000);
            all.addAll(client.take());
            all.add(venue.request(RestRequest.get("/api/v3/depth", "symbol=BTCUSDT&limit=5000")).body());
        }
        return all;
    }
}
