package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.ETH;
import static io.peregrine.trade.TradeFixture.ORDER_TIMEOUT_NS;
import static io.peregrine.trade.TradeFixture.RETRIES;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookState;
import io.peregrine.message.ExecType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.SelfTradePrevention;
import io.peregrine.order.UnknownOrders;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A new order meets own ones of random sizes, prices and fills: what happens to each, by a plain model of what decrement means. */
class DecrementPropertyTest {
    private static final int CASES = 2_000;
    private static final OrderSettings DECREMENT = new OrderSettings(
            1_000, ORDER_TIMEOUT_NS, 0, RETRIES, 64, 0, UnknownOrders.REPORT, SelfTradePrevention.DECREMENT);

    private int sent;
    private int reduced;
    private int gone;
    private int tooSmall;

    /** One of our own. */
    private static final class Own {
        private final int number;
        private final long price;
        private final long quantity;
        private long filled;

        private Own(final int number, final long price, final long quantity) {
            this.number = number;
            this.price = price;
            this.quantity = quantity;
        }

        private long open() {
            return quantity - filled;
        }
    }

    @Test
    void bothGetSmallerByTheSmallerOnesQuantity() {
        for (int seed = 0; seed < CASES; seed++) {
            final String label = "seed " + seed;
            final Random random = new Random(seed);
            switch (seed % 3) {
                case 0 -> meet(random, new Market(BTC, 300, 1, true), label);
                case 1 -> meet(random, new Market(ETH, 30_000, 5, true), label);
                default -> meet(random, new Market(BTC, 300, 1, false), label);
            }
        }
        assertTrue(sent > 300 && reduced > 150 && gone > 200 && tooSmall > 10,
                "sent " + sent + ", reduced " + reduced + ", gone " + gone + ", too small " + tooSmall);
    }

    /** Where they meet; an order that the venue has not acknowledged can not be reduced yet. */
    private record Market(int instrumentId, int quantityMax, long tick, boolean acknowledges) {
    }

    private void meet(final Random random, final Market market, final String label) {
        final int instrumentId = market.instrumentId;
        final long tick = market.tick;
        final TradeFixture fixture = new TradeFixture(TradeFixture.RUN_ID, DECREMENT, TradeFixture.RISK, List.of(), null).live();
        fixture.book(instrumentId, BookState.LIVE);
        fixture.quote(instrumentId, 10_000 - tick, 10_000 + tick);
        final Instrument instrument = TradeFixture.instruments().get(instrumentId);
        final long lot = instrument.lotSize();
        final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        final Side other = side == Side.BUY ? Side.SELL : Side.BUY;
        final List<Own> owns = owns(fixture, random, instrument, other, market);
        final long price = 10_000 + tick * (random.nextInt(9) - 4);
        final long least = instrument.quantityMin() + instrument.notionalMin() / price;
        final long quantity = (least + random.nextInt(market.quantityMax * 2) + lot) / lot * lot;
        final int number = owns.size() + 1;
        fixture.take();
        fixture.place(instrumentId, side, quantity, price);

        final List<String> expected = new ArrayList<>();
        final List<Own> canceled = new ArrayList<>();
        long left = quantity;
        for (final Own own : crossed(owns, side, price)) {
            final long rest = own.open() - left;
            if (left <= 0) {
                break;
            } else if (rest > 0 && market.acknowledges && rest >= instrument.quantityMin()
                    && Instrument.notional(own.price, rest) >= instrument.notionalMin()) {
                expected.add("gateway ReplaceOrder #" + own.number + " " + (own.quantity - left) + " @ " + own.price);
                left = 0;
                reduced++;
            } else {
                expected.add("gateway CancelOrder #" + own.number);
                canceled.add(own);
                left -= own.open();
            }
        }
        final boolean atOnce = expected.isEmpty();
        final boolean replaced = !atOnce && expected.getLast().startsWith("gateway ReplaceOrder");
        if (atOnce) {
            expected.add("gateway NewOrder #" + number + " " + side + " " + quantity + " @ " + price);
        }
        assertEquals(expected, gateway(fixture), label);
        if (!atOnce) {
            // What is filled in place of being cancelled is left of the new one, which would meet the next.
            final boolean last = canceled.size() == crossed(owns, side, price).size();
            end(fixture, last ? random : null, instrument, canceled, replaced, new Own(number, price, quantity), label);
        }
    }

    /** The venue cancels, after it has filled some of what it is asked to cancel, unless {@code fills} is null. */
    private void end(
            final TradeFixture fixture, final Random fills, final Instrument instrument, final List<Own> canceled, final boolean replaced,
            final Own newOrder, final String label) {
        long given = 0;
        for (final Own own : canceled) {
            if (fills != null && fills.nextInt(3) == 0 && own.open() > instrument.lotSize()) {
                fixture.fill(id(own.number), instrument.lotSize(), own.price);
                own.filled += instrument.lotSize();
            }
            assertEquals(List.of(), gateway(fixture), label + ": it waits for all of them");
            fixture.report(id(own.number), ExecType.CANCELED);
            given += own.open();
        }
        final long left = replaced ? 0 : newOrder.quantity - given;
        final List<String> lines = fixture.take();
        final String refused = "journal Report #" + newOrder.number + " RISK_REJECTED RISK_REJECTED 0/0";
        if (left <= 0) {
            gone++;
            assertTrue(replaced || lines.contains("journal Report #" + newOrder.number + " CANCELED CANCELED 0/0"), label + lines);
            assertTrue(lines.stream().noneMatch(line -> line.startsWith("gateway")), label + lines);
        } else if (left < instrument.quantityMin() || Instrument.notional(newOrder.price, left) < instrument.notionalMin()) {
            tooSmall++;
            assertTrue(lines.contains(refused), label + lines);
        } else {
            sent++;
            final String line = lines.getLast().replace(" BUY ", " ").replace(" SELL ", " ");
            assertEquals("gateway NewOrder #" + newOrder.number + " " + left + " @ " + newOrder.price, line, label);
            fixture.report(id(newOrder.number), ExecType.NEW);
            fixture.fill(id(newOrder.number), left, newOrder.price);
            assertTrue(fixture.take().contains("journal Report #" + newOrder.number + " TRADE FILLED " + left + "/0"), label);
        }
    }

    private static List<Own> owns(
            final TradeFixture fixture, final Random random, final Instrument instrument, final Side side, final Market market) {
        final List<Own> owns = new ArrayList<>();
        final long lot = instrument.lotSize();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            final long price = 10_000 + market.tick * (random.nextInt(9) - 4);
            final long least = instrument.quantityMin() + instrument.notionalMin() / price;
            final Own own = new Own(owns.size() + 1, price, (least + random.nextInt(market.quantityMax) + lot) / lot * lot);
            fixture.place(instrument.instrumentId(), side, own.quantity, price);
            if (market.acknowledges) {
                fixture.report(id(own.number), ExecType.NEW);
            }
            if (market.acknowledges && random.nextBoolean() && own.quantity > 2 * lot) {
                own.filled = (1 + random.nextInt((int) (own.quantity / lot) - 1)) * lot;
                fixture.fill(id(own.number), own.filled, price);
            }
            owns.add(own);
        }
        return owns;
    }

    private static List<Own> crossed(final List<Own> owns, final Side side, final long price) {
        final Comparator<Own> byPrice = Comparator.comparingLong(own -> side == Side.BUY ? own.price : -own.price);
        return owns.stream()
                .filter(own -> side == Side.BUY ? own.price <= price : own.price >= price)
                .sorted(byPrice.thenComparingInt(own -> own.number))
                .toList();
    }

    private static List<String> gateway(final TradeFixture fixture) {
        return fixture.take().stream().filter(line -> line.startsWith("gateway")).toList();
    }

    /** What was sent with less than was asked for is open with less after a restart, too. */
    @Test
    void aRestartKnowsWithHowMuchItWasSent() {
        final TradeFixture fixture = new TradeFixture(TradeFixture.RUN_ID, DECREMENT, TradeFixture.RISK, List.of(), null).live();
        fixture.place(BTC, Side.SELL, 100, 10_000);
        fixture.report(id(1), ExecType.NEW);
        fixture.place(BTC, Side.BUY, 400, 10_010);
        fixture.report(id(1), ExecType.CANCELED);
        assertEquals("gateway NewOrder #2 BUY 300 @ 10010", fixture.take().getLast());
        final TradeFixture recovered =
                new TradeFixture(TradeFixture.RUN_ID + 1, DECREMENT, TradeFixture.RISK, List.of(), null);
        recovered.nowNs = fixture.nowNs;
        final JournalLines lines = new JournalLines();
        for (int i = 0; i < fixture.records.size(); i++) {
            lines.dispatch(i, new UnsafeBuffer(fixture.records.get(i)), recovered.core.recovery());
        }
        recovered.start();
        recovered.fill(id(2), 300, 10_010);
        assertTrue(recovered.take().contains("journal Report #2 TRADE FILLED 300/0"));
    }

    /** Two that were never sent: a buy order waits for a sell order to end, and a sell order comes that would meet it. */
    @Test
    void twoThatWaitMeetInTheEngine() {
        final TradeFixture fixture = new TradeFixture(TradeFixture.RUN_ID, DECREMENT, TradeFixture.RISK, List.of(), null).live();
        fixture.place(BTC, Side.SELL, 100, 10_000);
        fixture.report(id(1), ExecType.NEW);
        fixture.place(BTC, Side.BUY, 400, 10_010);
        fixture.take();
        fixture.place(BTC, Side.SELL, 120, 10_005);
        assertTrue(fixture.take().contains("journal Report #3 CANCELED CANCELED 0/0"), "the smaller one goes");
        assertEquals(RejectReason.SELF_TRADE, fixture.lastReason());
        fixture.report(id(1), ExecType.CANCELED);
        assertEquals("gateway NewOrder #2 BUY 180 @ 10010", fixture.take().getLast(), "400 less 120 less 100");
    }

    @Test
    void aReducedOrderThatTheVenueDoesNotReduceWorksOnAndTheNewOneStaysAway() {
        final TradeFixture fixture = new TradeFixture(TradeFixture.RUN_ID, DECREMENT, TradeFixture.RISK, List.of(), null).live();
        fixture.place(BTC, Side.SELL, 400, 10_000);
        fixture.report(id(1), ExecType.NEW);
        fixture.take();
        fixture.place(BTC, Side.BUY, 100, 10_010);
        assertEquals(List.of("gateway ReplaceOrder #1 300 @ 10000"), gateway(fixture));
        fixture.report(id(1), ExecType.REPLACE_REJECTED, RejectReason.VENUE_OTHER);
        assertEquals(List.of(), gateway(fixture));
        assertEquals(1, fixture.core.openOrderCount());
    }

    @Test
    void fillOrKillIsRefusedBecauseNothingMayBeTakenOfIt() {
        final TradeFixture fixture = new TradeFixture(TradeFixture.RUN_ID, DECREMENT, TradeFixture.RISK,
                List.of(TradeFixture.strategy(1, "fok", Map.of())), (settings, instruments) -> new Strategy() {
                    @Override
                    public void onStart(final StrategyContext context) {
                        context.submitLimit(BTC, Side.BUY, 10_010, 100, TimeInForce.FOK);
                    }
                }).live();
        fixture.place(BTC, Side.SELL, 400, 10_000);
        fixture.report(id(1), ExecType.NEW);
        fixture.take();
        fixture.startStrategy(1);
        assertTrue(fixture.take().contains("journal Report #2 RISK_REJECTED RISK_REJECTED 0/0"));
        assertEquals(1, fixture.core.openOrderCount());
    }
}
