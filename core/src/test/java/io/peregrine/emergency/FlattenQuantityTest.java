package io.peregrine.emergency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.flatten.KnownPosition;
import io.peregrine.flatten.PositionFile;
import io.peregrine.venue.AccountFlattener.Balance;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much of a position may be closed. Lots of 0.01, and the account had 5 BTC before. */
class FlattenQuantityTest {
    private static final KnownPosition.Terms LOTS = new KnownPosition.Terms(3, 10, 20);
    private static final long BASELINE = 5_00000000L;

    /** @param held differs from the quantity by fees in the base asset */
    private static KnownPosition position(final String quantity, final String held) {
        return new KnownPosition("binance", "BTC/USDT", "BTCUSDT", "BTC", "USDT", LOTS, scaled(quantity, 3), scaled(held, 8), 0, BASELINE,
                "");
    }

    private static long scaled(final String decimal, final int decimals) {
        return new BigDecimal(decimal).movePointRight(decimals).longValueExact();
    }

    private static FlattenQuantity of(final KnownPosition position, final String free, final String locked) {
        return FlattenQuantity.of(position, List.of(position), Map.of("BTC", new Balance(new BigDecimal(free), new BigDecimal(locked))));
    }

    private static void assertCloses(final String quantity, final FlattenQuantity found) {
        assertEquals(0, new BigDecimal(quantity).compareTo(found.quantity()), found.quantity() + " " + found.reason());
    }

    @Test
    void aLongIsSoldAndAShortIsBoughtInWholeLots() {
        final FlattenQuantity sold = of(position("0.127", "0.127"), "5.127", "0");
        assertCloses("-0.12", sold);
        assertEquals("", sold.reason());
        assertCloses("0.12", of(position("-0.127", "-0.127"), "4.873", "0"));
        assertCloses("0", of(position("0.009", "0.009"), "5.009", "0"));
    }

    @Test
    void whatFeesHaveTakenIsNotSold() {
        final FlattenQuantity sold = of(position("0.13", "0.12987"), "5.12987", "0");
        assertCloses("-0.12", sold);
        assertEquals("", sold.reason());
    }

    @Test
    void aSaleThatTheEngineMissedIsNotSoldAgain() {
        final FlattenQuantity sold = of(position("0.13", "0.13"), "5.05", "0");
        assertCloses("-0.05", sold);
        assertTrue(sold.reason().contains("is 5.05, by the fills that the engine knew of it should be 5.13"), sold.reason());
        assertCloses("0", of(position("0.13", "0.13"), "4.8", "0"));
        assertCloses("0", of(position("-0.13", "-0.13"), "5.2", "0"));
    }

    @Test
    void moreThanTheEngineKnowsOfIsNotClosed() {
        final FlattenQuantity sold = of(position("0.13", "0.13"), "9", "0");
        assertCloses("-0.13", sold);
        assertTrue(sold.reason().contains("is 9"), "a deposit, or a buy that was missed: " + sold.reason());
        assertCloses("0.13", of(position("-0.13", "-0.13"), "1", "0"));
        assertTrue(of(position("0", "0"), "5.3", "0").reason().contains("5.3"), "nor is it passed over in silence");
    }

    @Test
    void roundingOfTheVenueIsNoMissedFill() {
        final FlattenQuantity sold = of(position("0.13", "0.13"), "5.12999999", "0");
        assertCloses("-0.13", sold);
        assertEquals("", sold.reason());
    }

    @Test
    void noMoreIsSoldThanIsFree() {
        final FlattenQuantity sold = of(position("0.13", "0.13"), "0.07", "5.06");
        assertCloses("-0.07", sold);
        assertTrue(sold.reason().contains("0.07 free"), sold.reason());
    }

    @Test
    void positionsThatShareTheAssetAreCountedTogether() {
        final KnownPosition one = position("0.13", "0.13");
        final KnownPosition other = new KnownPosition("binance", "BTC/USDC", "BTCUSDC", "BTC", "USDC", LOTS, 200, scaled("0.2", 8), 0,
                BASELINE, "");
        final KnownPosition paid = new KnownPosition("binance", "ETH/BTC", "ETHBTC", "ETH", "BTC", LOTS, 1_000, scaled("1", 8),
                scaled("-0.05", 8), 0, "");
        final FlattenQuantity sold = FlattenQuantity.of(one, List.of(one, other, paid),
                Map.of("BTC", new Balance(new BigDecimal("5.28"), BigDecimal.ZERO)));
        assertCloses("-0.13", sold);
        assertEquals("", sold.reason());
    }

    @Test
    void withoutAComparedBalanceNothingIsCertain() {
        final KnownPosition position = new KnownPosition("binance", "BTC/USDT", "BTCUSDT", "BTC", "USDT", LOTS, 130, scaled("0.13", 8), 0,
                PositionFile.UNKNOWN, "");
        final FlattenQuantity sold = of(position, "5.13", "0");
        assertCloses("0", sold);
        assertTrue(sold.reason().contains("had not compared the balance of BTC"), sold.reason());
    }
}
