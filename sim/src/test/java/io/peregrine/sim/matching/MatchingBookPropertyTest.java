package io.peregrine.sim.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random sessions against {@link ReferenceBook}: the same events in the same order, the same open orders, the same levels.
 * {@code -Dperegrine.operations=N} makes it longer, {@code -Dperegrine.seed=N} repeats a run.
 */
class MatchingBookPropertyTest {
    private static final int OPERATIONS = Integer.getInteger("peregrine.operations", 120_000);
    private static final int OPERATIONS_PER_SESSION = 200;
    private static final int OWNERS = 4;
    private static final long PRICE = 100;

    private final List<String> events = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final Map<Long, Order> orders = new HashMap<>();
    private MatchingBook<Order> book;
    private ReferenceBook reference;
    private SplittableRandom random;

    @Test
    void everySessionEndsAsTheReferenceSays() {
        final long firstSeed = Long.getLong("peregrine.seed", 1);
        for (int session = 0; session < OPERATIONS / OPERATIONS_PER_SESSION; session++) {
            final long seed = firstSeed + session;
            try {
                run(seed);
            } catch (final AssertionError | RuntimeException e) {
                fail("seed " + seed, e);
            }
        }
    }

    private void run(final long seed) {
        events.clear();
        expected.clear();
        orders.clear();
        book = new MatchingBook<>(new Recorder());
        reference = new ReferenceBook(expected);
        random = new SplittableRandom(seed);
        for (long id = 1; id <= OPERATIONS_PER_SESSION; id++) {
            operate(id);
            for (Order order = book.pollTriggered(); order != null; order = book.pollTriggered()) {
                book.activate(order);
            }
            reference.drainTriggers();
            assertEquals(expected, events);
            events.clear();
            expected.clear();
        }
        for (final Side side : Side.values()) {
            assertEquals(reference.levels(side), Arrays.stream(book.levels(side, Integer.MAX_VALUE)).boxed().toList());
        }
        final List<Long> open = orders.values().stream().filter(order -> !order.status().finished()).map(Order::orderId).sorted().toList();
        assertEquals(reference.open(), open);
        open.forEach(id -> assertEquals(reference.leaves(id), orders.get(id).leaves()));
    }

    private void operate(final long id) {
        final List<Long> open = reference.open();
        final int what = random.nextInt(10);
        if (what < 2 && !open.isEmpty()) {
            final long victim = open.get(random.nextInt(open.size()));
            book.cancel(orders.get(victim));
            reference.cancel(victim);
        } else if (what == 2 && !open.isEmpty()) {
            reduce(open.get(random.nextInt(open.size())));
        } else if (what == 3 && !open.isEmpty()) {
            replace(open.get(random.nextInt(open.size())));
        } else {
            submit(id);
        }
    }

    private void reduce(final long id) {
        final long leaves = reference.leaves(id);
        if (leaves > 1) {
            final long quantity = reference.quantity(id) - 1 - random.nextLong(leaves - 1);
            book.reduce(orders.get(id), quantity);
            reference.reduce(id, quantity);
        }
    }

    private void replace(final long id) {
        final Order order = orders.get(id);
        final OrderTerms terms = order.terms().withPrices(order.type().market() ? 0 : price(), order.terms().stopPrice());
        final long quantity = order.executed() + 1 + random.nextInt(20);
        book.replace(order, terms, quantity, () -> events.add("replaced " + id));
        reference.replace(id, terms, quantity);
    }

    private void submit(final long id) {
        final OrderTerms terms = terms();
        assertEquals(reference.wouldTake(terms), terms.type().market() ? reference.wouldTake(terms) : book.wouldTake(terms));
        if (terms.type() == OrderType.LIMIT_MAKER && book.wouldTake(terms)) {
            book.refuse(new Order(id, random.nextInt(OWNERS), terms), CloseReason.POST_ONLY);
            reference.refuse(id);
            return;
        }
        if (terms.type().conditional()) {
            assertEquals(reference.wouldTrigger(terms), book.wouldTrigger(terms));
            if (book.wouldTrigger(terms)) {
                return;
            }
        }
        final long owner = random.nextInt(OWNERS);
        final Order order = new Order(id, owner, terms);
        orders.put(id, order);
        book.submit(order);
        reference.submit(id, owner, terms);
    }

    private OrderTerms terms() {
        final OrderType[] types = OrderType.values();
        final OrderType type = random.nextInt(10) < 6 ? OrderType.LIMIT : types[random.nextInt(types.length)];
        final boolean limit = !type.market() && type != OrderType.LIMIT_MAKER;
        final SelfTradePrevention[] modes = SelfTradePrevention.values();
        return new OrderTerms(random.nextBoolean() ? Side.BUY : Side.SELL, type,
                limit && random.nextInt(3) == 0 ? TimeInForce.values()[random.nextInt(3)] : TimeInForce.GTC,
                type.market() ? 0 : price(), type.conditional() ? price() : 0, 1 + random.nextInt(20),
                modes[random.nextInt(modes.length)], type.market() || random.nextInt(4) > 0 ? 0 : 1 + random.nextInt(10));
    }

    private long price() {
        return PRICE - 8 + random.nextInt(17);
    }

    private final class Recorder implements MatchListener<Order> {
        @Override
        public void onAccepted(final Order order) {
            events.add("accepted " + order.orderId());
        }

        @Override
        public void onTriggered(final Order order) {
            events.add("triggered " + order.orderId());
        }

        @Override
        public void onRested(final Order order) {
            events.add("rested " + order.orderId());
        }

        @Override
        public void onTrade(final Order taker, final Order maker, final long price, final long quantity) {
            events.add("trade " + taker.orderId() + ' ' + maker.orderId() + ' ' + price + ' ' + quantity);
        }

        @Override
        public void onReplenished(final Order order) {
            events.add("replenished " + order.orderId());
        }

        @Override
        public void onPrevented(final Order taker, final Order maker, final long price, final long quantity) {
            events.add("prevented " + taker.orderId() + ' ' + maker.orderId() + ' ' + quantity);
        }

        @Override
        public void onReduced(final Order order, final long earlierQuantity) {
            events.add("reduced " + order.orderId() + ' ' + earlierQuantity + ' ' + order.quantity());
        }

        @Override
        public void onClosed(final Order order, final CloseReason reason) {
            events.add("closed " + order.orderId() + ' ' + reason);
        }

        @Override
        public void onLevel(final Side side, final long price, final long quantity) {
            events.add("level " + side + ' ' + price + ' ' + quantity);
        }
    }
}
