package io.peregrine.sim.flow;

/**
 * The values of the assets in US dollars over time, the same for everyone: a function of a seed and the time, without state, so that venues
 * on different threads see one path. It is a sum of noises, each with twice the period of the one before and an amplitude that grows with
 * the root of the period, which moves like a random walk over seconds to an hour and stays near its start over days. BTC and ETH share
 * most of their movement; USDT moves slowly and little.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> microseconds since the epoch; doubles, as fair values are.
 */
final class FairPath {
    /** Movement of a value over a second, at volatility 1. */
    private static final double PER_ROOT_SECOND = 4e-5;
    private static final long SHORTEST_US = 250_000;
    private static final int OCTAVES = 14;
    private static final double SHARED = 0.75;
    private static final double OWN = 0.5;
    private static final long SLOW_US = 60_000_000;
    private static final int SLOW_OCTAVES = 6;
    private static final double SLOW_AMPLITUDE = 1e-4;
    private static final double US_PER_SECOND = 1e6;

    private final long seed;
    private final double volatility;

    /**
     * @param seed       decides everything
     * @param volatility factor on the movement
     */
    FairPath(final long seed, final double volatility) {
        this.seed = seed;
        this.volatility = volatility;
    }

    /** What an asset is worth in US dollars; 1 for one that is not known. */
    double usd(final String asset, final long timeUs) {
        return switch (asset) {
            case "BTC" -> 60_000 * Math.exp(moved("BTC", timeUs));
            case "ETH" -> 3_000 * Math.exp(moved("ETH", timeUs));
            case "USDT" -> Math.exp(slow(timeUs));
            default -> 1;
        };
    }

    /** What an asset is worth on average, in US dollars. */
    static double usual(final String asset) {
        return switch (asset) {
            case "BTC" -> 60_000;
            case "ETH" -> 3_000;
            default -> 1;
        };
    }

    /** A noise from -1 to 1 of one period: random at multiples of the period, straight in between. */
    static double noise(final long key, final long periodUs, final long timeUs) {
        final long index = Math.floorDiv(timeUs, periodUs);
        final double share = (double) Math.floorMod(timeUs, periodUs) / periodUs;
        return (1 - share) * uniform(key, index) + share * uniform(key, index + 1);
    }

    /** A number from -1 to 1, decided by a key and an index. */
    static double uniform(final long key, final long index) {
        return (mix(mix(key) + index * 0x9E3779B97F4A7C15L) >> 11) * 0x1.0p-52;
    }

    /** What is left of a movement, a fraction, at this volatility. */
    double scaled(final double movement) {
        return volatility * movement;
    }

    /** A key for everything with this name. */
    long key(final String name) {
        return mix(seed * 31 + name.hashCode());
    }

    private double moved(final String asset, final long timeUs) {
        final long shared = key("market");
        final long own = key(asset);
        double sum = 0;
        for (int octave = 0; octave < OCTAVES; octave++) {
            final long periodUs = SHORTEST_US << octave;
            sum += Math.sqrt(periodUs / US_PER_SECOND)
                    * (SHARED * noise(shared + octave, periodUs, timeUs) + OWN * noise(own + octave, periodUs, timeUs));
        }
        return volatility * PER_ROOT_SECOND * sum;
    }

    private double slow(final long timeUs) {
        final long key = key("USDT");
        double sum = 0;
        for (int octave = 0; octave < SLOW_OCTAVES; octave++) {
            sum += noise(key + octave, SLOW_US << octave, timeUs);
        }
        return volatility * SLOW_AMPLITUDE * sum;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    private static long mix(final long value) {
        final long first = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        final long second = (first ^ first >>> 27) * 0x94D049BB133111EBL;
        return second ^ second >>> 31;
    }
}
