package io.peregrine.venue.coinbase;

import io.peregrine.feed.Allowance;
import io.peregrine.feed.FeedLimits;
import io.peregrine.feed.FeedProtocol;
import io.peregrine.feed.LevelAudit;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.coinbase.access.CdpToken;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Advanced Trade's market data: one subscription for each channel, with a token of its own where there is a key. Snapshots come in the
 * stream. Heartbeats keep the venue from closing channels of quiet products.
 *
 * <p><b>Threading:</b> confined to the feed agent. Source: docs/protocol/coinbase.md, "Subscriptions", "Limits".
 */
final class AdvancedStreams implements FeedProtocol {
    private static final List<String> CHANNELS = List.of("heartbeats", "level2", "market_trades", "ticker");
    /** The venue takes 8 a second and address, so that the short pauses need no more; they end after half a minute all the same. */
    private static final Allowance CONNECTS = new Allowance(75, TimeUnit.SECONDS.toNanos(2));
    /** The venue names no greatest age. */
    private static final long CONNECTION_AGE_MAX_NS = TimeUnit.DAYS.toNanos(365);
    /** 8 messages a second and address. */
    private static final Allowance MESSAGES = new Allowance(3, TimeUnit.MILLISECONDS.toNanos(200));
    /** To compare with; of 10 public requests a second and address. */
    private static final Allowance SNAPSHOTS = new Allowance(1, TimeUnit.SECONDS.toNanos(1));

    private final List<Instrument> instruments;
    private final CdpToken token;
    private final LongSupplier clockNs;

    /**
     * @param token   makes tokens, or null for none
     * @param clockNs time since the epoch
     */
    AdvancedStreams(final List<Instrument> instruments, final CdpToken token, final LongSupplier clockNs) {
        this.instruments = List.copyOf(instruments);
        this.token = token;
        this.clockNs = clockNs;
    }

    @Override
    public Venue venue() {
        return Venue.COINBASE_ADVANCED;
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public URI streamUri(final URI base) {
        return base;
    }

    @Override
    public List<String> subscriptions() {
        final String products = products(instruments);
        return CHANNELS.stream().map(channel -> message("subscribe", products, channel)).toList();
    }

    @Override
    public URI snapshotUri(final URI base, final Instrument instrument) {
        return null;
    }

    @Override
    public URI auditUri(final URI base, final Instrument instrument) {
        return base.resolve("/api/v3/brokerage/market/product_book?product_id=" + instrument.venueSymbol() + "&limit="
                + LevelAudit.LEVELS_MAX);
    }

    @Override
    public List<String> renewals(final List<Instrument> renewed) {
        final String products = products(renewed);
        return List.of(message("unsubscribe", products, "level2"), message("subscribe", products, "level2"));
    }

    @Override
    public FeedLimits limits() {
        return new FeedLimits(CONNECTS, CONNECTION_AGE_MAX_NS, MESSAGES, SNAPSHOTS, 0);
    }

    private static String products(final List<Instrument> named) {
        return named.stream().map(instrument -> '"' + instrument.venueSymbol() + '"').collect(Collectors.joining(","));
    }

    private String message(final String type, final String products, final String channel) {
        return "{\"type\":\"" + type + "\",\"product_ids\":[" + products + "],\"channel\":\"" + channel + '"'
                + (token == null ? "" : ",\"jwt\":\"" + token.forStream(TimeUnit.NANOSECONDS.toSeconds(clockNs.getAsLong())) + '"') + '}';
    }
}
