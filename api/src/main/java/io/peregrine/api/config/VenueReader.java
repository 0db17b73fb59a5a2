package io.peregrine.api.config;

import io.peregrine.feed.FeedAddresses;
import io.peregrine.instrument.Venue;
import io.peregrine.message.RiskScope;
import io.peregrine.venue.KeyForm;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads the {@code venues} list. Which venues can be connected to is asked of the providers that are installed.
 *
 * <p><b>Threading:</b> confined. <b>Errors:</b> {@link ConfigException}.
 */
final class VenueReader {
    private final List<String> families;
    private final Path base;
    private final List<String> notes;
    private final LimitReader limits;
    private final List<VenueSettings> venues = new ArrayList<>();
    private final List<Venue> seen = new ArrayList<>();

    /**
     * @param families names in {@code hft.feeds.providers}
     * @param base     where relative paths of key files start
     * @param notes    gets what the user should be told
     * @param limits   gets the venues' limits
     */
    VenueReader(final List<String> families, final Path base, final List<String> notes, final LimitReader limits) {
        this.families = families;
        this.base = base;
        this.notes = notes;
        this.limits = limits;
    }

    /** Those that are named by {@code hft.feeds.providers} and can be connected to. */
    List<VenueSettings> read(final Section root) {
        for (final Section entry : root.sections("venues")) {
            try (entry; Section options = entry.section("options")) {
                read(entry, options);
            }
        }
        for (final String family : families) {
            if (venues.stream().noneMatch(settings -> family.equals(settings.venue().family()))) {
                notes.add("hft.feeds.providers names " + family + ", which has no usable entry under venues: it is left out");
            }
        }
        return List.copyOf(venues);
    }

    private void read(final Section entry, final Section options) {
        final String key = entry.required("venue");
        final Venue venue = Venue.byKey(key);
        if (venue == null) {
            throw entry.wrong("venue", key, "one of " + Arrays.stream(Venue.values()).map(Venue::key).toList());
        }
        if (seen.contains(venue)) {
            throw entry.wrong("venue", key, "named once only: give all its symbols in one entry");
        }
        seen.add(venue);
        limits.block(entry, RiskScope.VENUE, venue.ordinal());
        final Optional<VenueProvider> provider = VenueProvider.of(venue);
        final List<String> symbols = symbols(entry);
        final VenueSettings settings = new VenueSettings(
                venue,
                new FeedAddresses(
                        uris(entry, "rest", "http", "https"),
                        uris(entry, "stream", "ws", "wss"),
                        entry.integer("connections", 1, 1, FeedAddresses.CONNECTIONS_MAX)),
                orders(entry, provider.map(VenueProvider::takesOrdersOverRest).orElse(false)),
                CredentialsReader.read(entry, venue, provider.map(VenueProvider::keyForm).orElse(KeyForm.TEXT), base),
                symbols,
                options.texts(),
                paperBalances(entry, venue, symbols));
        if (provider.isEmpty()) {
            notes.add("venue " + venue.key() + " can not be connected to by this version: it is left out");
        } else if (families.contains(venue.family())) {
            venues.add(settings);
        }
    }

    private static URI orders(final Section entry, final boolean overRest) {
        final String text = entry.required("orders");
        return overRest ? uri(entry, "orders", text, "http", "https") : uri(entry, "orders", text, "ws", "wss");
    }

    private static List<String> symbols(final Section entry) {
        final List<String> symbols = entry.texts("symbols", List.of());
        if (symbols.isEmpty()) {
            throw entry.wrong("symbols", "", "a list of at least one pair, for example [\"BTC/USDT\"]");
        }
        for (final String symbol : symbols) {
            if (!symbol.matches("[A-Z0-9]{1,20}/[A-Z0-9]{1,20}(_[A-Z0-9]{1,10})?")) {
                throw entry.wrong("symbols", symbol, "a pair in the engine's names, BASE/QUOTE in capitals, for example BTC/USDT");
            }
            if (symbols.indexOf(symbol) != symbols.lastIndexOf(symbol)) {
                throw entry.wrong("symbols", symbol, "given once only");
            }
        }
        return symbols;
    }

    /** What can be paid with there: of spot both assets of each pair, of derivatives the one that they are quoted in. */
    private static Map<String, Long> paperBalances(final Section entry, final Venue venue, final List<String> symbols) {
        if (!entry.has("paper_balances")) {
            return Map.of();
        } else if (venue.product() == Venue.Product.INVERSE_FUTURES) {
            throw entry.wrong("venue", venue.key(), "a venue with paper_balances: it takes no orders");
        }
        final SortedSet<String> assets = new TreeSet<>();
        for (final String symbol : symbols) {
            final String[] pair = symbol.split("/");
            assets.addAll(venue.spot() ? List.of(pair) : List.of(pair[1]));
        }
        final Map<String, Long> balances = new HashMap<>();
        try (Section block = entry.section("paper_balances")) {
            for (final String asset : assets) {
                if (block.text(asset, null) != null) {
                    balances.put(asset, block.positiveE8(asset, null));
                }
            }
        }
        return balances;
    }

    /** One address, or a list of addresses of which the next is used where one fails. */
    private static List<URI> uris(final Section entry, final String key, final String plain, final String secure) {
        final List<String> texts = entry.isList(key) ? entry.texts(key, List.of()) : List.of(entry.required(key));
        if (texts.isEmpty()) {
            throw entry.wrong(key, "[]", "an address or a list of addresses");
        }
        return texts.stream().map(text -> uri(entry, key, text, plain, secure)).toList();
    }

    private static URI uri(final Section entry, final String key, final String text, final String plain, final String secure) {
        final URI uri;
        try {
            uri = URI.create(text);
        } catch (final IllegalArgumentException e) {
            throw entry.wrong(key, text, "an address");
        }
        if (uri.getHost() == null || !plain.equals(uri.getScheme()) && !secure.equals(uri.getScheme())) {
            throw entry.wrong(key, text, "an address of the form " + secure + "://host[:port][/path] or " + plain + "://…");
        }
        return uri;
    }
}
