package io.peregrine.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InFlightRequestsPropertyTest {
    private enum Kind {
        ONE,
        OTHER
    }

    private record Request(Kind kind, long clientOrderId, int instrumentId, long sentTimeNs) {
    }

    @Test
    void isAMapFromIdToRequestOfBoundedSpan() {
        final long seed = 42;
        final Random random = new Random(seed);
        final InFlightRequests<Kind> requests = new InFlightRequests<>(8);
        final TreeMap<Long, Request> model = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            final String where = "seed " + seed + " step " + step;
            final boolean full = !model.isEmpty() && requests.nextId() - model.firstKey() == 8;
            assertEquals(full, requests.full(), where);
            if (!full && random.nextInt(3) > 0) {
                final Request request = new Request(
                        Kind.values()[random.nextInt(Kind.values().length)], random.nextLong(), random.nextInt(), random.nextLong());
                model.put(requests.nextId(), request);
                requests.add(request.kind, request.clientOrderId, request.instrumentId, request.sentTimeNs);
            } else if (!model.isEmpty()) {
                final List<Long> ids = new ArrayList<>(model.keySet());
                final long id = ids.get(random.nextInt(ids.size()));
                assertEquals(model.remove(id), new Request(
                        requests.kind(id), requests.clientOrderId(id), requests.instrumentId(id), requests.sentTimeNs(id)), where);
                requests.remove(id);
            }
            assertEquals(model.isEmpty() ? InFlightRequests.NONE : model.firstKey(), requests.oldest(), where);
            final long any = requests.nextId() - random.nextInt(12);
            assertEquals(model.containsKey(any), requests.contains(any), where);
        }
    }
}
