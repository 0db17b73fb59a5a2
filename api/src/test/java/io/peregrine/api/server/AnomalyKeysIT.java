package io.peregrine.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.alert.AlertReceiver;
import io.peregrine.api.alert.ChannelSettings;
import io.peregrine.message.Side;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The keys of what is out of the ordinary bite, from the configuration file to REST. */
class AnomalyKeysIT extends OnKeyRig {
    private static final String FAST = "check_interval: 20ms";
    private static final String RESTING = "fill_timeout: 0s";
    private static final String BTC = "binance:BTC-USDT";

    @Test
    @Bites({"risk_management.max_slippage", "risk_management.violation_threshold"})
    void fillsFarFromTheMidMakeTheirInstrumentReduceOnly() throws Exception {
        rig.start(RESTING, FAST + ", max_slippage: 50, violation_threshold: 3");
        rig.market("49500", "50500");
        rig.fill("manual", "BUY", "0.01");
        rig.fill("manual", "BUY", "0.01");
        assertTrue(rig.breaker("instrument", BTC).isMissingNode(), "two of three");
        rig.fill("manual", "BUY", "0.01");
        final JsonNode breaker = rig.awaitBreaker("instrument", BTC, "REDUCE_ONLY", "SLIPPAGE");
        assertEquals("false 50 100", breaker.path("latched").asText() + ' ' + breaker.path("limit").asText() + ' '
                + breaker.path("value").asText());
        assertEquals("REDUCE_ONLY", ApiClient.problem(422, rig.place("manual", "BUY", "0.001", "49000")));
        rig.fill("manual", "SELL", "0.01");
    }

    @Test
    @Bites({"risk_management.violation_window", "risk_management.cool_down"})
    void violationsFarApartDoNotCountTogetherAndABreakerCoolsDown() throws Exception {
        rig.start(RESTING, FAST + ", max_slippage: 50, violation_threshold: 2, violation_window: 1ms, max_loss_streak: 1, cool_down: 50ms");
        for (int i = 0; i < 4; i++) {
            rig.market("49500", Integer.toString(50_500 + i));
            rig.fill("manual", "BUY", "0.001");
        }
        assertTrue(rig.breaker("instrument", BTC).isMissingNode(), "four, each alone in its millisecond");
        rig.fill("alpha", "BUY", "0.001");
        rig.fill("alpha", "SELL", "0.001");
        rig.awaitEvent("LIMIT_BREACH", "LOSS_STREAK");
        rig.awaitEvent("TRADING_RESUMED", "CIRCUIT_BREAKER");
        rig.await("cool", () -> rig.breaker("strategy", "alpha").isMissingNode() ? true : null);
        rig.placed("alpha", "BUY", "0.001", "49000");
    }

    @Test
    @Bites("risk_management.max_loss_streak")
    void aStreakOfLossesMakesAStrategyReduceOnly() throws Exception {
        rig.start(RESTING, FAST + ", max_loss_streak: 2");
        for (int i = 0; i < 2; i++) {
            assertTrue(rig.breaker("strategy", "alpha").isMissingNode());
            rig.fill("alpha", "BUY", "0.001");
            rig.fill("alpha", "SELL", "0.001");
        }
        assertEquals("2", rig.awaitBreaker("strategy", "alpha", "REDUCE_ONLY", "LOSS_STREAK").path("limit").asText());
        assertEquals("REDUCE_ONLY", ApiClient.problem(422, rig.place("alpha", "BUY", "0.001", "49000")));
        rig.placed("beta", "BUY", "0.001", "49000");
    }

    @Test
    @Bites("risk_management.max_fills_per_second")
    void aHailOfFillsStopsAStrategy() throws Exception {
        rig.start(RESTING, FAST + ", max_fills_per_second: 10");
        for (int i = 0; i < 100; i++) {
            rig.counterparty().quote(Side.SELL, "50000.50", "0.001");
        }
        rig.fill("alpha", "BUY", "0.1");
        assertEquals("10", rig.awaitBreaker("strategy", "alpha", "HALTED", "FILL_RATE").path("limit").asText());
        assertEquals("CIRCUIT_BREAKER", ApiClient.problem(422, rig.place("alpha", "BUY", "0.001", "49000")));
        rig.placed("manual", "BUY", "0.001", "49000");
    }

    @Test
    @Bites({"risk_management.max_concentration", "risk_management.max_exposure"})
    void pricesThatMoveMakeOneInstrumentTooMuchAndThenEverything() throws Exception {
        rig.start(RESTING, FAST + ", max_concentration: 60, max_exposure: 10000, max_drawdown: 100");
        rig.fill("manual", "BUY", "0.09");
        rig.awaitUse("max_exposure", 4_500, 4_500);
        assertTrue(rig.breaker("instrument", BTC).isMissingNode(), "less than half of what may be");
        rig.market("59999", "60001");
        final JsonNode part = rig.awaitBreaker("instrument", BTC, "REDUCE_ONLY", "CONCENTRATION");
        assertEquals("60 100", part.path("limit").asText() + ' ' + part.path("value").asText());
        assertEquals("REDUCE_ONLY", ApiClient.problem(422, rig.place("manual", "BUY", "0.001", "49000")));
        assertTrue(rig.breaker("total", "all").isMissingNode());
        rig.market("119999", "120001");
        final JsonNode all = rig.awaitBreaker("total", "all", "REDUCE_ONLY", "EXPOSURE_LIMIT");
        assertEquals("10000 10800", all.path("limit").asText() + ' ' + all.path("value").asText());
    }

    @Test
    @Bites({"risk_management.min_limit_factor", "risk_management.reference_volatility"})
    void limitsTightenWhereTheMarketMoves() throws Exception {
        rig.start(RESTING, FAST + ", min_limit_factor: 0.25, reference_volatility: 0.01, max_exposure: 1000000");
        assertEquals(201, rig.place("manual", "BUY", "3", "49000", "IOC").statusCode());
        rig.placed("manual", "BUY", "0.001", "48000");
        rig.awaitCheck("max_position_size", 0.001);
        rig.market("50999", "51001");
        final HttpResponse<String> refused = rig.await("tightened", () -> {
            final HttpResponse<String> answer = rig.place("manual", "BUY", "3", "49000", "IOC");
            return answer.statusCode() == 201 ? null : answer;
        });
        assertEquals("POSITION_LIMIT", ApiClient.problem(422, refused));
        assertTrue(refused.body().contains("max_position_size of total: limit 2.5, value 3.001)"), refused.body());
    }

    @Test
    @Bites("risk_management.min_limit_factor")
    void limitsTightenWithTheDrawdown() throws Exception {
        rig.start(RESTING, FAST + ", min_limit_factor: 0.25, max_exposure: 1000000, max_drawdown: 1");
        rig.fill("manual", "BUY", "1");
        assertEquals(201, rig.place("manual", "BUY", "6", "44000", "IOC").statusCode());
        rig.market("44999", "45001");
        rig.awaitUse("max_drawdown", 0.504, 0.505);
        final HttpResponse<String> refused = rig.place("manual", "BUY", "6", "44000", "IOC");
        assertEquals("POSITION_LIMIT", ApiClient.problem(422, refused));
        assertEquals(10 * (1 - 0.75 * 0.5046), ApiClient.json(refused).path("risk").path("limit").asDouble(), 0.001);
    }

    @Test
    @Bites("risk_management.feed_breakers")
    void lateMarketDataMakeTheVenueReduceOnlyAndGoToTheWebhook() throws Exception {
        try (AlertReceiver receiver = new AlertReceiver()) {
            final ChannelSettings.Webhook hook = receiver.settings();
            rig.environment("HOOK", hook.url().toString()).environment("HOOK_SECRET", hook.secret());
            rig.start("latency_threshold: 250ms", RESTING, FAST + ", feed_breakers: true, violation_threshold: 1", """
                    alerts:
                      channels:
                        - {id: hook, type: webhook, url: "${HOOK}", secret: "${HOOK_SECRET}"}
                      rules:
                        - {severity: warning, types: [feed_latency], latency_above: 500ms, channels: [hook]}
                    """);
            rig.faults("{\"faults\":[{\"do\":\"delay\",\"message\":\"book\",\"by\":\"1s\"}]}");
            final JsonNode alert = rig.await("an alert", () -> {
                rig.stir();
                return receiver.poll();
            }).json();
            assertEquals("FEED_LATENCY WARNING binance", alert.path("event").path("type").asText() + ' '
                    + alert.path("event").path("severity").asText() + ' ' + alert.path("event").path("venue").asText());
            rig.awaitBreaker("venue", "binance", "REDUCE_ONLY", "FEED_LATENCY");
            final JsonNode event = rig.awaitEvent("FEED_LATENCY", "FEED_LATENCY");
            assertEquals("0.25 venue:binance", event.path("limit").asText() + ' ' + event.path("limit_scope").asText());
            assertTrue(event.path("value").asDouble() > 0.5, event.toString());
            assertEquals("REDUCE_ONLY", ApiClient.problem(422, rig.place("manual", "BUY", "0.001", "49000")));
            rig.noFaults();
            rig.await("in time", () -> {
                rig.stir();
                final JsonNode newest = rig.awaitEvent("FEED_LATENCY", "FEED_LATENCY");
                return newest.path("severity").asText().equals("INFO") ? newest : null;
            });
            rig.faults("{\"faults\":[{\"do\":\"disconnect\",\"path\":\"stream\"}]}");
            rig.awaitBreaker("instrument", BTC, "REDUCE_ONLY", "BOOK_FAILURE");
        }
    }
}
