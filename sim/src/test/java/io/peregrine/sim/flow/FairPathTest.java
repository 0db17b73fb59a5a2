package io.peregrine.sim.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.ExchangeListener;
import io.peregrine.sim.exchange.Execution;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One path for all venues, and what the venues make of it. */
class FairPathTest {
    private static final long START_US = 1_767_225_600_000_000L;
    private static final long SECOND_US = 1_000_000;
    private static final Market BTC_USDT = market("BTC", "USDT");
    private static final Market ETH_USDT = market("ETH", "USDT");
    private static final Market ETH_BTC = new Market("ETH", "BTC", Decimal.parse("0.00001"), Decimal.parse("0.001"),
            9_000 * Decimal.ONE, 0, 1_000 * Decimal.ONE);

    @Test
    void thePathIsAFunctionOfSeedAndTime() {
        final FairPath first = new FairPath(1, 1);
        final FairPath second = new FairPath(1, 1);
        for (int i = 99; i >= 0; i--) {
            assertEquals(first.usd("BTC", START_US + i * SECOND_US), second.usd("BTC", START_US + i * SECOND_US));
        }
        assertNotEquals(first.usd("BTC", START_US), new FairPath(2, 1).usd("BTC", START_US));
    }

    @Test
    void itMovesLikeARandomWalkAndStaysNearItsStart() {
        final FairPath path = new FairPath(3, 1);
        final double second = deviation(path, "BTC", SECOND_US);
        final double hundred = deviation(path, "BTC", 100 * SECOND_US);
        assertTrue(second > 2e-5 && second < 2e-4, "a second " + second);
        assertTrue(hundred / second > 5 && hundred / second < 20, "a hundred seconds " + hundred / second);
        for (int hour = 0; hour < 24 * 30; hour++) {
            assertEquals(1, path.usd("BTC", START_US + hour * 3_600 * SECOND_US) / 60_000, 0.05);
        }
    }

    @Test
    void bitcoinAndEtherMoveTogetherAndTetherSlowly() {
        final FairPath path = new FairPath(4, 1);
        double product = 0;
        double squaresBtc = 0;
        double squaresEth = 0;
        for (int i = 0; i < 2_000; i++) {
            final double btc = moved(path, "BTC", i);
            final double eth = moved(path, "ETH", i);
            product += btc * eth;
            squaresBtc += btc * btc;
            squaresEth += eth * eth;
        }
        final double correlation = product / Math.sqrt(squaresBtc * squaresEth);
        assertTrue(correlation > 0.5 && correlation < 0.95, "correlation " + correlation);
        final double tether = deviation(path, "USDT", 10 * SECOND_US);
        assertTrue(tether > 1e-6 && tether < deviation(path, "BTC", 10 * SECOND_US) / 3, "USDT " + tether);
        assertEquals(1, path.usd("USDT", START_US), 1e-3);
    }

    @Test
    void venuesDifferForAWhileAndAgreeAgain() {
        final FairPath path = new FairPath(5, 1);
        final VenueView here = new VenueView(path, "binance");
        final VenueView there = new VenueView(path, "kraken");
        assertNotEquals(here.lagUs(), there.lagUs());
        int apart = 0;
        int together = 0;
        for (int i = 0; i < 36_000; i++) {
            final long timeUs = START_US + i * 100_000L;
            final double difference = Math.abs(here.price(BTC_USDT, timeUs) / there.price(BTC_USDT, timeUs) - 1);
            apart += difference > 1e-3 ? 1 : 0;
            together += difference < 2e-4 ? 1 : 0;
        }
        assertTrue(apart > 300 && apart < 6_000, "tenths of a second apart in an hour: " + apart);
        assertTrue(together > 20_000, "together " + together);
    }

    @Test
    void withoutVolatilityFairPricesStandStill() {
        final VenueView view = new VenueView(new FairPath(5, 0), "binance");
        for (int i = 0; i < 36_000; i++) {
            assertEquals(60_000, view.price(BTC_USDT, START_US + i * 100_000L));
        }
    }

    @Test
    void theThreeMarketsOfAVenueDisagreeForAWhileAndAgreeAgain() {
        final VenueView view = new VenueView(new FairPath(6, 1), "binance");
        int apart = 0;
        int together = 0;
        for (int i = 0; i < 36_000; i++) {
            final long timeUs = START_US + i * 100_000L;
            final double cross = view.price(ETH_USDT, timeUs) / view.price(BTC_USDT, timeUs) / view.price(ETH_BTC, timeUs);
            apart += Math.abs(cross - 1) > 1e-3 ? 1 : 0;
            together += Math.abs(cross - 1) < 3e-4 ? 1 : 0;
        }
        assertTrue(apart > 300 && apart < 8_000, "apart " + apart);
        assertTrue(together > 20_000, "together " + together);
    }

    @Test
    void booksOfTwoVenuesCrossEachOtherByMoreThanASpreadAndUncross() {
        final Book here = new Book("binance");
        final Book there = new Book("kraken");
        int crossed = 0;
        int opened = 0;
        boolean before = false;
        for (int i = 0; i < 60_000; i++) {
            here.step(START_US + i * 5_000L);
            there.step(START_US + i * 5_000L);
            final boolean now = here.best(Side.BUY) > there.best(Side.SELL) * 1.0005
                    || there.best(Side.BUY) > here.best(Side.SELL) * 1.0005;
            crossed += now ? 1 : 0;
            opened += now && !before ? 1 : 0;
            before = now;
        }
        assertTrue(opened >= 2, "arbitrage of five basis points opened " + opened + " times in five minutes");
        assertTrue(crossed < 15_000, "open for " + crossed + " of 60000 steps");
    }

    private static double moved(final FairPath path, final String asset, final int step) {
        return Math.log(path.usd(asset, START_US + (step + 1) * SECOND_US) / path.usd(asset, START_US + step * SECOND_US));
    }

    private static double deviation(final FairPath path, final String asset, final long overUs) {
        double squares = 0;
        final int count = 2_000;
        for (int i = 0; i < count; i++) {
            final double moved = Math.log(path.usd(asset, START_US + (i + 1) * overUs) / path.usd(asset, START_US + i * overUs));
            squares += moved * moved;
        }
        return Math.sqrt(squares / count);
    }

    private static Market market(final String base, final String quote) {
        return new Market(base, quote, Decimal.parse("0.01"), Decimal.parse("0.0001"), 9_000 * Decimal.ONE, 0, 100_000 * Decimal.ONE);
    }

    /** The book of one market of a venue under order flow. */
    private static final class Book implements ExchangeListener {
        private final Exchange exchange = new Exchange(List.of(BTC_USDT), this);
        private final OrderFlow flow;

        private Book(final String venue) {
            exchange.advance(START_US);
            flow = new OrderFlow(exchange, FlowSettings.STANDARD, 1, venue);
            flow.open();
        }

        private void step(final long timeUs) {
            exchange.advance(timeUs);
            flow.step();
        }

        private double best(final Side side) {
            return exchange.listing("BTC/USDT").book().bestPrice(side);
        }

        @Override
        public void onExecution(final Execution execution) {
            throw new AssertionError("the flow's accounts are not clients");
        }

        @Override
        public void onBalances(final Account account, final List<String> assets, final long timeUs) {
            throw new AssertionError("the flow's accounts are not clients");
        }

        @Override
        public void onTrade(final Listing listing, final Trade trade) {
            assertTrue(trade.quantity() > 0);
        }

        @Override
        public void onLevel(final Listing listing, final Side side, final long price, final long quantity) {
            assertTrue(quantity >= 0);
        }
    }
}
