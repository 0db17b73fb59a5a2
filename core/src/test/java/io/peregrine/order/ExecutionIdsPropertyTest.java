package io.peregrine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExecutionIdsPropertyTest {
    private static final long SEED = 7;

    @Test
    void remembersTheLastOnesLikeASetInOrderOfArrival() {
        final Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            final int capacity = 1 + random.nextInt(40);
            final ExecutionIds ids = new ExecutionIds(capacity);
            final LinkedHashSet<List<Long>> reference = new LinkedHashSet<>();
            for (int i = 0; i < 2_000; i++) {
                final List<Long> id = List.of((long) random.nextInt(4), (long) random.nextInt(2), (long) random.nextInt(capacity));
                final boolean added = reference.add(id);
                assertEquals(added, ids.add(id.get(0), id.get(1), id.get(2)), "seed " + SEED + ", round " + round + ", step " + i);
                if (reference.size() > capacity) {
                    final Iterator<List<Long>> oldest = reference.iterator();
                    oldest.next();
                    oldest.remove();
                }
                assertEquals(reference.size(), ids.count());
            }
        }
    }
}
