package io.peregrine.strategy.hostile;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import io.peregrine.strategy.StrategySettings;
import java.util.concurrent.locks.LockSupport;

/**
 * Buys far below the market at each tick, and then, from the tick {@code from} on, goes wrong in its {@code way}, which may be none. To be
 * loaded as a strategy: it speaks to its test by its orders alone.
 */
public final class Hostile implements Strategy {
    public static final String TYPE = Hostile.class.getName();
    /** Parameters. */
    public static final String WAY = "way";
    public static final String FROM = "from";

    private final Way way;
    private final int from;
    private int ticks;

    /** What it does then. */
    public enum Way {
        NONE, SPIN, SWALLOW, SLEEP, LOOP_IN_MESSAGE, LOOP_IN_INITIALISER, SILENT_MESSAGE, CHECKED, ERROR
    }

    public Hostile(final StrategySettings settings, final Instruments instruments) {
        way = Way.valueOf(settings.parameters().getOrDefault(WAY, Way.NONE.name()));
        from = Integer.parseInt(settings.parameters().getOrDefault(FROM, "1"));
    }

    @Override
    public void onQuote(final StrategyContext context, final QuoteDecoder quote) {
        onTick(context, quote.instrumentId());
    }

    @Override
    public void onDepth(final StrategyContext context, final DepthDecoder depth) {
        onTick(context, depth.instrumentId());
    }

    private void onTick(final StrategyContext context, final int instrumentId) {
        final long bid = context.market(instrumentId).bidPrice();
        context.submitLimit(instrumentId, Side.BUY, bid - bid / 50, 100, TimeInForce.GTC);
        if (++ticks >= from) {
            goWrong();
        }
    }

    private void goWrong() {
        switch (way) {
            case NONE -> { }
            case SPIN -> spin();
            case SWALLOW -> swallow();
            case SLEEP -> {
                while (ticks > 0) {
                    LockSupport.park();
                }
            }
            case LOOP_IN_MESSAGE -> throw new EndlessFailure();
            case LOOP_IN_INITIALISER -> Endless.touch();
            case SILENT_MESSAGE -> throw new SilentFailure();
            case CHECKED -> Hostile.<RuntimeException>sneak(new Exception("checked"));
            case ERROR -> throw new Error("own");
        }
    }

    private static void spin() {
        for (long i = 0; i >= 0; i = i + 1 & Long.MAX_VALUE) {
            Thread.onSpinWait();
        }
    }

    private static void swallow() {
        while (true) {
            try {
                spin();
            } catch (final Throwable swallowed) {
                Thread.onSpinWait();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(final Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static final class EndlessFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            swallow();
            return "";
        }
    }

    private static final class SilentFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw this;
        }
    }

    private static final class Endless {
        static {
            spin();
        }

        static void touch() {
            Thread.onSpinWait();
        }
    }
}
