package io.peregrine.strategy.quoting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuoteModelTest {
    @Test
    void theCentreLeansAgainstTheInventory() {
        assertEquals(10_000, QuoteModel.centre(10_000, 50, 1, 0, 10));
        assertEquals(9_950, QuoteModel.centre(10_000, 50, 1, 10, 10));
        assertEquals(10_025, QuoteModel.centre(10_000, 50, 1, -5, 10));
        assertEquals(9_900, QuoteModel.centre(10_000, 50, 2, 1_000, 10), "no further than at full inventory");
        assertEquals(10_000, QuoteModel.centre(10_000, 50, 0, 10, 10));
    }

    @Test
    void quotesLieOnTicksAwayFromTheCentre() {
        assertEquals(9_945, QuoteModel.bid(10_000, 50.1, 5, 20_000));
        assertEquals(10_055, QuoteModel.ask(10_000, 50.1, 5, 1));
        assertEquals(9_950, QuoteModel.bid(10_000, 50, 5, 20_000));
        assertEquals(10_050, QuoteModel.ask(10_000, 50, 5, 1));
    }

    @Test
    void quotesNeverGoThroughTheMarket() {
        assertEquals(9_895, QuoteModel.bid(10_000, 50, 5, 9_900));
        assertEquals(10_105, QuoteModel.ask(10_000, 50, 5, 10_100));
        assertEquals(5, QuoteModel.bid(10, 50, 5, 9_900), "not below one tick");
    }

    @Test
    void theSpreadIsAtLeastOneTick() {
        assertEquals(50, QuoteModel.spread(100_000, 5, 1));
        assertEquals(7, QuoteModel.spread(100, 5, 7));
    }

    @Test
    void smallMovesAreNotWorthAnOrder() {
        assertFalse(QuoteModel.worthMoving(100, 104, 5));
        assertTrue(QuoteModel.worthMoving(100, 105, 5));
        assertTrue(QuoteModel.worthMoving(105, 100, 5));
    }

    @Test
    void theSmallestQuantityThatIsWorthANotional() {
        assertEquals(200, QuoteModel.quantityFor(2_000_000, 10_001, 10, 1), "199.98 rounded up to the lot");
        assertEquals(300, QuoteModel.quantityFor(2_000_000, 10_001, 10, 300));
        assertEquals(10, QuoteModel.quantityFor(0, 10_001, 10, 0), "never nothing");
    }
}
