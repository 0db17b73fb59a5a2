package io.peregrine.position;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Exact accounts against {@link BigDecimal}, with coarse and with fine decimals. */
class PositionPropertyTest {
    private static final long SEED = 11;
    private static final int BASE = 0;
    private static final int QUOTE = 1;

    @Test
    void booksAreExact() {
        final Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            final Instrument instrument = new Instrument(
                    0, Venue.BINANCE_SPOT, "A/B", "AB", "A", "B", random.nextInt(6), random.nextInt(6), 1, 1, 1, 1_000_000, 0);
            final PositionBook book = new PositionBook(new Instruments(List.of(instrument)), 3);
            runRound(random, instrument, book, "seed " + SEED + ", round " + round);
        }
    }

    private static void runRound(final Random random, final Instrument instrument, final PositionBook book, final String label) {
        final Position position = book.total(0);
        BigDecimal cash = BigDecimal.ZERO;
        BigDecimal baseFees = BigDecimal.ZERO;
        long quantity = 0;
        for (int i = 0; i < 200; i++) {
            // Every tenth fill closes what is open.
            final boolean close = quantity != 0 && random.nextInt(10) == 0;
            final boolean buy = close ? quantity < 0 : random.nextBoolean();
            final long filled = close ? Math.abs(quantity) : 1 + random.nextInt(10_000);
            final long price = 1 + random.nextInt(1_000_000);
            final int feeAsset = random.nextInt(2);
            final long feeE8 = random.nextInt(1_000_000) - 100_000;
            book.onFill(1 + random.nextInt(2), 0, buy ? Side.BUY : Side.SELL, price, filled, feeE8, feeAsset);
            quantity += buy ? filled : -filled;
            final BigDecimal notional = BigDecimal.valueOf(price, instrument.priceDecimals())
                    .multiply(BigDecimal.valueOf(filled, instrument.quantityDecimals()));
            cash = buy ? cash.subtract(notional) : cash.add(notional);
            final BigDecimal fee = BigDecimal.valueOf(feeE8, 8);
            cash = feeAsset == QUOTE ? cash.subtract(fee) : cash;
            baseFees = feeAsset == BASE ? baseFees.add(fee) : baseFees;
            check(position, quantity, cash, baseFees, label + ", fill " + i);
        }
        final Position first = book.position(1, 0);
        final Position second = book.position(2, 0);
        assertEquals(position.quantity(), first.quantity() + second.quantity(), label);
        assertEquals(position.quoteCash(), first.quoteCash() + second.quoteCash(), label);
        assertEquals(position.feesE8(BASE), first.feesE8(BASE) + second.feesE8(BASE), label);
    }

    private static void check(
            final Position position, final long quantity, final BigDecimal cash, final BigDecimal baseFees, final String label) {
        assertEquals(quantity, position.quantity(), label);
        assertEquals(0, cash.compareTo(BigDecimal.valueOf(position.quoteCash(), position.moneyDecimals())), label);
        assertEquals(position.quoteCash() + position.cost(), position.realisedPnl(), label);
        assertEquals(
                0,
                BigDecimal.valueOf(quantity, position.instrument().quantityDecimals()).subtract(baseFees)
                        .compareTo(BigDecimal.valueOf(position.baseQuantity(), position.baseDecimals())),
                label);
        if (quantity == 0) {
            assertEquals(0, position.cost(), label);
            assertEquals(position.quoteCash(), position.realisedPnl(), label + ": flat, so that profit is cash");
        } else {
            assertTrue(quantity > 0 == position.cost() >= 0 || position.cost() == 0, label + ": cost has the position's sign");
        }
    }
}
