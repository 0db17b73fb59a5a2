package io.peregrine.sim.flow;

import io.peregrine.sim.matching.Market;

/**
 * What the participants of one venue take for the fair value of its markets: the common path a moment late, a small difference of the
 * venue's own in each market, and now and then a larger one that fades within seconds. So the venues differ from each other, and the
 * markets of a venue among each other, by more than a spread for a while, and agree again.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> microseconds since the epoch.
 */
final class VenueView {
    private static final long LAG_MAX_US = 250_000;
    private static final double BASIS = 8e-5;
    private static final long BASIS_US = 3_000_000;
    private static final long SHOCK_WINDOW_US = 30_000_000;
    private static final double SHOCK_PROBABILITY = 0.15;
    private static final long SHOCK_LENGTH_US = 4_000_000;
    private static final double SHOCK_MIN = 1.5e-3;
    private static final double SHOCK_MORE = 3.5e-3;

    private final FairPath path;
    private final String venue;
    private final long lagUs;

    /**
     * @param path  the common one
     * @param venue name of the venue
     */
    VenueView(final FairPath path, final String venue) {
        this.path = path;
        this.venue = venue;
        this.lagUs = (long) (LAG_MAX_US * (1 + FairPath.uniform(path.key(venue + " lag"), 0)) / 2);
    }

    /** How late the venue sees the common path. */
    long lagUs() {
        return lagUs;
    }

    /** Fair price of a market. */
    double price(final Market market, final long timeUs) {
        final long seenUs = timeUs - lagUs;
        return path.usd(market.baseAsset(), seenUs) / path.usd(market.quoteAsset(), seenUs)
                * (1 + path.scaled(BASIS * FairPath.noise(path.key(venue + market.pair()), BASIS_US, timeUs))
                        + path.scaled(shock(market, timeUs)));
    }

    /** Movement of a market's price over a while, as a fraction; negative where it falls. */
    double moved(final Market market, final long fromUs, final long toUs) {
        return price(market, toUs) / price(market, fromUs) - 1;
    }

    /** The larger difference: at most one in a window, from its beginning, fading in a straight line. */
    private double shock(final Market market, final long timeUs) {
        final long window = Math.floorDiv(timeUs, SHOCK_WINDOW_US);
        final long sinceUs = Math.floorMod(timeUs, SHOCK_WINDOW_US);
        final long key = path.key(venue + market.pair() + " shock");
        if (sinceUs >= SHOCK_LENGTH_US || (FairPath.uniform(key, 2 * window) + 1) / 2 > SHOCK_PROBABILITY) {
            return 0;
        }
        final double size = FairPath.uniform(key, 2 * window + 1);
        return Math.copySign(SHOCK_MIN + SHOCK_MORE * Math.abs(size), size) * (1 - (double) sinceUs / SHOCK_LENGTH_US);
    }
}
