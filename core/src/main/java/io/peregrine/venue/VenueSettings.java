package io.peregrine.venue;

import io.peregrine.feed.FeedAddresses;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One venue.
 *
 * @param venue         which
 * @param addresses     where its REST API and its market data stream are
 * @param orderUri      base of its order entry, for example {@code wss://ws-api.binance.com:443/ws-api/v3}
 * @param credentials   key for trading, or null for market data only
 * @param symbols       what to subscribe to, in the engine's names, for example {@code BTC/USDT}
 * @param options       the venue's own choices, by name; its provider checks them and refuses what it does not know
 * @param paperBalances what an account on paper begins with, by asset, at 8 decimals; empty for an account without balances
 */
public record VenueSettings(
        Venue venue, FeedAddresses addresses, URI orderUri, Credentials credentials, List<String> symbols, Map<String, String> options,
        Map<String, Long> paperBalances) {
    /** Keeps its own copies of the options and of the balances. */
    public VenueSettings {
        options = Map.copyOf(options);
        paperBalances = Map.copyOf(paperBalances);
    }

    /** No balances on paper. */
    public VenueSettings(
            final Venue venue, final FeedAddresses addresses, final URI orderUri, final Credentials credentials, final List<String> symbols,
            final Map<String, String> options) {
        this(venue, addresses, orderUri, credentials, symbols, options, Map.of());
    }

    /**
     * One address of each kind.
     *
     * @param restUri   base of its REST API, for example {@code https://api.binance.com}
     * @param streamUri base of its market data stream, for example {@code wss://stream.binance.com:9443}
     */
    public VenueSettings(
            final Venue venue, final URI restUri, final URI streamUri, final URI orderUri, final Credentials credentials,
            final List<String> symbols, final Map<String, String> options) {
        this(venue, FeedAddresses.of(restUri, streamUri), orderUri, credentials, symbols, options);
    }

    /** One address of each kind, and the venue as it is by default. */
    public VenueSettings(
            final Venue venue, final URI restUri, final URI streamUri, final URI orderUri, final Credentials credentials,
            final List<String> symbols) {
        this(venue, restUri, streamUri, orderUri, credentials, symbols, Map.of());
    }

    /** The first base of its REST API. */
    public URI restUri() {
        return addresses.rest().getFirst();
    }

    /** The first base of its market data stream. */
    public URI streamUri() {
        return addresses.stream().getFirst();
    }

    /**
     * Checks the options' names.
     *
     * @throws IllegalArgumentException for one that the venue does not have
     */
    public void requireOptions(final Set<String> known) {
        for (final String option : options.keySet()) {
            if (!known.contains(option)) {
                throw new IllegalArgumentException("venue " + venue.key() + " has no option " + option + "; it has "
                        + (known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known))));
            }
        }
    }
}
