package io.peregrine.venue.binance;

import io.peregrine.feed.Allowance;
import io.peregrine.feed.FeedLimits;
import io.peregrine.feed.FeedProtocol;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Binance's combined streams, spot, USD-M and COIN-M: depth differences every 100 ms, trades (futures: aggregate trades), and best bid
 * and ask, of each instrument. The first streams are named in the address, as many as keep it short; the rest are subscribed to.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @see <a href="https://github.com/binance/binance-spot-api-docs/blob/master/web-socket-streams.md">WebSocket streams</a>
 */
public final class BinanceStreams implements FeedProtocol {
    private static final int STREAMS_MAX = 1024;
    private static final int STREAMS_IN_ADDRESS_MAX = 100;
    private static final int STREAMS_IN_MESSAGE_MAX = 200;
    /** Of 300 in five minutes and address, which are also the gateway's, three quarters. */
    private static final Allowance CONNECTS = new Allowance(75, TimeUnit.SECONDS.toNanos(2));
    /** The venue ends a connection after 24 hours. */
    private static final long CONNECTION_AGE_MAX_NS = TimeUnit.MINUTES.toNanos(23 * 60 + 50);
    /** Of five messages a second two: the others are pings, two at most, and a pong. */
    private static final Allowance MESSAGES = new Allowance(1, TimeUnit.MILLISECONDS.toNanos(700));
    private static final long WEIGHT_WINDOW_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long SNAPSHOT_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int SPOT_WEIGHT_MAX = 6000;
    private static final int FUTURES_WEIGHT_MAX = 2400;

    private static final Pattern SERVER_TIME = Pattern.compile("\"serverTime\"\\s*:\\s*(\\d{1,13})\\b");
    private static final long NS_PER_MS = 1_000_000;

    private final Venue venue;
    private final List<Instrument> instruments;
    private final int snapshotDepth;
    /** For the binary streams, which are not public; null for the JSON streams. */
    private final String apiKey;

    private BinanceStreams(final Venue venue, final List<Instrument> instruments, final int snapshotDepth, final String apiKey) {
        this.venue = venue;
        this.apiKey = apiKey;
        this.instruments = List.copyOf(instruments);
        this.snapshotDepth = snapshotDepth;
        final int streams = streams().size();
        if (streams == 0 || streams > STREAMS_MAX) {
            throw new IllegalArgumentException(venue.key() + ": " + streams + " streams for " + instruments.size()
                    + " instruments; one connection carries 1 to " + STREAMS_MAX);
        }
    }

    /**
     * Spot, with snapshots 1,000 levels deep.
     *
     * @throws IllegalArgumentException for none, or for more streams than one connection carries
     */
    public static BinanceStreams spot(final List<Instrument> instruments) {
        return new BinanceStreams(Venue.BINANCE_SPOT, instruments, 1000, null);
    }

    /**
     * USD-M futures, with snapshots 1,000 levels deep.
     *
     * @throws IllegalArgumentException for none, or for more streams than one connection carries
     */
    public static BinanceStreams usdm(final List<Instrument> instruments) {
        return new BinanceStreams(Venue.BINANCE_USDM, instruments, 1000, null);
    }

    /**
     * COIN-M futures, with snapshots 1,000 levels deep.
     *
     * @throws IllegalArgumentException for none, or for more streams than one connection carries
     */
    public static BinanceStreams coinm(final List<Instrument> instruments) {
        return new BinanceStreams(Venue.BINANCE_COINM, instruments, 1000, null);
    }

    /**
     * The same with deeper or shallower snapshots.
     *
     * @param depth levels a side: 1 to 5000 for spot; 5, 10, 20, 50, 100, 500 or 1000 for futures
     * @throws IllegalArgumentException for a depth that the venue does not have
     */
    public BinanceStreams withSnapshotDepth(final int depth) {
        if (spot() ? depth < 1 || depth > 5000 : !List.of(5, 10, 20, 50, 100, 500, 1000).contains(depth)) {
            throw new IllegalArgumentException(venue.key() + ": no snapshots of depth " + depth);
        }
        return new BinanceStreams(venue, instruments, depth, apiKey);
    }

    /**
     * The same as binary streams (SBE), which only spot has: with an address of their own ({@code wss://stream-sbe.binance.com}), and for
     * holders of an Ed25519 key. Depth comes every 20 ms.
     *
     * @param ed25519ApiKey the key's name; nothing is signed
     */
    public BinanceStreams binary(final String ed25519ApiKey) {
        if (!spot()) {
            throw new IllegalArgumentException(venue.key() + " has no binary streams");
        }
        return new BinanceStreams(venue, instruments, snapshotDepth, ed25519ApiKey);
    }

    @Override
    public Map<String, String> headers() {
        return apiKey == null ? Map.of() : Map.of("X-MBX-APIKEY", apiKey);
    }

    @Override
    public Venue venue() {
        return venue;
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public URI streamUri(final URI base) {
        final List<String> streams = streams();
        return append(base, "/stream?streams=" + String.join("/", streams.subList(0, Math.min(streams.size(), STREAMS_IN_ADDRESS_MAX))));
    }

    @Override
    public List<String> subscriptions() {
        final List<String> streams = streams();
        final List<String> messages = new ArrayList<>();
        for (int from = STREAMS_IN_ADDRESS_MAX; from < streams.size(); from += STREAMS_IN_MESSAGE_MAX) {
            final List<String> names = streams.subList(from, Math.min(streams.size(), from + STREAMS_IN_MESSAGE_MAX));
            final int id = messages.size() + 1;
            messages.add("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + String.join("\",\"", names) + "\"],\"id\":" + id + "}");
        }
        return messages;
    }

    @Override
    public URI snapshotUri(final URI base, final Instrument instrument) {
        final String path = spot() ? "/api/v3/depth" : venue == Venue.BINANCE_USDM ? "/fapi/v1/depth" : "/dapi/v1/depth";
        return append(base, path + "?symbol=" + instrument.venueSymbol() + "&limit=" + snapshotDepth);
    }

    @Override
    public URI timeUri(final URI base) {
        return append(base, spot() ? "/api/v3/time" : venue == Venue.BINANCE_USDM ? "/fapi/v1/time" : "/dapi/v1/time");
    }

    @Override
    public long venueTimeNs(final String body) {
        final Matcher matcher = SERVER_TIME.matcher(body);
        return matcher.find() ? Long.parseLong(matcher.group(1)) * NS_PER_MS : Instrument.NULL_VALUE;
    }

    /** The venue's limits; of the request weight, which is the address's and so shared with trading, snapshots take at most half. */
    @Override
    public FeedLimits limits() {
        final int weightMax = spot() ? SPOT_WEIGHT_MAX : FUTURES_WEIGHT_MAX;
        final int snapshotsMax = weightMax / 2 / snapshotWeight();
        final int burst = (snapshotsMax + 1) / 2;
        return new FeedLimits(CONNECTS, CONNECTION_AGE_MAX_NS, MESSAGES,
                new Allowance(burst, WEIGHT_WINDOW_NS / (snapshotsMax - burst)), SNAPSHOT_INTERVAL_NS);
    }

    /** Names of all streams, instrument by instrument. */
    List<String> streams() {
        final String trades = spot() ? "@trade" : "@aggTrade";
        final List<String> streams = new ArrayList<>();
        for (final Instrument instrument : instruments) {
            final String symbol = instrument.venueSymbol().toLowerCase(Locale.ROOT);
            streams.add(symbol + (apiKey == null ? "@depth@100ms" : "@depth"));
            streams.add(symbol + trades);
            streams.add(symbol + (apiKey == null ? "@bookTicker" : "@bestBidAsk"));
        }
        return streams;
    }

    private int snapshotWeight() {
        if (spot()) {
            return snapshotDepth <= 100 ? 5 : snapshotDepth <= 500 ? 25 : snapshotDepth <= 1000 ? 50 : 250;
        }
        return snapshotDepth <= 50 ? 2 : snapshotDepth <= 100 ? 5 : snapshotDepth <= 500 ? 10 : 20;
    }

    private boolean spot() {
        return venue == Venue.BINANCE_SPOT;
    }

    private static URI append(final URI base, final String pathAndQuery) {
        final String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + pathAndQuery);
    }
}
