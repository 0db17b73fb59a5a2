package io.peregrine.sim.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderFlowTest {
    private static final List<Market> MARKETS = List.of(
            market("BTC", "USDT", "0.01", "0.00001"), market("ETH", "USDT", "0.01", "0.0001"), market("ETH", "BTC", "0.00001", "0.001"));
    private static final int EVENTS = 12_000;
    private static final long START_US = 1_767_225_600_000_000L;

    @Test
    void theSameSeedMakesTheSameTradesAndAnotherSeedOthers() {
        final Session first = new Session(42);
        final Session second = new Session(42);
        final Session other = new Session(43);
        assertEquals(first.trades, second.trades);
        assertArrayEquals(first.exchange.listing("BTC/USDT").snapshot(1_000).bids(),
                second.exchange.listing("BTC/USDT").snapshot(1_000).bids());
        assertTrue(!first.trades.equals(other.trades));
    }

    @Test
    void booksStayDeepAndTight() {
        final Session session = new Session(7);
        for (final Listing listing : session.exchange.listings()) {
            final Listing.Snapshot snapshot = listing.snapshot(1_000);
            assertTrue(snapshot.bids().length / 2 >= 50, listing.market().pair() + " bids " + snapshot.bids().length / 2);
            assertTrue(snapshot.asks().length / 2 >= 50, listing.market().pair() + " asks " + snapshot.asks().length / 2);
        }
        assertTrue(session.medianSpread("BTC/USDT") <= 20, "BTC/USDT " + session.medianSpread("BTC/USDT"));
        assertTrue(session.medianSpread("ETH/USDT") <= 5, "ETH/USDT " + session.medianSpread("ETH/USDT"));
        assertTrue(session.medianSpread("ETH/BTC") <= 5, "ETH/BTC " + session.medianSpread("ETH/BTC"));
    }

    @Test
    void aTenthOfTheEventsTrades() {
        final Session session = new Session(7);
        final int trades = session.trades.size();
        assertTrue(trades > EVENTS / 30 && trades < EVENTS / 2, "trades " + trades);
    }

    @Test
    void theThreeMarketsAgree() {
        final Session session = new Session(11);
        final double cross = session.middle("ETH/USDT") / session.middle("BTC/USDT");
        assertEquals(1.0, cross / session.middle("ETH/BTC"), 1e-3);
    }

    @Test
    void settingsAreParsedAndCheckedByName() {
        assertEquals(new FlowSettings(5_000, 100, 0.5), FlowSettings.parse("rate=5000, levels=100,volatility=0.5"));
        assertEquals("flow: rate must be from 0 to 100000, found 110000.0", message("rate=110000"));
        assertEquals("flow: unknown key 'speed'; known: rate, levels, volatility", message("speed=1"));
        assertEquals("flow: levels is not a number: 'x'", message("levels=x"));
    }

    private static String message(final String text) {
        return assertThrows(IllegalArgumentException.class, () -> FlowSettings.parse(text)).getMessage();
    }

    private static Market market(final String base, final String quote, final String tick, final String lot) {
        return new Market(base, quote, Decimal.parse(tick), Decimal.parse(lot), 9_000 * Decimal.ONE, 0, 100_000 * Decimal.ONE);
    }

    /** A run of the flow without clients. */
    private static final class Session implements ExchangeListener {
        private final List<String> trades = new ArrayList<>();
        private final Exchange exchange = new Exchange(MARKETS, this);
        private final Map<String, List<Long>> spreads = new HashMap<>();

        private Session(final long seed) {
            final OrderFlow flow = new OrderFlow(exchange, FlowSettings.STANDARD, seed, "binance");
            exchange.advance(START_US);
            flow.open();
            for (int i = 0; i < EVENTS; i++) {
                exchange.advance(START_US + i * 5_000L);
                flow.step();
                for (final Listing listing : exchange.listings()) {
                    spreads.computeIfAbsent(listing.market().pair(), pair -> new ArrayList<>()).add(
                            (listing.book().bestPrice(Side.SELL) - listing.book().bestPrice(Side.BUY)) / listing.market().tickSize());
                }
            }
        }

        private long medianSpread(final String pair) {
            return spreads.get(pair).stream().sorted().skip(EVENTS / 2).findFirst().orElseThrow();
        }

        private double middle(final String pair) {
            final Listing listing = exchange.listing(pair);
            return (listing.book().bestPrice(Side.SELL) + listing.book().bestPrice(Side.BUY)) / (2.0 * Decimal.ONE);
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
            trades.add(listing.market().pair() + ' ' + trade);
        }

        @Override
        public void onLevel(final Listing listing, final Side side, final long price, final long quantity) {
            assertTrue(quantity >= 0);
        }
    }
}
