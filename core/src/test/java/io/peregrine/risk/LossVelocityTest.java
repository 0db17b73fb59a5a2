package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A window of 6,400 ns is kept in parts of 100 ns. */
class LossVelocityTest {
    private final LossVelocity velocity = new LossVelocity(6_400);

    @Test
    void theLossIsTheFallFromTheHighestProfitOfTheWindow() {
        assertEquals(0, velocity.lossE8(50, 0));
        assertEquals(0, velocity.lossE8(100, 10));
        assertEquals(30, velocity.lossE8(70, 20));
        assertEquals(60, velocity.lossE8(40, 6_000));
        assertEquals(0, velocity.lossE8(120, 6_100));
    }

    @Test
    void aProfitIsForgottenAfterTheWindowAndItsOwnPart() {
        velocity.lossE8(100, 99);
        assertEquals(60, velocity.lossE8(40, 6_499));
        assertEquals(0, velocity.lossE8(40, 6_500));
        assertEquals(5, velocity.lossE8(35, 6_600));
    }

    @Test
    void onlyThePartsThatHavePassedAreForgotten() {
        velocity.lossE8(100, 0);
        velocity.lossE8(90, 200);
        velocity.lossE8(80, 400);
        assertEquals(30, velocity.lossE8(70, 6_499));
        assertEquals(20, velocity.lossE8(70, 6_500));
        assertEquals(20, velocity.lossE8(70, 6_600));
        assertEquals(20, velocity.lossE8(70, 6_699));
        assertEquals(10, velocity.lossE8(70, 6_700));
        assertEquals(0, velocity.lossE8(70, 6_900));
    }

    @Test
    void aLongPauseForgetsEverything() {
        velocity.lossE8(100, 0);
        velocity.lossE8(100, 3_000);
        assertEquals(0, velocity.lossE8(10, 1_000_000));
        assertEquals(4, velocity.lossE8(6, 1_000_100));
    }

    @Test
    void aClockThatGoesBackForgetsNothing() {
        velocity.lossE8(100, 5_000);
        assertEquals(10, velocity.lossE8(90, 4_000));
        assertEquals(20, velocity.lossE8(80, 11_000));
    }

    @Test
    void whatIsForgivenIsForgotten() {
        velocity.lossE8(100, 0);
        velocity.clear();
        assertEquals(0, velocity.lossE8(10, 1));
        assertEquals(3, velocity.lossE8(7, 2));
    }

    @Test
    void aWindowThatIsTooShortForPartsHasPartsOfANanosecond() {
        final LossVelocity brief = new LossVelocity(1);
        brief.lossE8(100, 0);
        assertEquals(90, brief.lossE8(10, 64));
        assertEquals(0, brief.lossE8(10, 65));
    }
}
