package io.peregrine.position;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lots first in, first out: by hand, and one unit at a time. */
class FifoLotsTest {
    private static final long SEED = 17;
    private static final Instrument INSTRUMENT =
            new Instrument(0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 3, 1, 1, 1, Long.MAX_VALUE, 0);
    /** Amounts have 8 decimals, the product of price and quantity 5. */
    private static final long SCALE = 1000;

    private final FifoLots lots = new FifoLots(INSTRUMENT);

    @Test
    void theOldestLotIsSoldFirst() {
        lots.onFill(true, 100_00, 2000);
        lots.onFill(true, 110_00, 1000);
        lots.onFill(false, 120_00, 2500);
        assertEquals(2 * 20_00000000L + 5_00000000L, lots.realisedPnl(), "2 of the first at 20, half of the second at 10");
        assertEquals(500, lots.quantity());
        assertEquals(55_00000000L, lots.cost());
        assertEquals(110_00, lots.nextPrice());
        assertEquals(1, lots.lotCount());
    }

    @Test
    void sellingMoreThanThereIsOpensAShort() {
        lots.onFill(true, 100_00, 1000);
        lots.onFill(false, 90_00, 3000);
        assertEquals(-10_00000000L, lots.realisedPnl());
        assertEquals(-2000, lots.quantity());
        assertEquals(-180_00000000L, lots.cost());
        lots.onFill(true, 80_00, 2000);
        assertEquals(10_00000000L, lots.realisedPnl());
        assertEquals(0, lots.quantity());
        assertEquals(0, lots.cost());
        assertEquals(Instrument.NULL_VALUE, lots.nextPrice());
    }

    @Test
    void equalsUnitsThatAreBoughtAndSoldOneByOne() {
        final Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            final FifoLots tested = new FifoLots(INSTRUMENT);
            final UnitQueue expected = new UnitQueue();
            for (int i = 0; i < 300; i++) {
                final boolean buy = random.nextInt(10) < (round % 3 == 0 ? 7 : 5);
                final long price = 1 + random.nextInt(20);
                final int filled = 1 + random.nextInt(30);
                tested.onFill(buy, price, filled);
                expected.fill(buy, price, filled);
                assertEquals(expected.units.size() * (expected.isShort ? -1L : 1), tested.quantity(), "seed " + SEED + ", round " + round);
                assertEquals(expected.realised.longValueExact() * SCALE, tested.realisedPnl(), "seed " + SEED + ", round " + round);
                assertEquals(expected.cost() * SCALE, tested.cost(), "seed " + SEED + ", round " + round);
            }
        }
    }

    @Test
    void agreesWithTheAverageOnTheWhole() {
        final Random random = new Random(SEED);
        final Position average = new Position(INSTRUMENT, 0, 1, 2);
        for (int i = 0; i < 10_000; i++) {
            final boolean buy = random.nextBoolean();
            final long price = 1 + random.nextInt(1_000_000);
            final long filled = 1 + random.nextInt(10_000);
            lots.onFill(buy, price, filled);
            average.onFill(buy, price, filled, 0, 1);
            assertEquals(average.quantity(), lots.quantity());
            assertEquals(average.realisedPnl() - average.cost(), lots.realisedPnl() - lots.cost(), "the cash flow is one");
        }
    }

    /** A queue with one entry for each unit. */
    private static final class UnitQueue {
        private final ArrayDeque<Long> units = new ArrayDeque<>();
        private BigInteger realised = BigInteger.ZERO;
        private boolean isShort;

        private void fill(final boolean buy, final long price, final int filled) {
            for (int i = 0; i < filled; i++) {
                if (units.isEmpty() || isShort != buy) {
                    isShort = !buy;
                    units.add(price);
                } else {
                    final long bought = units.remove();
                    realised = realised.add(BigInteger.valueOf(isShort ? bought - price : price - bought));
                }
            }
        }

        private long cost() {
            final long sum = units.stream().mapToLong(Long::longValue).sum();
            return isShort ? -sum : sum;
        }
    }
}
