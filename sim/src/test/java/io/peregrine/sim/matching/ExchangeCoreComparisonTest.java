package io.peregrine.sim.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.L2MarketData;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The book against that of exchange-core, which nobody here wrote, where both mean the same: limit orders that rest, IOC and market
 * orders, cancels, reductions and moves to another price. The same trades in the same order, the same levels after each operation.
 *
 * <p>Not comparable: FOK (theirs is of a budget), stops, post-only, self-trade prevention (their book has none).
 */
class ExchangeCoreComparisonTest {
    private static final int OPERATIONS = Integer.getInteger("peregrine.operations", 120_000);
    private static final int OPERATIONS_PER_SESSION = 400;
    private static final long MARKET_BUY_PRICE = 1_000;
    private static final long MARKET_SELL_PRICE = 1;

    private final List<String> trades = new ArrayList<>();
    private final Map<Long, Order> open = new LinkedHashMap<>();
    private MatchingBook<Order> book;
    private IOrderBook peer;
    private SplittableRandom random;
    private long tradeCount;

    @Test
    void tradesAsExchangeCoreDoes() {
        for (int session = 1; session <= OPERATIONS / OPERATIONS_PER_SESSION; session++) {
            run(session);
        }
        assertTrue(tradeCount > OPERATIONS / 4, "too few trades to compare: " + tradeCount);
    }

    private void run(final long seed) {
        open.clear();
        random = new SplittableRandom(seed);
        book = new MatchingBook<>(new Trades());
        peer = new OrderBookDirectImpl(
                CoreSymbolSpecification.builder().symbolId(1).type(SymbolType.FUTURES_CONTRACT).build(),
                ObjectsPool.createDefaultTestPool(), OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER, LoggingConfiguration.DEFAULT);
        for (long id = 1; id <= OPERATIONS_PER_SESSION; id++) {
            trades.clear();
            final List<String> theirs = operate(id);
            tradeCount += trades.size();
            final String label = "seed " + seed + ", operation " + id;
            assertEquals(theirs, trades, label);
            final L2MarketData levels = peer.getL2MarketDataSnapshot(Integer.MAX_VALUE);
            assertEquals(levels(levels.bidPrices, levels.bidVolumes, levels.bidSize), levels(Side.BUY), label);
            assertEquals(levels(levels.askPrices, levels.askVolumes, levels.askSize), levels(Side.SELL), label);
            open.values().removeIf(order -> order.status().finished());
        }
    }

    /** One operation on both books; the peer's trades. */
    private List<String> operate(final long id) {
        final int what = open.isEmpty() ? 9 : random.nextInt(10);
        if (what >= 4) {
            return submit(id);
        }
        final List<Long> ids = List.copyOf(open.keySet());
        final Order order = open.get(ids.get(random.nextInt(ids.size())));
        if (what < 2) {
            book.cancel(order);
            return process(OrderCommand.cancel(order.orderId(), order.ownerId()));
        }
        if (what == 2) {
            return move(order);
        }
        if (order.leaves() == 1) {
            return List.of();
        }
        final long less = 1 + random.nextLong(order.leaves() - 1);
        book.reduce(order, order.quantity() - less);
        return process(OrderCommand.reduce(order.orderId(), order.ownerId(), less));
    }

    private List<String> move(final Order order) {
        final long price = price();
        book.replace(order, order.terms().withPrices(price, 0), order.quantity(), () -> { });
        return process(OrderCommand.update(order.orderId(), order.ownerId(), price));
    }

    private List<String> submit(final long id) {
        final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        final int kind = random.nextInt(6);
        final boolean market = kind == 0;
        final boolean immediate = kind <= 1;
        final long price = market ? side == Side.BUY ? MARKET_BUY_PRICE : MARKET_SELL_PRICE : price();
        final long quantity = 1 + random.nextInt(20);
        final Order order = new Order(id, random.nextInt(3), new OrderTerms(side, market ? OrderType.MARKET : OrderType.LIMIT,
                immediate && !market ? TimeInForce.IOC : TimeInForce.GTC, market ? 0 : price, 0, quantity, SelfTradePrevention.NONE));
        if (!immediate) {
            open.put(id, order);
        }
        book.submit(order);
        return process(OrderCommand.newOrder(
                immediate ? exchange.core2.core.common.OrderType.IOC : exchange.core2.core.common.OrderType.GTC,
                id, order.ownerId(), price, MARKET_BUY_PRICE, quantity, side == Side.BUY ? OrderAction.BID : OrderAction.ASK));
    }

    private List<String> process(final OrderCommand command) {
        final long id = command.orderId;
        IOrderBook.processCommand(peer, command);
        final List<String> theirs = new ArrayList<>();
        for (final MatcherTradeEvent event : MatcherTradeEvent.asList(command.matcherEvent)) {
            if (event.eventType == MatcherEventType.TRADE) {
                theirs.add(id + " with " + event.matchedOrderId + ": " + event.size + " @ " + event.price);
            }
        }
        return theirs;
    }

    private long price() {
        return 92 + random.nextInt(17);
    }

    private List<Long> levels(final Side side) {
        return Arrays.stream(book.levels(side, Integer.MAX_VALUE)).boxed().toList();
    }

    private static List<Long> levels(final long[] prices, final long[] volumes, final int count) {
        final List<Long> levels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            levels.add(prices[i]);
            levels.add(volumes[i]);
        }
        return levels;
    }

    private final class Trades implements MatchListener<Order> {
        @Override
        public void onTrade(final Order taker, final Order maker, final long price, final long quantity) {
            trades.add(taker.orderId() + " with " + maker.orderId() + ": " + quantity + " @ " + price);
        }

        @Override
        public void onAccepted(final Order order) {
        }

        @Override
        public void onTriggered(final Order order) {
        }

        @Override
        public void onRested(final Order order) {
        }

        @Override
        public void onPrevented(final Order taker, final Order maker, final long price, final long quantity) {
        }

        @Override
        public void onReduced(final Order order, final long earlierQuantity) {
        }

        @Override
        public void onClosed(final Order order, final CloseReason reason) {
        }

        @Override
        public void onLevel(final Side side, final long price, final long quantity) {
        }
    }
}
