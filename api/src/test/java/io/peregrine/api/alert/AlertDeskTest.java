package io.peregrine.api.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.JournalRecords;
import io.peregrine.api.view.RiskEventType;
import io.peregrine.api.view.RiskKey;
import io.peregrine.api.view.ScriptedEngine;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Severity;
import io.peregrine.message.StrategyState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From the journal to a webhook that nobody but the test knows: what becomes an alert, and what does not. */
class AlertDeskTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final ScriptedEngine engine = new ScriptedEngine();
    private final EngineView view = new EngineView(engine, 60);
    private final JournalRecords journal = new JournalRecords(view).at(engine.startTimeNs() + 1);
    private long nowNs = engine.startTimeNs() + 1;

    @Test
    void whatARuleNamesReachesItsChannelSignedAndOnlyThat() throws Exception {
        try (AlertReceiver receiver = new AlertReceiver();
                AlertDesk desk = desk(receiver, 300 * SECOND_NS, 30, rule(Severity.SEVERE, Set.of()))) {
            journal.risk(RejectReason.POSITION_LIMIT, Severity.WARNING, 1, 10_00000000L, 11_00000000L);
            journal.risk(RejectReason.DAILY_LOSS, Severity.CRITICAL, RiskKey.NONE, 10_000_00000000L, 10_001_00000000L);
            final AlertReceiver.Request request = receiver.take();
            assertEquals("CRITICAL TRADING_HALTED DAILY_LOSS", List.of("severity", "type", "rule").stream()
                    .map(field -> request.json().path("event").path(field).asText()).reduce((a, b) -> a + ' ' + b).orElse(""));
            assertEquals("10000 10001", request.json().path("event").path("limit").asText() + ' '
                    + request.json().path("event").path("value").asText());
            assertTrue(request.signed(), "the signature is over the timestamp and the body");
            assertEquals(request.header("X-peregrine-delivery"), request.json().path("id").asText());
            assertEquals(List.of(new ChannelStatus("hook", "webhook", 1, 0, 0, 0, null)), receiver.await(desk, 1));
        }
    }

    @Test
    void theSameAlertIsNotRepeatedForAWhileAndSaysThenHowOftenItWasHeldBack() throws Exception {
        try (AlertReceiver receiver = new AlertReceiver();
                AlertDesk desk = desk(receiver, 100 * SECOND_NS, 30, rule(Severity.WARNING, Set.of()))) {
            refusal(1);
            refusal(1);
            refusal(2);
            nowNs += 99 * SECOND_NS;
            refusal(1);
            nowNs += SECOND_NS;
            refusal(1);
            assertEquals(List.of("mm-btc 0", "momentum-eth 0", "mm-btc 2"), List.of(line(receiver), line(receiver), line(receiver)));
            assertEquals(2, desk.channels().getFirst().suppressed());
        }
    }

    @Test
    void aChannelGetsNoMoreThanItsRateAndTheRestIsCounted() throws Exception {
        try (AlertReceiver receiver = new AlertReceiver(); AlertDesk desk = desk(receiver, 0, 3, rule(Severity.WARNING, Set.of()))) {
            for (int i = 0; i < 10; i++) {
                refusal(1);
            }
            assertEquals(7, desk.channels().getFirst().dropped());
            nowNs += 20 * SECOND_NS;
            refusal(1);
            refusal(1);
            assertEquals(8, desk.channels().getFirst().dropped(), "a third of a minute gives one of three");
            receiver.await(desk, 4);
        }
    }

    @Test
    void rulesChooseByTypeStrategyVenueSymbolAndLatency() {
        final AlertRule.Subject late = new AlertRule.Subject(
                RiskEventType.FEED_LATENCY, Severity.WARNING, null, "kraken", "BTC/USD", 20_000_000);
        assertTrue(rule(Severity.INFO, Set.of()).matches(late));
        assertTrue(rule(Severity.INFO, Set.of(RiskEventType.FEED_LATENCY)).matches(late));
        assertEquals(false, rule(Severity.INFO, Set.of(RiskEventType.LIMIT_BREACH)).matches(late));
        assertEquals(false, rule(Severity.SEVERE, Set.of()).matches(late));
        assertEquals(false, new AlertRule(
                Severity.INFO, Set.of(), Set.of("mm"), Set.of(), Set.of(), 0, List.of()).matches(late), "it concerns no strategy");
        assertTrue(new AlertRule(
                Severity.INFO, Set.of(), Set.of(), Set.of("kraken"), Set.of("BTC/USD"), 20_000_000, List.of()).matches(late));
        assertEquals(false, new AlertRule(
                Severity.INFO, Set.of(), Set.of(), Set.of("binance"), Set.of(), 0, List.of()).matches(late));
        assertEquals(false, new AlertRule(
                Severity.INFO, Set.of(), Set.of(), Set.of(), Set.of("ETH/USD"), 0, List.of()).matches(late));
        assertEquals(false, new AlertRule(
                Severity.INFO, Set.of(), Set.of(), Set.of(), Set.of(), 20_000_001, List.of()).matches(late));
    }

    @Test
    void whatHappenedBeforeThisRunIsOldNews() throws Exception {
        try (AlertReceiver receiver = new AlertReceiver();
                AlertDesk desk = desk(receiver, 0, 30, rule(Severity.SEVERE, Set.of()))) {
            journal.at(engine.startTimeNs() - 1).strategy(1, StrategyState.FAILED, "long ago");
            journal.at(engine.startTimeNs()).strategy(2, StrategyState.FAILED, "now");
            assertEquals("now", receiver.take().json().path("event").path("detail").asText());
            receiver.await(desk, 1);
        }
    }

    @Test
    void theKillSwitchIsToldFromTheSwitchItselfOnAndOff() throws Exception {
        try (AlertReceiver receiver = new AlertReceiver();
                AlertDesk desk = desk(receiver, 0, 30, rule(Severity.INFO, Set.of(RiskEventType.KILL_SWITCH)))) {
            desk.tick(nowNs);
            engine.killSwitch().trip("drill", nowNs);
            desk.tick(nowNs + 1);
            desk.tick(nowNs + 2);
            engine.killSwitch().reset("over", nowNs);
            desk.tick(nowNs + 3);
            assertEquals(List.of("CRITICAL on: drill", "INFO off: over"), List.of(state(receiver), state(receiver)));
            receiver.await(desk, 2);
        }
    }

    private static String state(final AlertReceiver receiver) throws InterruptedException {
        final var event = receiver.take().json().path("event");
        return event.path("severity").asText() + ' ' + event.path("detail").asText();
    }

    private static String line(final AlertReceiver receiver) throws InterruptedException {
        final var json = receiver.take().json();
        return json.path("event").path("strategy_id").asText() + ' ' + json.path("suppressed").asInt();
    }

    private void refusal(final int strategyId) {
        journal.risk(RejectReason.POSITION_LIMIT, Severity.WARNING, strategyId, 10, 11);
    }

    private AlertDesk desk(final AlertReceiver receiver, final long repeatNs, final int perMinute, final AlertRule rule) {
        final AlertDesk desk = AlertDesk.start(engine,
                new AlertSettings(List.of(receiver.settings()), List.of(rule), repeatNs, perMinute, 3, 100));
        view.riskListener(event -> desk.onRiskEvent(event, nowNs));
        return desk;
    }

    private static AlertRule rule(final Severity atLeast, final Set<RiskEventType> types) {
        return new AlertRule(atLeast, types, Set.of(), Set.of(), Set.of(), 0, List.of("hook"));
    }
}
