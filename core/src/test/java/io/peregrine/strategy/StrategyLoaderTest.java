package io.peregrine.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.containment.WovenLoader;
import io.peregrine.strategy.hostile.Hostile;
import io.peregrine.strategy.hostile.Unfit;
import io.peregrine.strategy.quoting.MarketMaker;
import io.peregrine.trade.TradeFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is loaded, by whom, and what is refused. */
class StrategyLoaderTest {
    @Test
    void builtInOnesAndOthersAreWovenOnce() {
        final Strategy maker = create(MarketMaker.TYPE);
        assertTrue(maker.getClass().getClassLoader() instanceof WovenLoader);
        assertNotSame(MarketMaker.class, maker.getClass());
        assertSame(maker.getClass(), create(MarketMaker.TYPE).getClass());
        assertTrue(create(Hostile.TYPE).getClass().getClassLoader() instanceof WovenLoader);
        assertSame(Strategy.class.getClassLoader(), maker.getClass().getInterfaces()[0].getClassLoader());
    }

    @Test
    void whatCanNotBeAStrategyIsRefusedWithItsName() {
        assertRefused("com.example.Nowhere", "is not on the class path");
        assertRefused(Unfit.class.getName(), "does not implement io.peregrine.strategy.Strategy");
        assertRefused("java.lang.String", "can not be loaded: java.lang.SecurityException: Prohibited package name: java.lang");
        assertRefused("io.peregrine.strategy.Strategies", "is in a package of the engine; strategies are in packages of their own");
        assertRefused("io.peregrine.Anything", "is in a package of the engine; strategies are in packages of their own");
        assertRefused(Unfit.Private.class.getName(), "must be public, not abstract, and have a public constructor of StrategySettings and"
                + " Instruments: io.peregrine.strategy.hostile.Unfit$Private.<init>(io.peregrine.strategy.StrategySettings,"
                + "io.peregrine.instrument.Instruments)");
        assertRefused(Unfit.Abstract.class.getName(), "must be public, not abstract, and have a public constructor of StrategySettings and"
                + " Instruments: null");
        assertRefused(Unfit.Failing.class.getName(), "can not be made: java.lang.NoClassDefFoundError: gone");
        assertRefused(Unfit.Broken.class.getName(), "can not be loaded: java.lang.IllegalStateException: broken");
        final IllegalArgumentException own = assertThrows(IllegalArgumentException.class, () -> create(Unfit.Refusing.class.getName()));
        assertEquals("parameter x", own.getMessage());
    }

    private static void assertRefused(final String className, final String why) {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> create(className));
        assertEquals("strategy " + className + "-1: class " + className + " " + why, refused.getMessage());
    }

    private static Strategy create(final String type) {
        return Strategies.create(TradeFixture.strategy(1, type, Map.of()), TradeFixture.instruments());
    }
}
