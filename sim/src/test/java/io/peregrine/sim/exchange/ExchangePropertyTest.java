package io.peregrine.sim.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Balance;
import io.peregrine.sim.account.FeeSchedule;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.SelfTradePrevention;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.matching.TimeInForce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Nothing is made or lost: balances and fees always add up to the deposits, and what is locked is what open orders hold. */
class ExchangePropertyTest {
    private static final int OPERATIONS = Integer.getInteger("peregrine.operations", 40_000);
    private static final int OPERATIONS_PER_SESSION = 1_000;
    private static final int CHECK_EVERY = 20;
    private static final Market BTC = new Market("BTC", "USDT", Decimal.parse("0.01"), Decimal.parse("0.00001"), 9_000 * Decimal.ONE,
            Decimal.parse("5"), Decimal.parse("1000000"));
    private static final Market ETH = new Market("ETH", "BTC", Decimal.parse("0.00001"), Decimal.parse("0.001"), 9_000 * Decimal.ONE,
            Decimal.parse("0.0001"), Decimal.parse("1000"));
    /** Steps so fine that price × quantity is rounded. */
    private static final Market FINE = new Market("ETH", "USDT", Decimal.parse("0.01"), Decimal.parse("0.0000001"),
            Decimal.parse("9000"), Decimal.parse("0.0001"), Decimal.parse("100000"));
    private static final Map<String, Long> DEPOSIT =
            Map.of("BTC", 3 * Decimal.ONE, "ETH", 40 * Decimal.ONE, "USDT", 200_000 * Decimal.ONE);
    private static final FeeSchedule FEE_IN_QUOTE = new FeeSchedule(4_000, 6_000, FeeSchedule.Charged.QUOTE);
    private static final int CLIENTS = 4;

    private final Map<String, Long> fees = new HashMap<>();
    private final List<Account> accounts = new ArrayList<>();
    private Exchange exchange;
    private SplittableRandom random;

    @Test
    void balancesAndFeesAlwaysAddUpToTheDeposits() {
        final long firstSeed = Long.getLong("peregrine.seed", 1);
        for (int session = 0; session < OPERATIONS / OPERATIONS_PER_SESSION; session++) {
            try {
                run(firstSeed + session);
            } catch (final AssertionError | RuntimeException e) {
                fail("seed " + (firstSeed + session), e);
            }
        }
    }

    private void run(final long seed) {
        random = new SplittableRandom(seed);
        fees.clear();
        accounts.clear();
        exchange = new Exchange(List.of(BTC, ETH, FINE), new FeeCollector());
        for (int i = 0; i < CLIENTS; i++) {
            final Account account = Account.client(i, i % 2 == 0 ? FeeSchedule.STANDARD : FEE_IN_QUOTE);
            DEPOSIT.forEach(account::deposit);
            accounts.add(account);
        }
        accounts.add(Account.flow(-1));
        for (int i = 0; i < OPERATIONS_PER_SESSION; i++) {
            exchange.advance(i);
            operate("order-" + i);
            if (i % CHECK_EVERY == 0) {
                check();
            }
        }
        accounts.forEach(account -> List.copyOf(account.openOrders()).forEach(order -> exchange.cancel(order, null)));
        check();
        accounts.forEach(account -> account.balances().values().forEach(balance -> assertEquals(0, balance.locked())));
    }

    private void operate(final String clientOrderId) {
        final Account account = accounts.get(random.nextInt(accounts.size()));
        final List<AccountOrder> open = List.copyOf(account.openOrders());
        final int what = random.nextInt(10);
        if (what < 2 && !open.isEmpty()) {
            exchange.cancel(open.get(random.nextInt(open.size())), "cancel");
        } else if (what == 2 && !open.isEmpty()) {
            amend(open.get(random.nextInt(open.size())), clientOrderId);
        } else if (what == 3 && !open.isEmpty()) {
            replace(open.get(random.nextInt(open.size())));
        } else {
            place(account, clientOrderId);
        }
    }

    private void amend(final AccountOrder order, final String clientOrderId) {
        final long lots = order.leaves() / order.market().lotSize();
        if (lots > 1) {
            exchange.amend(order, order.quantity() - (1 + random.nextLong(lots - 1)) * order.market().lotSize(), clientOrderId);
        }
    }

    private void replace(final AccountOrder order) {
        final Market market = order.market();
        try {
            exchange.replace(order, order.terms().withPrices(order.type().market() ? 0 : price(market), order.terms().stopPrice()),
                    order.executed() + (1 + random.nextInt(60_000)) * market.lotSize());
        } catch (final OrderRejectedException e) {
            assertEquals(RejectReason.INSUFFICIENT_BALANCE, e.reason());
        }
    }

    private void place(final Account account, final String clientOrderId) {
        final Market market = List.of(BTC, ETH, FINE).get(random.nextInt(3));
        final OrderType type = random.nextInt(3) > 0 ? OrderType.LIMIT : OrderType.values()[random.nextInt(OrderType.values().length)];
        final SelfTradePrevention[] modes = SelfTradePrevention.values();
        final OrderTerms terms = new OrderTerms(random.nextBoolean() ? Side.BUY : Side.SELL, type,
                type == OrderType.LIMIT ? TimeInForce.values()[random.nextInt(3)] : TimeInForce.GTC,
                type.market() ? 0 : price(market), type.conditional() ? price(market) : 0,
                (1 + random.nextInt(60_000)) * market.lotSize(), modes[random.nextInt(modes.length)]);
        try {
            exchange.place(account, exchange.listing(market.pair()), new OrderRequest(terms, clientOrderId));
        } catch (final OrderRejectedException e) {
            assertTrue(e.reason() != RejectReason.DUPLICATE_CLIENT_ORDER_ID);
        }
    }

    private long price(final Market market) {
        final long middle = Decimal.parse(market == BTC ? "60000" : market == FINE ? "3000" : "0.05");
        return middle + (random.nextInt(41) - 20) * market.tickSize();
    }

    private void check() {
        for (final Map.Entry<String, Long> deposit : DEPOSIT.entrySet()) {
            long sum = fees.getOrDefault(deposit.getKey(), 0L);
            for (final Account account : accounts) {
                final Balance balance = account.balance(deposit.getKey());
                sum += balance.free() + balance.locked();
                assertEquals(held(account, deposit.getKey()), balance.locked(), deposit.getKey());
                assertTrue(account.unlimited() || balance.free() >= 0, deposit.getKey());
            }
            assertEquals(CLIENTS * deposit.getValue(), sum, deposit.getKey());
        }
    }

    /** What the open orders of an account must lock of an asset, from their terms alone. */
    private static long held(final Account account, final String asset) {
        long sum = 0;
        for (final AccountOrder order : account.openOrders()) {
            final boolean buy = order.side() == Side.BUY;
            if (asset.equals(buy ? order.market().quoteAsset() : order.market().baseAsset())) {
                sum += buy ? account.fees().reserve(order.market().notional(order.price(), order.leaves())) : order.leaves();
            }
        }
        return sum;
    }

    private final class FeeCollector implements ExchangeListener {
        @Override
        public void onExecution(final Execution execution) {
            if (execution.fill() != null) {
                fees.merge(execution.fill().charged().asset(), execution.fill().charged().amount(), Long::sum);
            }
        }

        @Override
        public void onBalances(final Account account, final List<String> assets, final long timeUs) {
            assets.forEach(asset -> assertTrue(account.balance(asset).locked() >= 0));
        }

        @Override
        public void onTrade(final Listing listing, final Trade trade) {
            assertEquals(trade.notional(), listing.market().notional(trade.price(), trade.quantity()));
        }

        @Override
        public void onLevel(final Listing listing, final Side side, final long price, final long quantity) {
            assertEquals(quantity, listing.book().quantityAt(side, price));
        }
    }
}
