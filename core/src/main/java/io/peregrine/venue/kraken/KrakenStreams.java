package io.peregrine.venue.kraken;

import io.peregrine.feed.Allowance;
import io.peregrine.feed.FeedLimits;
import io.peregrine.feed.FeedProtocol;
import io.peregrine.feed.LevelAudit;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kraken's public stream, WebSocket v2: the states of the instruments, and of each instrument its book, its trades and its best bid and
 * ask. The state of the venue comes without being asked for, as do heartbeats, once a second where nothing else is sent, so that an open
 * connection with a subscription is never idle and the venue, which ends one that is idle for a minute, keeps it.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @see <a href="https://docs.kraken.com/api/docs/websocket-v2/book">WebSocket v2</a>
 */
public final class KrakenStreams implements FeedProtocol {
    /** Keeps a message short; the venue says of no limit. */
    private static final int SYMBOLS_IN_MESSAGE_MAX = 100;
    /**
     * Of 150 in ten minutes and address, after which the address is banned for as long, 135. A venue that stays down is to be asked no
     * more often than every five seconds.
     */
    private static final Allowance CONNECTS = new Allowance(15, TimeUnit.SECONDS.toNanos(5));
    /** The venue closes with "Exceeded msg rate" and does not say what the rate is. */
    private static final Allowance MESSAGES = new Allowance(1, TimeUnit.MILLISECONDS.toNanos(50));
    /** To compare with. The venue counts a public call a second and address, and some in a burst. */
    private static final Allowance SNAPSHOTS = new Allowance(1, TimeUnit.SECONDS.toNanos(1));

    private static final Pattern UNIX_TIME = Pattern.compile("\"unixtime\":(\\d{1,10})\\D");

    private final List<Instrument> instruments;
    private final int depth;

    /**
     * @param depth levels a side of the books: 10, 25, 100, 500 or 1000
     * @throws IllegalArgumentException for no instruments
     */
    public KrakenStreams(final List<Instrument> instruments, final int depth) {
        if (instruments.isEmpty()) {
            throw new IllegalArgumentException("kraken: no instruments to subscribe to");
        }
        this.instruments = List.copyOf(instruments);
        this.depth = depth;
    }

    @Override
    public Venue venue() {
        return Venue.KRAKEN;
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public URI streamUri(final URI base) {
        final String text = base.toString();
        final String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return URI.create(trimmed.endsWith("/v2") ? trimmed : trimmed + "/v2");
    }

    /** First what may be traded, so that it is known before the books are LIVE. */
    @Override
    public List<String> subscriptions() {
        final List<String> messages = new ArrayList<>();
        messages.add(request("subscribe", "\"channel\":\"instrument\",\"snapshot\":true"));
        subscribe(messages, ",\"depth\":" + depth + ",\"snapshot\":true", "book");
        subscribe(messages, ",\"snapshot\":false", "trade");
        subscribe(messages, ",\"event_trigger\":\"bbo\",\"snapshot\":true", "ticker");
        return messages;
    }

    private void subscribe(final List<String> messages, final String parameters, final String channel) {
        for (int from = 0; from < instruments.size(); from += SYMBOLS_IN_MESSAGE_MAX) {
            final List<Instrument> some = instruments.subList(from, Math.min(instruments.size(), from + SYMBOLS_IN_MESSAGE_MAX));
            messages.add(request("subscribe", channel(channel, some) + parameters));
        }
    }

    @Override
    public URI auditUri(final URI base, final Instrument instrument) {
        return base.resolve("/0/public/Depth?pair=" + restName(instrument.baseAsset()) + restName(instrument.quoteAsset())
                + "&count=" + LevelAudit.LEVELS_MAX);
    }

    private static String restName(final String asset) {
        return asset.equals("BTC") ? "XBT" : asset.equals("DOGE") ? "XDG" : asset;
    }

    /** Snapshots come in the stream. */
    @Override
    public URI snapshotUri(final URI base, final Instrument instrument) {
        return null;
    }

    @Override
    public URI timeUri(final URI base) {
        return base.resolve("/0/public/Time");
    }

    /** In whole seconds. */
    @Override
    public long venueTimeNs(final String body) {
        final Matcher time = UNIX_TIME.matcher(body);
        return time.find() ? TimeUnit.SECONDS.toNanos(Long.parseLong(time.group(1))) : Instrument.NULL_VALUE;
    }

    @Override
    public long timeGranularityNs() {
        return TimeUnit.SECONDS.toNanos(1);
    }

    @Override
    public List<String> renewals(final List<Instrument> renewed) {
        final List<String> messages = new ArrayList<>();
        for (int from = 0; from < renewed.size(); from += SYMBOLS_IN_MESSAGE_MAX) {
            final String book = channel("book", renewed.subList(from, Math.min(renewed.size(), from + SYMBOLS_IN_MESSAGE_MAX)))
                    + ",\"depth\":" + depth;
            messages.add(request("unsubscribe", book));
            messages.add(request("subscribe", book + ",\"snapshot\":true"));
        }
        return messages;
    }

    /** A connection has no greatest age. */
    @Override
    public FeedLimits limits() {
        return new FeedLimits(CONNECTS, Long.MAX_VALUE, MESSAGES, SNAPSHOTS, 0);
    }

    private static String channel(final String channel, final List<Instrument> instruments) {
        final List<String> symbols = instruments.stream().map(instrument -> '"' + instrument.venueSymbol() + '"').toList();
        return "\"channel\":\"" + channel + "\",\"symbol\":[" + String.join(",", symbols) + ']';
    }

    private static String request(final String method, final String parameters) {
        return "{\"method\":\"" + method + "\",\"params\":{" + parameters + "}}";
    }
}
