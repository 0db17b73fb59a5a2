package io.peregrine.api.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.api.view.JournalRecords.Fee;
import io.peregrine.api.view.JournalRecords.Terms;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Severity;
import io.peregrine.message.Side;
import io.peregrine.message.SnapshotLimitEncoder;
import io.peregrine.message.StrategyState;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

/** Risk events as the view keeps them: what they are, and when two occurrences are one. */
class RiskLogTest {
    private static final long START_NS = 1_700_000_000_000_000_000L;

    private final ScriptedEngine engine = new ScriptedEngine();
    private final EngineView view = new EngineView(engine, 60, 3);
    private final JournalRecords journal = new JournalRecords(view).at(START_NS);

    @Test
    void aStormOfTheSameRefusalIsOneEventWithItsCountItsLastTimeAndItsLastFacts() {
        refusal(1, 10);
        journal.at(START_NS + 5);
        refusal(1, 12);
        refusal(2, 11);
        journal.at(START_NS + RiskEvent.WINDOW_NS - 1);
        refusal(1, 13);
        assertEquals(List.of("3+1 11", "1+3 13"), lines(Severity.INFO, -1));
        assertEquals(List.of(START_NS, START_NS + RiskEvent.WINDOW_NS - 1, 4L), List.of(
                first().timeNs(), first().lastTimeNs(), first().lastId()));
    }

    @Test
    void whatComesAfterTheWindowOfTheFirstIsAnEventOfItsOwn() {
        refusal(1, 10);
        journal.at(START_NS + RiskEvent.WINDOW_NS);
        refusal(1, 11);
        assertEquals(List.of("2+1 11", "1+1 10"), lines(Severity.INFO, -1));
    }

    @Test
    void aClockThatWentBackBeginsANewEvent() {
        refusal(1, 10);
        journal.at(START_NS - 1);
        refusal(1, 11);
        assertEquals(List.of("2+1 11", "1+1 10"), lines(Severity.INFO, -1));
    }

    @Test
    void theSameRuleAtAnotherSeverityIsAnotherEvent() {
        journal.risk(RejectReason.DAILY_LOSS, Severity.WARNING, RiskKey.NONE, 5, 6);
        journal.risk(RejectReason.DAILY_LOSS, Severity.CRITICAL, RiskKey.NONE, 5, 6);
        assertEquals(List.of("2+1 6", "1+1 6"), lines(Severity.INFO, -1));
        assertEquals(List.of("2+1 6"), lines(Severity.CRITICAL, -1));
    }

    @Test
    void theBreakersOfTwoVenuesAreTwoEvents() {
        for (int venue = 0; venue < 2; venue++) {
            journal.risk(RejectReason.CIRCUIT_BREAKER, Severity.SEVERE, RiskKey.NONE, 5, 6 + venue, RiskScope.VENUE, venue);
        }
        assertEquals(List.of("2+1 7", "1+1 6"), lines(Severity.INFO, -1));
    }

    @Test
    void anEventThatOccursAgainIsNewsToWhoAsksSinceItsFirstOccurrence() {
        refusal(1, 10);
        refusal(2, 20);
        assertEquals(List.of(), lines(Severity.INFO, 2));
        refusal(1, 11);
        assertEquals(List.of("1+2 11"), lines(Severity.INFO, 2));
    }

    @Test
    void aStrategyThatFailedIsARiskEventWithItsWords() {
        journal.strategy(2, StrategyState.RUNNING, "");
        journal.strategy(2, StrategyState.FAILED, "it threw");
        final RiskEvent event = view.riskEvents(Severity.SEVERE, -1, 9).getFirst();
        assertEquals(List.of(RiskEventType.STRATEGY_FAILED, 2, "it threw"),
                List.of(event.key().type(), event.key().strategyId(), event.facts().detail()));
    }

    @Test
    void theTypeSaysWhatKindOfThingHappened() {
        final int none = RiskKey.NONE;
        final long noOrder = io.peregrine.instrument.Instrument.NULL_VALUE;
        assertEquals(RiskEventType.ORDER_REFUSED, RiskEventType.of(RejectReason.PRICE_COLLAR, Severity.WARNING, 7, 1));
        assertEquals(RiskEventType.ORDER_ANOMALY, RiskEventType.of(RejectReason.QUANTITY_RANGE, Severity.SEVERE, 7, 1));
        assertEquals(RiskEventType.ORDER_ANOMALY, RiskEventType.of(RejectReason.UNKNOWN_ORDER, Severity.SEVERE, noOrder, none));
        assertEquals(RiskEventType.TRADING_HALTED, RiskEventType.of(RejectReason.DAILY_LOSS, Severity.CRITICAL, noOrder, none));
        assertEquals(RiskEventType.TRADING_RESUMED, RiskEventType.of(RejectReason.KILL_SWITCH, Severity.INFO, noOrder, none));
        assertEquals(RiskEventType.STRATEGY_STOPPED, RiskEventType.of(RejectReason.HALTED, Severity.SEVERE, noOrder, 1));
        assertEquals(RiskEventType.STRATEGY_STOPPED, RiskEventType.of(RejectReason.VIOLATIONS, Severity.SEVERE, noOrder, 1));
        assertEquals(RiskEventType.TRADING_RESUMED, RiskEventType.of(RejectReason.CIRCUIT_BREAKER, Severity.INFO, noOrder, 1));
        assertEquals(RiskEventType.LIMITS_CHANGED, RiskEventType.of(RejectReason.LIMITS_CHANGED, Severity.INFO, noOrder, none));
        assertEquals(RiskEventType.LIMIT_BREACH, RiskEventType.of(RejectReason.DAILY_LOSS, Severity.WARNING, noOrder, none));
        assertEquals(RiskEventType.FEED_LATENCY, RiskEventType.of(RejectReason.FEED_LATENCY, Severity.INFO, noOrder, none));
        assertEquals(RiskEventType.BALANCE_DIFFERENCE,
                RiskEventType.of(RejectReason.BALANCE_DIFFERENCE, Severity.SEVERE, noOrder, none));
    }

    @Test
    void theScoreIsTheUseOfTheNearestLimitAndOpenOrdersCountAtTheirWorst() {
        engine.top(0, 6_099_900, 6_100_100);
        journal.fill(1, new Terms(0, 1, Side.BUY, 6_000_000, 50_000), 6_000_000, 50_000, 50_000, new Fee(0, 1));
        assertEquals(List.of("max_position_size 0.05", "max_exposure 0.61"), uses());
        journal.sent(2, new Terms(0, 1, Side.BUY, 6_000_000, 10_000));
        journal.sent(3, new Terms(0, 1, Side.SELL, 6_200_000, 30_000));
        assertEquals(List.of("max_position_size 0.06", "max_exposure 0.73"), uses());
        assertEquals(73.0, view.riskSummary().score(), 1e-9);
        engine.killSwitch().trip("test", 1);
        assertEquals(100.0, view.riskSummary().score());
    }

    @Test
    void limitsOfVenuesStrategiesAndInstrumentsThatAreSetWhileItTradesHaveTheirUseToo() {
        engine.top(0, 5_999_900, 6_000_100);
        journal.fill(1, new Terms(0, 1, Side.BUY, 6_000_000, 50_000), 6_000_000, 50_000, 50_000, new Fee(0, 1));
        journal.fill(2, new Terms(0, 2, Side.SELL, 6_000_000, 20_000), 6_000_000, 20_000, 20_000, new Fee(0, 1));
        journal.sent(3, new Terms(0, 2, Side.SELL, 6_000_000, 10_000));
        journal.setLimit(RiskLimit.MAX_POSITION_SIZE, RiskScope.STRATEGY, 1, 1_00000000L);
        journal.setLimit(RiskLimit.MAX_NET_EXPOSURE, RiskScope.STRATEGY, 2, 36_000_00000000L);
        journal.setLimit(RiskLimit.MAX_OPEN_ORDERS, RiskScope.INSTRUMENT, 0, 4);
        journal.setLimit(RiskLimit.MAX_EXPOSURE, RiskScope.VENUE, 0, 72_000_00000000L);
        journal.setLimit(RiskLimit.MAX_POSITION_SIZE, RiskScope.STRATEGY, 99, 1);
        assertEquals(List.of("max_exposure venue:binance 0.25", "max_position_size strategy:mm-btc 0.5",
                        "max_net_exposure strategy:momentum-eth 0.5", "max_open_orders instrument:binance:BTC/USDT 0.25"),
                view.riskSummary().limits().stream().filter(use -> !use.scope().equals("total"))
                        .map(use -> use.limit() + ' ' + use.scope() + ' ' + use.used()).toList());
        journal.setLimit(RiskLimit.MAX_EXPOSURE, RiskScope.TOTAL, 0, 18_000_00000000L);
        assertEquals(100, view.riskSummary().score(), 1e-9, "0.3 held and none of it sold yet");
    }

    @Test
    void aLimitThatARemovedRecordChangedHoldsOn() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        new SnapshotLimitEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .value(3).scopeId(2).riskLimit(RiskLimit.MAX_OPEN_ORDERS).riskScope(RiskScope.STRATEGY);
        view.onRemoved(buffer, 0, 64);
        assertEquals(List.of("max_open_orders strategy:momentum-eth 3.0"), view.riskSummary().limits().stream()
                .filter(use -> !use.scope().equals("total")).map(use -> use.limit() + ' ' + use.scope() + ' ' + use.bound()).toList());
    }

    private RiskEvent first() {
        return view.riskEvents(Severity.INFO, -1, 9).getLast();
    }

    private void refusal(final int strategyId, final long value) {
        journal.risk(RejectReason.POSITION_LIMIT, Severity.WARNING, strategyId, 10, value);
    }

    private List<String> lines(final Severity atLeast, final long since) {
        return view.riskEvents(atLeast, since, 9).stream()
                .map(event -> event.id() + "+" + event.count() + " " + event.facts().valueE8()).toList();
    }

    private List<String> uses() {
        return view.riskSummary().limits().stream().map(use -> use.limit() + ' ' + Math.round(use.used() * 1e6) / 1e6).toList();
    }
}
