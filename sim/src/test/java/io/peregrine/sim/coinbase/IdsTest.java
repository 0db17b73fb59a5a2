package io.peregrine.sim.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.sim.matching.Decimal;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ids, amounts and texts. */
class IdsTest {
    @Test
    void anIdTellsItsNumberAndNothingElseIsOne() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            final Ids ids = new Ids(random.nextLong());
            final long number = random.nextLong(1L << random.nextInt(1, 62));
            final String id = ids.of(number);
            assertEquals(number, ids.number(id));
            assertEquals(4, UUID.fromString(id).version());
            assertEquals(2, UUID.fromString(id).variant());
            assertEquals(Ids.NONE, new Ids(random.nextLong()).number(id));
            assertEquals(Ids.NONE, ids.number(UUID.randomUUID().toString()));
        }
        assertEquals(Ids.NONE, new Ids(1).number("no id"));
    }

    @Test
    void aClockThatIsSetBackDoesNotHoldUpWhatIsDueByIt() {
        final Cadence cadence = new Cadence(50);
        final StringBuilder due = new StringBuilder();
        for (final long nowUs : new long[] {1_010, 1_049, 1_050, 1_099, 1_210, 1_230, 510, 540, 555, 100_000, 100_049, 100_050}) {
            if (cadence.due(nowUs)) {
                due.append(nowUs).append(' ').append(cadence.lastUs()).append(' ').append(cadence.nextUs()).append('\n');
            }
        }
        assertEquals("1010 1000 1050\n1050 1050 1100\n1210 1200 1250\n510 500 550\n555 550 600\n"
                + "100000 100000 100050\n100050 100050 100100\n", due.toString());
    }

    @Test
    void amountsAreReadExactlyOrNotAtAll() {
        assertEquals(Decimal.ONE / 2, Amount.parse("0.5000000000"));
        assertEquals(12 * Decimal.ONE, Amount.parse("12."));
        assertEquals(Amount.TOO_PRECISE, Amount.parse("0.000000001"));
        for (final String text : new String[] {"", ".", "-1", "1e9", "1e999999999", "abc", "12345678901", null}) {
            assertEquals(Amount.INVALID, Amount.parse(text), text);
        }
    }

    @Test
    void textsAreTheVenues() {
        assertEquals("0.7062116", Text.plain(70_621_160));
        assertEquals("2667", Text.plain(2_667 * Decimal.ONE));
        assertEquals("0", Text.plain(0));
        assertEquals("67.0210", Text.padded(Decimal.parse("67.021"), 4));
        assertEquals("67", Text.padded(67 * Decimal.ONE, 0));
        assertEquals("2026-09-30T02:03:13.000000Z", Text.time(Text.parseTime("2026-09-30T02:03:13Z")));
        assertEquals("2026-09-07 23:37:22.674409 +0000 UTC m=+139651.272674000",
                Text.goTime(Text.parseTime("2026-09-07T23:37:22.674409Z"), 139_651_272_674L));
        assertTrue(Text.nanoTime(0).endsWith(".000000000Z"));
    }
}
