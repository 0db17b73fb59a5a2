package io.peregrine.venue.kraken.gateway;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The counters kept here against the venue's own, which counts each request when it arrives, up to a quarter of a second later. */
class TradingCountersPropertyTest {
    private static final long NS_PER_MS = 1_000_000;
    private static final double NS_PER_SECOND = 1e9;
    private static final int[] AGES_S = {5, 10, 15, 45, 90, 300};
    private static final int[] AMEND = {3, 2, 1, 0, 0, 0};
    private static final int[] CANCEL = {8, 6, 5, 4, 2, 1};

    private record Arrival(long timeNs, double amount, boolean refusable) {
    }

    @Test
    void theVenueNeverRefuses() {
        for (final KrakenTier tier : KrakenTier.values()) {
            for (long seed = 1; seed <= 20; seed++) {
                final Venue venue = new Venue(tier);
                final int sent = run(tier, new Random(seed), venue, "tier " + tier + " seed " + seed);
                assertTrue(sent > 300 && venue.highest > tier.tradingMaxE6() / 1e6 * 0.85, tier + ": " + sent + ", " + venue.highest);
            }
        }
    }

    private static int run(final KrakenTier tier, final Random random, final Venue venue, final String where) {
        final TradingCounters counters = new TradingCounters(1, tier);
        long nowNs = 1_700_000_000_000_000_000L;
        int sent = 0;
        for (int step = 0; step < 20_000; step++) {
            nowNs += random.nextInt(200) * NS_PER_MS;
            final long ageNs = random.nextInt(400) * 1_000 * NS_PER_MS;
            final int kind = random.nextInt(100);
            if (kind == 0) {
                counters.cancel(0, ageNs, nowNs);
                // The venue lets cancels through.
                venue.send(new Arrival(nowNs, penalty(CANCEL, ageNs), false), random);
            } else if (kind < 20 && counters.tryAmend(0, ageNs, nowNs)) {
                venue.send(new Arrival(nowNs, 1 + penalty(AMEND, ageNs), true), random);
                sent++;
            } else if (kind >= 20 && counters.tryOrder(0, nowNs)) {
                venue.send(new Arrival(nowNs, 1, true), random);
                sent++;
            }
            assertTrue(venue.arrive(nowNs), where + " step " + step);
        }
        return sent;
    }

    private static int penalty(final int[] byAge, final long ageNs) {
        for (int i = 0; i < AGES_S.length; i++) {
            if (ageNs < AGES_S[i] * NS_PER_SECOND) {
                return byAge[i];
            }
        }
        return 0;
    }

    private static final class Venue {
        private final Queue<Arrival> onTheWay = new ArrayDeque<>();
        private final double ceiling;
        private final double decay;
        private double value;
        private double highest;
        private long timeNs;
        private long lastArrivalNs;

        private Venue(final KrakenTier tier) {
            ceiling = tier.tradingMaxE6() / 1e6;
            decay = tier.tradingDecayE6() / 1e6;
        }

        private void send(final Arrival sent, final Random random) {
            lastArrivalNs = Math.max(lastArrivalNs, sent.timeNs + random.nextInt(250) * NS_PER_MS);
            onTheWay.add(new Arrival(lastArrivalNs, sent.amount, sent.refusable));
        }

        /** False where a request is refused. */
        private boolean arrive(final long nowNs) {
            while (!onTheWay.isEmpty() && onTheWay.peek().timeNs <= nowNs) {
                final Arrival arrival = onTheWay.poll();
                value = Math.max(0, value - decay * (arrival.timeNs - timeNs) / NS_PER_SECOND) + arrival.amount;
                timeNs = arrival.timeNs;
                if (arrival.refusable) {
                    highest = Math.max(highest, value);
                    if (value > ceiling) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
