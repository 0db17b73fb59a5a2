package io.peregrine.venue.coinbase.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random operations on the table and on a hash map; ids from a small range collide and leave holes. */
class OrderTablePropertyTest {
    private static final int ORDERS_MAX = 64;

    private record Order(boolean isBid, long price, long quantity) {
    }

    @ParameterizedTest
    @CsvSource({"1, 40", "2, 80", "3, 1000000"})
    void equalsAMap(final long seed, final int ids) {
        final Random random = new Random(seed);
        final OrderTable table = new OrderTable(ORDERS_MAX);
        final Map<Long, Order> model = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            final String at = "seed " + seed + " step " + i;
            final boolean again = !model.isEmpty() && random.nextBoolean();
            final long id = again ? any(random, model) : 1 + random.nextInt(ids);
            final int slot = table.find(id, -id);
            final Order expected = model.get(id);
            assertEquals(expected, slot == OrderTable.NOT_FOUND
                    ? null : new Order(table.isBid(slot), table.price(slot), table.quantity(slot)), at);
            final Order order = new Order(random.nextBoolean(), 1 + random.nextInt(1000), random.nextInt(1000));
            if (expected == null) {
                assertEquals(model.size() < ORDERS_MAX, table.add(id, -id, order.isBid, order.price, order.quantity), at);
                if (model.size() < ORDERS_MAX) {
                    model.put(id, order);
                }
            } else if (random.nextInt(3) == 0) {
                table.price(slot, order.price);
                table.quantity(slot, order.quantity);
                model.put(id, new Order(expected.isBid, order.price, order.quantity));
            } else {
                table.remove(slot);
                model.remove(id);
            }
            assertEquals(model.size(), table.count(), at);
            if (random.nextInt(20_000) == 0) {
                table.clear();
                model.clear();
            }
        }
    }

    private static long any(final Random random, final Map<Long, Order> model) {
        final List<Long> ids = new ArrayList<>(model.keySet());
        return ids.get(random.nextInt(ids.size()));
    }
}
