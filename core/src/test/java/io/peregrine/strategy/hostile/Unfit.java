package io.peregrine.strategy.hostile;

import io.peregrine.instrument.Instruments;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategySettings;

/** Classes that can not be made a strategy of. */
public final class Unfit {
    private Unfit() {
    }

    /** Its constructor is for nobody. */
    public static final class Private implements Strategy {
        Private(final StrategySettings settings, final Instruments instruments) {
        }
    }

    /** Cannot be made at all. */
    public abstract static class Abstract implements Strategy {
        public Abstract(final StrategySettings settings, final Instruments instruments) {
        }
    }

    /** Fails in its constructor. */
    public static final class Failing implements Strategy {
        public Failing(final StrategySettings settings, final Instruments instruments) {
            throw new NoClassDefFoundError("gone");
        }
    }

    /** Refuses a parameter. */
    public static final class Refusing implements Strategy {
        public Refusing(final StrategySettings settings, final Instruments instruments) {
            throw new IllegalArgumentException("parameter x");
        }
    }

    /** Fails before it is anything. */
    public static final class Broken implements Strategy {
        private static final int NUMBER = number();

        public Broken(final StrategySettings settings, final Instruments instruments) {
        }

        private static int number() {
            throw new IllegalStateException("broken");
        }
    }
}
