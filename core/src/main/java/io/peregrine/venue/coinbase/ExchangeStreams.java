package io.peregrine.venue.coinbase;

import io.peregrine.feed.Allowance;
import io.peregrine.feed.FeedLimits;
import io.peregrine.feed.FeedProtocol;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.coinbase.access.ExchangeSignature;
import io.peregrine.venue.coinbase.exchange.BookChannel;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Exchange feed: one subscription for all products, to the book's channel, trades, tickers and heartbeats. Snapshots of books by level
 * come in the stream; those of books by order are had over REST.
 *
 * <p><b>Threading:</b> immutable. Source: docs/protocol/coinbase.md, "Subscriptions", "Limits".
 */
final class ExchangeStreams implements FeedProtocol {
    /** The venue takes 8 a second and address, so that the short pauses need no more; they end after half a minute all the same. */
    private static final Allowance CONNECTS = new Allowance(75, TimeUnit.SECONDS.toNanos(2));
    /** The venue names no greatest age. */
    private static final long CONNECTION_AGE_MAX_NS = TimeUnit.DAYS.toNanos(365);
    /** Of the limits that the venue's pages name, the lower one: 10 messages a second. */
    private static final Allowance MESSAGES = new Allowance(5, TimeUnit.MILLISECONDS.toNanos(200));
    /** Of 10 public requests a second and address, more in a burst, nine. */
    private static final Allowance SNAPSHOTS = new Allowance(5, TimeUnit.MILLISECONDS.toNanos(250));
    private static final long SNAPSHOT_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Pattern EPOCH = Pattern.compile("\"epoch\"\\s*:\\s*(\\d{1,10}(?:\\.\\d{1,9})?)[,}\\s]");

    private final List<Instrument> instruments;
    private final BookChannel channel;
    private final ExchangeSignature signature;
    private final LongSupplier clockNs;

    /**
     * @param signature for an authenticated subscription, or null
     * @param clockNs   time since the epoch
     */
    ExchangeStreams(
            final List<Instrument> instruments, final BookChannel channel, final ExchangeSignature signature, final LongSupplier clockNs) {
        this.instruments = List.copyOf(instruments);
        this.channel = channel;
        this.signature = signature;
        this.clockNs = clockNs;
    }

    @Override
    public Venue venue() {
        return Venue.COINBASE_EXCHANGE;
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
        final String channels = channel == BookChannel.FULL
                ? "\"full\",\"ticker\",\"heartbeat\""
                : '"' + channel.key() + "\",\"matches\",\"ticker\",\"heartbeat\"";
        return List.of(message("subscribe", products, channels));
    }

    /** The body has every order of the product. */
    @Override
    public URI snapshotUri(final URI base, final Instrument instrument) {
        return channel == BookChannel.FULL ? base.resolve("/products/" + instrument.venueSymbol() + "/book?level=3") : null;
    }

    /** The whole book by level; it is not small, but level 1 would show the best prices alone. */
    @Override
    public URI auditUri(final URI base, final Instrument instrument) {
        return base.resolve("/products/" + instrument.venueSymbol() + "/book?level=2");
    }

    @Override
    public URI timeUri(final URI base) {
        return base.resolve("/time");
    }

    /** Seconds with three decimals. */
    @Override
    public long venueTimeNs(final String body) {
        final Matcher matcher = EPOCH.matcher(body);
        return matcher.find() ? new BigDecimal(matcher.group(1)).movePointRight(9).longValueExact() : Instrument.NULL_VALUE;
    }

    @Override
    public List<String> renewals(final List<Instrument> renewed) {
        if (channel == BookChannel.FULL) {
            return List.of();
        }
        final String products = products(renewed);
        final String book = '"' + channel.key() + '"';
        return List.of(message("unsubscribe", products, book), message("subscribe", products, book));
    }

    @Override
    public FeedLimits limits() {
        return new FeedLimits(CONNECTS, CONNECTION_AGE_MAX_NS, MESSAGES, SNAPSHOTS, SNAPSHOT_INTERVAL_NS);
    }

    private static String products(final List<Instrument> named) {
        return named.stream().map(instrument -> '"' + instrument.venueSymbol() + '"').collect(Collectors.joining(","));
    }

    private String message(final String type, final String products, final String channels) {
        return "{\"type\":\"" + type + "\",\"product_ids\":[" + products + "],\"channels\":[" + channels + ']'
                + (signature == null ? "" : signature.subscriptionFields(TimeUnit.NANOSECONDS.toSeconds(clockNs.getAsLong()))) + '}';
    }
}
