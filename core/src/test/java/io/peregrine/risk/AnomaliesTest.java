package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BookStatusEncoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.FeedLatencyEncoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** One violation trips a breaker. The exposure may be 1,000; everything is at 100.00, and 1,000 is one unit. */
class AnomaliesTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int BTC = 0;
    private static final int ETH = 1;
    private static final int KRAKEN_BTC = 2;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder wrapped = new MessageHeaderDecoder();
    private long nowNs = 1_700_000_000 * SECOND_NS;
    private long orderId = 1;
    private RiskWorld world;
    private Anomalies anomalies;

    @Test
    void fillsOfOneSecondMayBeSoMany() {
        watch(new AnomalySettings(2, 0, 0, false), 0);
        fill(1, BTC, Side.BUY, 100, 10_000);
        nowNs += SECOND_NS - 1;
        fill(1, BTC, Side.BUY, 100, 10_000);
        fill(2, BTC, Side.BUY, 100, 10_000);
        taken("");
        fill(1, BTC, Side.BUY, 100, 10_000);
        taken("STRATEGY 1 FILL_RATE 200000000 300000000");
        nowNs += SECOND_NS;
        fill(2, BTC, Side.BUY, 100, 10_000);
        fill(2, BTC, Side.BUY, 100, 10_000);
        nowNs += SECOND_NS;
        fill(2, BTC, Side.BUY, 100, 10_000);
        taken("");
        fill(7, BTC, Side.BUY, 100, 10_000);
        fill(-1, BTC, Side.BUY, 100, 10_000);
        fill(3, BTC, Side.BUY, 100, 10_000);
        taken("STRATEGY 0 FILL_RATE 200000000 300000000");
    }

    @Test
    void aFillMayBeSoFarOnTheWrongSideOfTheMid() {
        watch(new AnomalySettings(0, 50, 0, false), 0);
        fill(1, BTC, Side.BUY, 100, 10_050);
        fill(1, BTC, Side.SELL, 100, 9_950);
        fill(1, BTC, Side.BUY, 100, 5_000);
        taken("");
        fill(1, BTC, Side.BUY, 100, 10_060);
        taken("INSTRUMENT 0 SLIPPAGE 5000000000 6000000000");
        fill(1, ETH, Side.SELL, 100, 9_900);
        taken("INSTRUMENT 1 SLIPPAGE 5000000000 10000000000");
        world.markets[KRAKEN_BTC].onBookState(BookState.SUSPECT);
        fill(1, KRAKEN_BTC, Side.SELL, 100, 5_000);
        taken("");
    }

    @Test
    void withoutLimitsNothingIsOutOfTheOrdinary() {
        watch(AnomalySettings.NONE, 0);
        for (int i = 0; i < 5; i++) {
            fill(1, BTC, Side.BUY, 1_900, 20_000);
            fill(1, BTC, Side.SELL, 100, 10_000);
        }
        world.exposure.refreshAll();
        anomalies.check(world.exposure, world.breakers, nowNs);
        late(BTC, true);
        book(BTC, BookState.LIVE);
        book(BTC, BookState.SUSPECT);
        taken("");
    }

    @Test
    void theExposureMayComeToItsLimitAndNotBeyond() {
        watch(AnomalySettings.NONE, 0);
        fill(1, BTC, Side.BUY, 10_000, 10_000);
        checkAll("");
        world.mid(BTC, 10_001);
        checkAll("TOTAL 0 EXPOSURE_LIMIT 100000000000 100010000000");
    }

    @Test
    void oneInstrumentMayHaveItsPartOnceHalfOfTheExposureIsUsed() {
        watch(new AnomalySettings(0, 0, 60, false), 0);
        fill(1, BTC, Side.BUY, 4_999, 10_000);
        checkAll("");
        fill(1, BTC, Side.SELL, 1_999, 10_000);
        fill(1, ETH, Side.SELL, 2_000, 10_000);
        checkAll("");
        fill(1, BTC, Side.BUY, 5_000, 10_000);
        checkAll("INSTRUMENT 0 CONCENTRATION 6000000000 8000000000");
        fill(1, BTC, Side.SELL, 8_000, 10_000);
        fill(1, ETH, Side.SELL, 3_000, 10_000);
        checkAll("INSTRUMENT 1 CONCENTRATION 6000000000 10000000000");
    }

    @Test
    void aVenueIsAskedForReduceOnlyWhileItsDataAreLate() {
        watch(new AnomalySettings(0, 0, 0, true), 0);
        final int kraken = Venue.KRAKEN.ordinal();
        late(KRAKEN_BTC, true);
        taken("VENUE " + kraken + " FEED_LATENCY 100000000 150000000");
        world.breakers.reset(world.breakers.get(RiskScope.VENUE, kraken));
        checkAll("VENUE " + kraken + " FEED_LATENCY 0 0");
        world.breakers.reset(world.breakers.get(RiskScope.VENUE, kraken));
        late(KRAKEN_BTC, false);
        late(3, true);
        checkAll("");
    }

    @Test
    void aBookThatWasLiveAndFailsIsAViolation() {
        watch(new AnomalySettings(0, 0, 0, true), 0);
        book(ETH, BookState.SYNCING);
        book(ETH, BookState.LIVE);
        book(ETH, BookState.LIVE);
        taken("");
        book(ETH, BookState.SUSPECT);
        taken("INSTRUMENT 1 BOOK_FAILURE 0 0");
        book(BTC, BookState.SUSPECT);
        taken("");
    }

    @Test
    void aStreakIsOfOrdersThatLostInARow() {
        watch(AnomalySettings.NONE, 2);
        lose(1, BTC);
        lose(2, BTC);
        taken("");
        fill(1, BTC, Side.BUY, 100, 10_000);
        orderId++;
        fill(1, BTC, Side.SELL, 100, 10_100);
        lose(1, ETH);
        anomalies.forgive(1);
        lose(1, ETH);
        taken("");
        lose(1, KRAKEN_BTC);
        taken("STRATEGY 1 LOSS_STREAK 200000000 200000000");
        lose(2, KRAKEN_BTC);
        taken("STRATEGY 2 LOSS_STREAK 200000000 200000000");
    }

    @Test
    void anOrderThatLosesWithManyFillsCountsOnce() {
        watch(AnomalySettings.NONE, 2);
        fill(1, BTC, Side.BUY, 300, 10_000);
        orderId++;
        fill(1, BTC, Side.SELL, 100, 9_900);
        fill(1, BTC, Side.SELL, 100, 9_900);
        taken("");
        orderId++;
        fill(1, BTC, Side.SELL, 100, 9_900);
        taken("STRATEGY 1 LOSS_STREAK 200000000 200000000");
    }

    @Test
    void whatWasFilledBeforeTradingBeginsCountsForNoStreak() {
        watch(AnomalySettings.NONE, 1);
        for (int instrument = 0; instrument < 3; instrument++) {
            for (int strategy = 0; strategy < 3; strategy++) {
                for (int i = 0; i <= strategy + instrument; i++) {
                    position(strategy, instrument, Side.BUY, 100, 10_000);
                    position(strategy, instrument, Side.SELL, 100, 9_000);
                }
            }
        }
        anomalies.begin();
        for (int instrument = 0; instrument < 3; instrument++) {
            for (int strategy = 0; strategy < 3; strategy++) {
                fill(strategy, instrument, Side.BUY, 100, 10_000);
            }
        }
        taken("");
        orderId++;
        fill(2, ETH, Side.SELL, 100, 9_000);
        taken("STRATEGY 2 LOSS_STREAK 100000000 100000000");
    }

    @Test
    void aLossFromBeforeTradingBeganWouldOtherwiseCount() {
        watch(AnomalySettings.NONE, 1);
        position(1, KRAKEN_BTC, Side.BUY, 100, 10_000);
        position(1, KRAKEN_BTC, Side.SELL, 100, 9_000);
        fill(1, KRAKEN_BTC, Side.BUY, 100, 10_000);
        taken("STRATEGY 1 LOSS_STREAK 100000000 100000000");
    }

    private void watch(final AnomalySettings what, final int streakMax) {
        final RiskSettings settings = new RiskSettings(1_000 * ONE_E8, 50, 1_000 * ONE_E8, 1_000 * ONE_E8, SECOND_NS, 1,
                new MonitorSettings(BreakerSettings.STANDARD, new LossSettings(0, 0, 0, 0, SECOND_NS, streakMax), what,
                        TighteningSettings.NONE));
        world = new RiskWorld(settings);
        anomalies = new Anomalies(RiskWorld.INSTRUMENTS, world.positions, world.markets, settings, world.limits);
        for (int i = 0; i < 3; i++) {
            world.mid(i, 10_000);
        }
    }

    private void lose(final int strategy, final int instrument) {
        orderId++;
        fill(strategy, instrument, Side.BUY, 100, 10_000);
        orderId++;
        fill(strategy, instrument, Side.SELL, 100, 9_900);
    }

    private void position(final int strategy, final int instrument, final Side side, final long quantity, final long price) {
        world.positions.onFill(strategy, instrument, side, price, quantity, 0, -1);
    }

    private void fill(final int strategy, final int instrument, final Side side, final long quantity, final long price) {
        position(strategy, instrument, side, quantity, price);
        new ExecutionReportEncoder().wrapAndApplyHeader(buffer, 0, header).clientOrderId(orderId).instrumentId(instrument)
                .strategyId(strategy).lastPrice(price).lastQuantity(quantity).side(side).execType(ExecType.TRADE);
        anomalies.onFill(new ExecutionReportDecoder().wrapAndApplyHeader(buffer, 0, wrapped), world.breakers, nowNs);
    }

    private void late(final int instrument, final boolean late) {
        new FeedLatencyEncoder().wrapAndApplyHeader(buffer, 0, header).instrumentId(instrument).timeNs(nowNs).delayNs(1_500_000_000)
                .thresholdNs(SECOND_NS).late(late ? BooleanType.TRUE : BooleanType.FALSE);
        anomalies.onFeedLatency(new FeedLatencyDecoder().wrapAndApplyHeader(buffer, 0, wrapped), world.breakers);
    }

    private void book(final int instrument, final BookState state) {
        new BookStatusEncoder().wrapAndApplyHeader(buffer, 0, header).instrumentId(instrument).timeNs(nowNs).state(state);
        anomalies.onBookStatus(new BookStatusDecoder().wrapAndApplyHeader(buffer, 0, wrapped), world.breakers, nowNs);
    }

    private void checkAll(final String expected) {
        world.exposure.refreshAll();
        anomalies.check(world.exposure, world.breakers, nowNs);
        taken(expected);
    }

    private void taken(final String expected) {
        final List<String> taken = new ArrayList<>();
        for (Breaker one = world.breakers.take(nowNs); one != null; one = world.breakers.take(nowNs)) {
            taken.add(one.scope() + " " + one.scopeId() + " " + one.cause() + " " + one.limitE8() + " " + one.valueE8());
        }
        assertEquals(expected, String.join(",", taken));
    }
}
