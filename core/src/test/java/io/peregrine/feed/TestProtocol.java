package io.peregrine.feed;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A venue of one instrument whose limits and subscriptions a test chooses. */
record TestProtocol(FeedLimits limits, List<String> subscriptions) implements FeedProtocol {
    static final FeedLimits LIMITS = limits(new Allowance(75, TimeUnit.SECONDS.toNanos(2)), TimeUnit.HOURS.toNanos(23));

    /** With these attempts to connect, and another age at which a connection is replaced. */
    static FeedLimits limits(final Allowance connects, final long connectionAgeMaxNs) {
        return new FeedLimits(connects, connectionAgeMaxNs, new Allowance(1, TimeUnit.MILLISECONDS.toNanos(400)),
                new Allowance(5, TimeUnit.SECONDS.toNanos(12)), TimeUnit.MILLISECONDS.toNanos(100));
    }

    private static final Instrument INSTRUMENT =
            new Instrument(0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 5, 1, 1, 1, 1_000_000, 1);

    @Override
    public Venue venue() {
        return Venue.BINANCE_SPOT;
    }

    @Override
    public List<Instrument> instruments() {
        return List.of(INSTRUMENT);
    }

    @Override
    public URI streamUri(final URI base) {
        return base.resolve("/stream");
    }

    @Override
    public URI snapshotUri(final URI base, final Instrument instrument) {
        return base.resolve("/depth?symbol=" + instrument.venueSymbol());
    }
}
