package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.ETH;
import static io.peregrine.trade.TradeFixture.SECOND_NS;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.BookState;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.UnknownOrders;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each setting of order management does what its name says, at its time and not before, with other values than the usual ones. */
class OrderDeadlinesTest {
    private static final long HOUR_NS = 3_600 * SECOND_NS;

    @Test
    void orderTimeoutMakesAnOrderUnknownExactlyThenAndAsksForItById() {
        for (final long timeoutNs : new long[] {7_000_000, 3 * SECOND_NS}) {
            final TradeFixture fixture = trading(timeoutNs, 0, 3);
            fixture.place(BTC, Side.BUY, 6_000, 9_900);
            fixture.take();
            fixture.after(timeoutNs - 1);
            assertEquals(List.of(), fixture.take());
            fixture.after(1);
            assertEquals(
                    List.of("journal Report #1 TIMEOUT UNKNOWN 0/6000", "journal QueryOrder #1", "gateway QueryOrder #1"), fixture.take());
            fixture.place(BTC, Side.BUY, 6_000, 9_900);
            assertEquals(List.of("journal RiskEvent WARNING POSITION_LIMIT"), riskEvents(fixture), "what is unknown is reserved");
        }
    }

    @Test
    void orderTimeoutIsOverWithTheAnswer() {
        final TradeFixture fixture = trading(SECOND_NS, 0, 3);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.after(SECOND_NS - 1);
        fixture.report(id(1), ExecType.NEW);
        fixture.take();
        fixture.after(HOUR_NS);
        assertEquals(List.of(), fixture.take());
    }

    @Test
    void fillTimeoutCancelsWhatRestsThenAndNotBefore() {
        final TradeFixture fixture = trading(SECOND_NS, 20 * SECOND_NS, 3);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.after(SECOND_NS / 2);
        fixture.report(id(1), ExecType.NEW);
        fixture.take();
        fixture.after(20 * SECOND_NS - 1);
        assertEquals(List.of(), fixture.take(), "it rests since the venue took it");
        fixture.after(1);
        assertEquals(List.of("journal CancelOrder #1", "gateway CancelOrder #1"), fixture.take());
    }

    @Test
    void fillTimeoutOfZeroLetsAnOrderRestForEver() {
        final TradeFixture fixture = trading(SECOND_NS, 0, 3);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        fixture.report(id(1), ExecType.NEW);
        fixture.take();
        fixture.after(1_000 * HOUR_NS);
        assertEquals(List.of(), fixture.take());
    }

    @Test
    void fillTimeoutIsNoConcernOfAStopUntilItIsTriggered() {
        final TradeFixture fixture = trading(SECOND_NS, 20 * SECOND_NS, 3);
        fixture.place(0, ETH, Side.BUY, OrderType.STOP_LIMIT, 4_000, 10_110, 10_100);
        fixture.place(0, BTC, Side.BUY, OrderType.STOP_LIMIT, 100, 10_110, 10_100);
        fixture.report(id(2), ExecType.NEW);
        fixture.take();
        fixture.after(HOUR_NS);
        assertEquals(List.of(), fixture.take(), "one is held by the engine, the other rests at its venue");
        fixture.trade(ETH, 10_100);
        fixture.report(id(1), ExecType.NEW);
        fixture.take();
        fixture.after(20 * SECOND_NS - 1);
        assertEquals(List.of(), fixture.take());
        fixture.after(1);
        assertEquals(List.of("journal CancelOrder #1", "gateway CancelOrder #1"), fixture.take());
    }

    @Test
    void retryAttemptsIsHowOftenACancelIsSentAgain() {
        for (int retries = 0; retries <= 4; retries++) {
            final TradeFixture fixture = trading(SECOND_NS, 0, retries);
            fixture.place(BTC, Side.BUY, 100, 9_900);
            fixture.report(id(1), ExecType.NEW);
            fixture.cancel(id(1));
            fixture.take();
            for (int i = 0; i < retries; i++) {
                fixture.after(SECOND_NS - 1);
                assertEquals(List.of(), fixture.take());
                fixture.after(1);
                assertEquals(List.of("journal CancelOrder #1", "gateway CancelOrder #1"), fixture.take(), retries + " retries");
            }
            fixture.after(SECOND_NS);
            assertEquals(
                    List.of("journal Report #1 TIMEOUT UNKNOWN 0/100", "journal QueryOrder #1", "gateway QueryOrder #1"), fixture.take());
        }
    }

    @Test
    void retryAttemptsIsHowOftenAQueryIsRepeatedBeforeItSlowsDown() {
        for (int retries = 0; retries <= 4; retries++) {
            final TradeFixture fixture = trading(SECOND_NS, 0, retries);
            fixture.place(BTC, Side.BUY, 100, 9_900);
            fixture.after(SECOND_NS);
            fixture.take();
            for (int i = 0; i < retries; i++) {
                fixture.after(SECOND_NS);
                assertEquals(List.of("journal QueryOrder #1", "gateway QueryOrder #1"), fixture.take(), retries + " retries");
            }
            for (int i = 0; i < 5; i++) {
                fixture.after(10 * SECOND_NS - 1);
                assertEquals(List.of(), fixture.take(), retries + " retries");
                fixture.after(1);
                assertEquals(1, fixture.take().stream().filter("gateway QueryOrder #1"::equals).count(), "ten times more slowly, for ever");
            }
            fixture.told(id(1), OrderStatus.CANCELED, 0);
            fixture.take();
            fixture.after(HOUR_NS);
            assertEquals(List.of(), fixture.take());
        }
    }

    private static TradeFixture trading(final long orderTimeoutNs, final long fillTimeoutNs, final int retries) {
        final OrderSettings settings = new OrderSettings(100, orderTimeoutNs, fillTimeoutNs, retries, 64, 0, UnknownOrders.REPORT);
        final TradeFixture fixture = new TradeFixture(TradeFixture.RUN_ID, settings, TradeFixture.RISK, List.of(), null).live();
        fixture.book(ETH, BookState.LIVE);
        fixture.quote(ETH, 9_990, 10_010);
        fixture.take();
        return fixture;
    }

    private static List<String> riskEvents(final TradeFixture fixture) {
        return fixture.take().stream().filter(line -> line.contains("RiskEvent")).toList();
    }
}
