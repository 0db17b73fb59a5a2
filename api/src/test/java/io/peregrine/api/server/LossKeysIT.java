package io.peregrine.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The keys of losses bite, from the configuration file to REST. A tenth of a bitcoin is bought at 50001 with a fee of 5, so that each 10 of
 * the price are 1 of the profit.
 */
class LossKeysIT extends OnKeyRig {
    private static final String FAST = "check_interval: 20ms, max_position_size: 100";
    private static final String RESTING = "fill_timeout: 0s";

    @Test
    @Bites("risk_management.max_daily_loss")
    void theLossOfTheDayEndsTradingUntilItIsLess() throws Exception {
        rig.start(RESTING, FAST + ", max_daily_loss: 100, max_drawdown: 100");
        rig.fill("manual", "BUY", "0.1");
        final String resting = rig.placed("manual", "SELL", "0.01", "60000");
        lose("49499", "49501", 55);
        rig.placed("manual", "SELL", "0.01", "60001");
        rig.market("48999", "49001");
        final JsonNode breaker = rig.awaitBreaker("total", "all", "HALTED", "DAILY_LOSS");
        assertEquals("true 100", breaker.path("latched").asText() + ' ' + breaker.path("limit").asText());
        rig.awaitUse("max_daily_loss", breaker.path("value").asDouble() - 1e-9, breaker.path("value").asDouble() + 1e-9);
        rig.awaitStatus(resting, "CANCELED");
        assertEquals("HALTED", ApiClient.problem(422, rig.place("manual", "SELL", "0.1", "50000")));
        assertEquals("CRITICAL", rig.awaitEvent("TRADING_HALTED", "DAILY_LOSS").path("severity").asText());
        rig.reset("total", "all");
        rig.awaitBreaker("total", "all", "HALTED", "DAILY_LOSS");
        rig.market("49999", "50001");
        rig.awaitUse("max_daily_loss", 5, 6);
        rig.release();
        rig.fill("manual", "SELL", "0.1");
    }

    @Test
    @Bites("risk_management.max_drawdown")
    void theFallFromTheHighestProfitIsOfTheConfiguredCapital() throws Exception {
        rig.start(RESTING, FAST + ", max_drawdown: 1, max_exposure: 10000");
        rig.fill("manual", "BUY", "0.1");
        rig.market("50999", "51001");
        rig.awaitUse("max_exposure", 5_100, 5_100);
        rig.market("50499", "50501");
        rig.awaitUse("max_drawdown", 0.49, 0.5);
        limit("max_exposure", "6000");
        rig.market("50498", "50500");
        rig.awaitUse("max_drawdown", 0.495, 0.5);
        assertTrue(rig.breaker("total", "all").isMissingNode(), "less exposure is allowed, and nothing more is lost");
        rig.market("49899", "49901");
        final JsonNode breaker = rig.awaitBreaker("total", "all", "HALTED", "DRAWDOWN");
        assertEquals("true 1", breaker.path("latched").asText() + ' ' + breaker.path("limit").asText());
        assertEquals(1.09, breaker.path("value").asDouble(), 0.005);
        assertEquals(rig.use("max_drawdown"), breaker.path("value").asDouble(), 1e-9);
        rig.release();
        rig.awaitUse("max_drawdown", 0, 0);
        rig.fill("manual", "SELL", "0.1");
    }

    @Test
    @Bites("risk_management.day_boundary")
    void lossesOfTheDayBeginAnewAtTheBoundaryAndGoOnOverARestart() throws Exception {
        final LocalTime boundary = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(3);
        rig.start(RESTING, FAST + ", max_daily_loss: 100, max_drawdown: 100, day_boundary: \"" + boundary + '"');
        rig.fill("manual", "BUY", "0.1");
        lose("49399", "49401", 65);
        rig.restart();
        rig.awaitUse("max_daily_loss", 65, 65.2);
        rig.pass(3, TimeUnit.MINUTES);
        rig.awaitUse("max_daily_loss", 0, 1e-9);
        rig.market("48799", "48801");
        rig.awaitUse("max_daily_loss", 59.9, 60);
        assertTrue(rig.breaker("total", "all").isMissingNode(), "65 were lost before the boundary, 60 after it");
        rig.market("48299", "48301");
        assertEquals(110, rig.awaitBreaker("total", "all", "HALTED", "DAILY_LOSS").path("value").asDouble(), 0.2);
    }

    @Test
    @Bites({"risk_management.max_strategy_daily_loss", "risk_management.max_strategy_drawdown"})
    void aStrategyIsStoppedByItsOwnLossAndByItsOwnDrawdown() throws Exception {
        rig.start(RESTING, FAST + ", max_exposure: 20000, max_strategy_daily_loss: 60, max_strategy_drawdown: 0.5");
        for (final String strategy : new String[] {"alpha", "beta"}) {
            assertEquals(200, rig.client().post("/strategies/" + strategy + "/start", null).statusCode());
        }
        rig.fill("beta", "BUY", "0.1");
        rig.market("50999", "51001");
        rig.fill("beta", "BUY", "0.0001");
        rig.market("49899", "49901");
        final JsonNode drawdown = rig.awaitBreaker("strategy", "beta", "HALTED", "DRAWDOWN");
        assertEquals("true 0.5", drawdown.path("latched").asText() + ' ' + drawdown.path("limit").asText());
        rig.fill("alpha", "BUY", "0.1");
        rig.market("49299", "49301");
        final JsonNode loss = rig.awaitBreaker("strategy", "alpha", "HALTED", "DAILY_LOSS");
        assertEquals("true 60", loss.path("latched").asText() + ' ' + loss.path("limit").asText());
        for (final String strategy : new String[] {"alpha", "beta"}) {
            assertEquals("CIRCUIT_BREAKER", ApiClient.problem(422, rig.place(strategy, "BUY", "0.001", "49000")));
            assertEquals("STOPPED", rig.client().get("/strategies/" + strategy).path("state").asText());
        }
        assertTrue(rig.breaker("total", "all").isMissingNode());
        rig.placed("manual", "BUY", "0.001", "49000");
    }

    @Test
    @Bites({"risk_management.max_loss_in_window", "risk_management.loss_window"})
    void aFastLossHaltsEverythingForAWhile() throws Exception {
        rig.start(RESTING, FAST + ", max_loss_in_window: 50, loss_window: 10m" + noNewDay());
        rig.fill("manual", "BUY", "0.1");
        lose("49699", "49701", 35);
        rig.pass(11, TimeUnit.MINUTES);
        lose("49689", "49691", 36);
        lose("49399", "49401", 65);
        assertTrue(rig.breaker("total", "all").isMissingNode(), "36 and 29, further apart than the window");
        rig.pass(2, TimeUnit.MINUTES);
        rig.market("49149", "49151");
        final JsonNode breaker = rig.awaitBreaker("total", "all", "HALTED", "LOSS_VELOCITY");
        assertEquals("false 50", breaker.path("latched").asText() + ' ' + breaker.path("limit").asText());
        assertEquals(54.5, breaker.path("value").asDouble(), 0.7, "29 and 25, within it, and 1 more where a check was between");
        assertEquals("CIRCUIT_BREAKER", ApiClient.problem(422, rig.place("manual", "SELL", "0.1", "50000")));
    }

    @Test
    @Bites("risk_management.check_interval")
    void marksAreJudgedAtChecksOnly() throws Exception {
        rig.start(RESTING, "check_interval: 1h, max_daily_loss: 50, max_drawdown: 100" + noNewDay());
        rig.fill("manual", "BUY", "0.1");
        rig.market("48999", "49001");
        rig.pass(30, TimeUnit.MINUTES);
        rig.market("48998", "49000");
        assertTrue(rig.breaker("total", "all").isMissingNode(), "105 of 50 are lost, and nobody has looked");
        rig.awaitUse("max_daily_loss", 5, 5.2);
        rig.pass(31, TimeUnit.MINUTES);
        rig.awaitBreaker("total", "all", "HALTED", "DAILY_LOSS");
        rig.awaitUse("max_daily_loss", 105, 105.4);
    }

    /** The hour that passes in a test shall not be the one in which a day begins. */
    private static String noNewDay() {
        return ", day_boundary: \"" + LocalTime.now(ZoneOffset.UTC).minusHours(2).format(DateTimeFormatter.ofPattern("HH:mm")) + '"';
    }

    /** The market moves, and a check has seen how much is lost then. */
    private void lose(final String bid, final String ask, final double loss) {
        rig.market(bid, ask);
        rig.awaitUse("max_daily_loss", loss, loss + 0.2);
    }

    private void limit(final String key, final String value) {
        final HttpResponse<String> answer = rig.client().send("PUT", "/api/v1/hft/risk/limits", ApiClient.ADMIN_KEY,
                "{\"changes\":[{\"scope\":\"total\",\"limit\":\"" + key + "\",\"value\":\"" + value + "\"}]}");
        assertEquals(200, answer.statusCode(), answer.body());
    }
}
