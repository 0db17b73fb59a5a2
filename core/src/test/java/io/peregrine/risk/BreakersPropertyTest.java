package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BreakerState;
import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.BreakerStatusEncoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.RejectReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rules broken, times and resets, against a slow model that keeps a map of rows by name. */
class BreakersPropertyTest {
    private static final int STRATEGIES = 3;
    private static final int THRESHOLD = 3;
    private static final long WINDOW_NS = 50;
    private static final long COOL_DOWN_NS = 40;
    private static final RejectReason[] RULES = {RejectReason.SLIPPAGE, RejectReason.FILL_RATE, RejectReason.DAILY_LOSS};
    private static final Instruments INSTRUMENTS = new Instruments(List.of(
            new Instrument(0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 3, 1, 1, 1, 100_000, 0),
            new Instrument(1, Venue.KRAKEN, "BTC/USD", "BTC/USD", "BTC", "USD", 2, 3, 1, 1, 1, 100_000, 0),
            new Instrument(2, Venue.KRAKEN, "ETH/USD", "ETH/USD", "ETH", "USD", 2, 3, 1, 1, 1, 100_000, 0)));

    private final Breakers breakers = breakers();
    private final Map<String, Row> model = new LinkedHashMap<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
    private long nowNs = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void theStatesAreThoseOfTheModel(final long seed) {
        final Random random = new Random(seed);
        final Breakers fromJournal = breakers();
        for (int i = 0; i < breakers.count(); i++) {
            model.put(name(breakers.get(i)), new Row());
        }
        for (int step = 0; step < 20_000; step++) {
            final Breaker breaker = breakers.get(random.nextInt(breakers.count()));
            final Row row = model.get(name(breaker));
            final RejectReason rule = RULES[random.nextInt(RULES.length)];
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> {
                    breakers.violation(breaker.scope(), breaker.scopeId(), rule, step, step + 1, nowNs);
                    row.violation(rule, nowNs);
                }
                case 5 -> {
                    final BreakerState to = random.nextBoolean() ? BreakerState.REDUCE_ONLY : BreakerState.HALTED;
                    breakers.trip(breaker.scope(), breaker.scopeId(), to, rule, step, step);
                    row.ask(to, rule, false);
                }
                case 6 -> {
                    breakers.latch(breaker.scope(), breaker.scopeId(), rule, step, step);
                    row.ask(BreakerState.HALTED, rule, true);
                }
                case 7 -> {
                    assertEquals(row.state != BreakerState.NORMAL, breakers.reset(breaker), "seed " + seed + " step " + step);
                    final boolean told = row.state != BreakerState.NORMAL;
                    row.reset();
                    if (told) {
                        journal(breaker, fromJournal);
                    }
                }
                default -> {
                    nowNs += random.nextInt(8);
                    settle(fromJournal);
                }
            }
            check("seed " + seed + " step " + step, breakers);
        }
        settle(fromJournal);
        check("seed " + seed + " from the journal", fromJournal);
    }

    private void settle(final Breakers fromJournal) {
        final List<String> taken = new ArrayList<>();
        for (Breaker breaker = breakers.take(nowNs); breaker != null; breaker = breakers.take(nowNs)) {
            journal(breaker, fromJournal);
            taken.add(name(breaker));
        }
        final List<String> expected = new ArrayList<>();
        model.forEach((name, row) -> {
            if (row.settle(nowNs)) {
                expected.add(name);
            }
        });
        assertEquals(expected.stream().sorted().toList(), taken.stream().sorted().toList());
        for (Breaker breaker = breakers.cool(nowNs); breaker != null; breaker = breakers.cool(nowNs)) {
            journal(breaker, fromJournal);
        }
        model.values().forEach(row -> row.cool(nowNs));
    }

    private void check(final String where, final Breakers checked) {
        boolean active = false;
        for (int i = 0; i < checked.count(); i++) {
            final Breaker breaker = checked.get(i);
            final Row row = model.get(name(breaker));
            assertEquals(row.toString(), breaker.state() + " " + breaker.cause() + " " + breaker.untilNs(), where + " " + name(breaker));
            active |= row.state != BreakerState.NORMAL;
        }
        assertEquals(active, checked.active(), where);
        for (int strategy = 0; strategy <= STRATEGIES; strategy++) {
            for (final Instrument instrument : INSTRUMENTS.all()) {
                final int id = instrument.instrumentId();
                BreakerState worst = BreakerState.NORMAL;
                for (final String name : List.of("TOTAL 0", "VENUE " + instrument.venue().ordinal(), "STRATEGY " + strategy,
                        "INSTRUMENT " + id)) {
                    final BreakerState state = model.get(name).state;
                    worst = state.value() > worst.value() ? state : worst;
                }
                assertEquals(worst, checked.state(strategy, id), where);
                assertEquals(worst == BreakerState.HALTED, checked.halted(strategy, id), where);
            }
        }
    }

    private void journal(final Breaker breaker, final Breakers reader) {
        new BreakerStatusEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .timeNs(nowNs)
                .untilNs(breaker.untilNs() == Breaker.LATCHED ? BreakerStatusEncoder.untilNsNullValue() : breaker.untilNs())
                .limitE8(breaker.limitE8()).valueE8(breaker.valueE8()).targetId(breaker.scopeId()).scope(breaker.scope())
                .state(breaker.state()).cause(breaker.cause());
        reader.restore(new BreakerStatusDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
    }

    private static Breakers breakers() {
        final MonitorSettings monitors = new MonitorSettings(
                new BreakerSettings(WINDOW_NS, COOL_DOWN_NS), LossSettings.NONE, AnomalySettings.NONE, TighteningSettings.NONE);
        return new Breakers(INSTRUMENTS, STRATEGIES, new RiskSettings(1, 1, 1, 1, 1, THRESHOLD, monitors));
    }

    private static String name(final Breaker breaker) {
        return breaker.scope() + " " + breaker.scopeId();
    }

    /** What one breaker is by the document: plain, and without any trick. */
    private static final class Row {
        private BreakerState state = BreakerState.NORMAL;
        private RejectReason cause = RejectReason.NONE;
        private long untilNs = Breaker.LATCHED;
        private final List<Long> violations = new ArrayList<>();
        private BreakerState asked;
        private RejectReason askedCause;
        private boolean askedLatch;

        void violation(final RejectReason rule, final long nowNs) {
            if (state == BreakerState.HALTED) {
                return;
            }
            if (!violations.isEmpty() && nowNs - violations.getFirst() >= WINDOW_NS) {
                violations.clear();
            }
            violations.add(nowNs);
            if (violations.size() == THRESHOLD) {
                violations.clear();
                ask(state == BreakerState.NORMAL ? BreakerState.REDUCE_ONLY : BreakerState.HALTED, rule, false);
            }
        }

        void ask(final BreakerState to, final RejectReason rule, final boolean latch) {
            final boolean latchedAlready = asked != null && askedLatch || state == BreakerState.HALTED && untilNs == Breaker.LATCHED;
            final boolean worse = to.ordinal() > state.ordinal() && (asked == null || to.ordinal() > asked.ordinal());
            if (worse || latch && !latchedAlready) {
                asked = to;
                askedCause = rule;
                askedLatch = latch;
            }
        }

        boolean settle(final long nowNs) {
            if (asked == null) {
                return false;
            }
            state = asked;
            cause = askedCause;
            untilNs = askedLatch ? Breaker.LATCHED : nowNs + COOL_DOWN_NS;
            asked = null;
            askedLatch = false;
            return true;
        }

        void cool(final long nowNs) {
            if (state != BreakerState.NORMAL && untilNs <= nowNs) {
                if (state == BreakerState.HALTED) {
                    state = BreakerState.REDUCE_ONLY;
                    untilNs = nowNs + COOL_DOWN_NS;
                } else {
                    reset();
                }
            }
        }

        void reset() {
            state = BreakerState.NORMAL;
            cause = RejectReason.NONE;
            untilNs = Breaker.LATCHED;
            violations.clear();
            asked = null;
            askedLatch = false;
        }

        @Override
        public String toString() {
            return state + " " + cause + " " + untilNs;
        }
    }
}
