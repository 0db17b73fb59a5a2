package io.peregrine.api.config;

import io.peregrine.api.rest.ApiKey;
import io.peregrine.api.rest.Role;
import io.peregrine.api.server.ApiSettings;
import io.peregrine.feed.FeedAddresses;
import io.peregrine.feed.FeedSettings;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Venue;
import io.peregrine.offload.OffloadSettings;
import io.peregrine.order.OrderSettings;
import io.peregrine.risk.RiskSettings;
import io.peregrine.runtime.ThreadPlan;
import io.peregrine.runtime.ThreadSettings;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads the configuration file. docs/settings.md lists every key.
 *
 * <p><b>Threading:</b> confined. <b>Errors:</b> {@link ConfigException} with one line that names file, line, key and what is allowed.
 */
public final class ConfigReader {
    /** Venues that the given configuration may name. */
    private static final List<String> PROVIDERS = List.of("binance", "coinbase", "kraken");
    /** Those of them that can be connected to. */
    private static final Set<Venue> CONNECTABLE = Set.of(
            Venue.BINANCE_SPOT, Venue.BINANCE_USDM, Venue.COINBASE_EXCHANGE, Venue.COINBASE_ADVANCED);
    private static final List<String> ROLES = List.of("read", "trade", "admin");

    private final Path file;
    private final Environment environment;
    private final List<String> notes = new ArrayList<>();

    private ConfigReader(final Path file, final Environment environment) {
        this.file = file;
        this.environment = environment;
    }

    /** Reads and checks a file. */
    public static Configuration read(final Path file, final Environment environment) {
        return new ConfigReader(file, environment).read();
    }

    private Configuration read() {
        try (Section root = new Section(file.toString(), "", compose(), environment);
                Section hft = root.section("hft")) {
            final boolean enabled = hft.flag("enabled", true);
            final FeedSettings feeds;
            final List<String> providers;
            try (Section section = hft.section("feeds")) {
                providers = providers(section);
                feeds = feeds(section);
            }
            final List<VenueSettings> venues = venues(root, providers);
            final StrategyEngineSettings strategyEngine = strategyEngine(hft);
            return new Configuration(
                    enabled,
                    Path.of(root.text("data_directory", "data")),
                    venues,
                    strategies(root, venues, strategyEngine.strategiesMax()),
                    feeds,
                    orders(hft),
                    risk(hft),
                    strategyEngine,
                    threads(root),
                    offload(root),
                    api(root, strategyEngine.performanceWindowNs()),
                    logLevel(root),
                    List.copyOf(notes));
        }
    }

    private Node compose() {
        final String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new ConfigException(file + ": can not be read (" + e.getClass().getSimpleName() + "); give a file with --config");
        }
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new java.io.StringReader(text));
        } catch (final MarkedYAMLException e) {
            final int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ConfigException(file + ":" + line + ": not valid YAML: " + e.getProblem());
        }
    }

    private List<String> providers(final Section feeds) {
        final List<String> providers = feeds.texts("providers", List.of("binance"));
        for (final String provider : providers) {
            if (!PROVIDERS.contains(provider)) {
                throw feeds.wrong("providers", provider, "one of " + PROVIDERS);
            }
        }
        return providers;
    }

    private static FeedSettings feeds(final Section feeds) {
        return new FeedSettings(
                feeds.integer("buffer_size", 10_000, 16, 1_000_000),
                feeds.durationNs("latency_threshold", "10ms", "1us", "60s"),
                feeds.durationNs("reconnect_interval", "5s", "10ms", "10m"),
                feeds.durationNs("stale_after", "30s", "0s", "1h"));
    }

    private static OrderSettings orders(final Section hft) {
        try (Section orders = hft.section("order_management")) {
            return new OrderSettings(
                    orders.integer("max_orders_per_second", 100, 1, 1_000_000),
                    orders.durationNs("order_timeout", "5s", "1ms", "10m"),
                    orders.durationNs("fill_timeout", "10s", "0s", "24h"),
                    orders.integer("retry_attempts", 3, 0, 100),
                    orders.integer("max_open_orders", 1_024, 1, 65_536));
        }
    }

    private static StrategyEngineSettings strategyEngine(final Section hft) {
        try (Section engine = hft.section("strategy_engine")) {
            return new StrategyEngineSettings(
                    engine.integer("max_strategies", 10, 1, 1_000),
                    engine.integer("signal_buffer_size", 1_000, 1, 1_000_000),
                    engine.durationNs("execution_timeout", "1s", "1ms", "1h"),
                    engine.durationNs("performance_window", "24h", "1s", "9999h"));
        }
    }

    private static RiskSettings risk(final Section hft) {
        try (Section risk = hft.section("risk_management")) {
            final long drawdown = risk.positiveE8("max_drawdown", "5.0");
            if (drawdown > 100 * Decimals.power(8)) {
                throw risk.wrong("max_drawdown", Decimals.format(drawdown, 8), "a percentage from above 0 to 100");
            }
            return new RiskSettings(
                    risk.positiveE8("max_daily_loss", "10000.0"),
                    drawdown / 1e8,
                    risk.positiveE8("max_position_size", "10.0"),
                    risk.positiveE8("max_exposure", "50000.0"),
                    risk.durationNs("check_interval", "1s", "1ms", "1h"),
                    risk.integer("violation_threshold", 5, 1, 1_000_000));
        }
    }

    private List<VenueSettings> venues(final Section root, final List<String> providers) {
        final List<VenueSettings> venues = new ArrayList<>();
        for (final Section entry : root.sections("venues")) {
            try (entry; Section options = entry.section("options")) {
                final String key = entry.required("venue");
                final Venue venue = Venue.byKey(key);
                if (venue == null) {
                    throw entry.wrong("venue", key, "one of " + Arrays.stream(Venue.values()).map(Venue::key).toList());
                }
                final VenueSettings settings = new VenueSettings(
                        venue,
                        new FeedAddresses(
                                uris(entry, "rest", "http", "https"),
                                uris(entry, "stream", "ws", "wss"),
                                entry.integer("connections", 1, 1, FeedAddresses.CONNECTIONS_MAX)),
                        uri(entry, "orders", entry.required("orders"), "ws", "wss"),
                        credentials(entry),
                        entry.texts("symbols", List.of()),
                        options.texts());
                if (settings.symbols().isEmpty()) {
                    throw entry.wrong("symbols", "", "a list of at least one pair, for example [\"BTC/USDT\"]");
                }
                addVenue(venues, settings, providers);
            }
        }
        for (final String provider : providers) {
            if (venues.stream().noneMatch(settings -> provider.equals(provider(settings.venue())))) {
                notes.add("hft.feeds.providers names " + provider + ", which has no usable entry under venues: it is left out");
            }
        }
        return venues;
    }

    private void addVenue(final List<VenueSettings> venues, final VenueSettings settings, final List<String> providers) {
        final Venue venue = settings.venue();
        if (venues.stream().anyMatch(other -> other.venue() == venue)) {
            throw new ConfigException(file + ": venues: " + venue.key() + " is given twice");
        }
        if (!CONNECTABLE.contains(venue)) {
            notes.add("venue " + venue.key() + " can not be connected to by this version: it is left out");
        } else if (providers.contains(provider(venue))) {
            venues.add(settings);
        }
    }

    private static String provider(final Venue venue) {
        final int dash = venue.key().indexOf('-');
        return dash < 0 ? venue.key() : venue.key().substring(0, dash);
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

    private Credentials credentials(final Section entry) {
        final Path base = file.toAbsolutePath().getParent();
        final String apiKey = Secrets.read(entry, "api_key", base);
        final String secret = Secrets.read(entry, "secret", base);
        final String passphrase = Secrets.read(entry, "passphrase", base);
        if ((apiKey == null) != (secret == null)) {
            throw entry.wrong(apiKey == null ? "api_key" : "secret", "", "given, while its other half is: give both or neither");
        }
        if (apiKey == null && passphrase != null) {
            throw entry.wrong("passphrase", "(hidden)", "of use without api_key and secret");
        }
        return apiKey == null ? null : new Credentials(apiKey, secret.getBytes(StandardCharsets.UTF_8), passphrase);
    }

    private List<StrategySettings> strategies(final Section root, final List<VenueSettings> venues, final int strategiesMax) {
        final List<StrategySettings> strategies = new ArrayList<>();
        for (final Section entry : root.sections("strategies")) {
            try (entry; Section parameters = entry.section("parameters")) {
                final String name = entry.required("id");
                if (!name.matches("[a-z0-9][a-z0-9_-]{0,31}") || strategies.stream().anyMatch(s -> s.name().equals(name))) {
                    throw entry.wrong("id", name, "a name of its own, of at most 32 of a-z, 0-9, - and _");
                }
                final int[] instrumentIds = instrumentIds(entry, venues);
                strategies.add(new StrategySettings(strategies.size() + 1, name, entry.required("type"), instrumentIds,
                        parameters.texts(), entry.flag("auto_start", false)));
                if (strategies.size() > strategiesMax) {
                    throw entry.wrong("id", name, "allowed: hft.strategy_engine.max_strategies is " + strategiesMax);
                }
            }
        }
        return strategies;
    }

    /** Instrument ids are dense, in the order of the venues and of their symbols. */
    private static int[] instrumentIds(final Section entry, final List<VenueSettings> venues) {
        final String venueKey = entry.required("venue");
        final List<String> symbols = entry.texts("symbols", List.of());
        int first = 0;
        for (final VenueSettings venue : venues) {
            if (venue.venue().key().equals(venueKey)) {
                final int offset = first;
                return symbols.stream().mapToInt(symbol -> {
                    final int index = venue.symbols().indexOf(symbol);
                    if (index < 0) {
                        throw entry.wrong("symbols", symbol, "among the symbols of venue " + venueKey + ": " + venue.symbols());
                    }
                    return offset + index;
                }).toArray();
            }
            first += venue.symbols().size();
        }
        throw entry.wrong("venue", venueKey, "one of the connected venues " + venues.stream().map(v -> v.venue().key()).toList());
    }

    private static ThreadSettings threads(final Section root) {
        try (Section threads = root.section("threads")) {
            final String plan = threads.choice("plan", "auto", List.of("auto", "dedicated", "inline", "shared"));
            final int[] cores = threads.texts("cores", List.of()).stream().mapToInt(text -> {
                final long core = Decimals.parse(text, 0);
                if (core < -1 || core > 1_023) {
                    throw threads.wrong("cores", text, "a core number from 0 to 1023, or -1 for no pinning");
                }
                return (int) core;
            }).toArray();
            final String idle = threads.choice("idle", "", List.of("", "spin", "yield", "backoff"));
            return new ThreadSettings("auto".equals(plan) ? null : ThreadPlan.valueOf(plan.toUpperCase(Locale.ROOT)), cores, idle);
        }
    }

    private static OffloadBlock offload(final Section root) {
        try (Section offload = root.section("offload")) {
            final String backend = offload.choice("backend", "auto", List.of("auto", "cpu", "opencl"));
            return new OffloadBlock(
                    new OffloadSettings(
                            OffloadSettings.Backend.valueOf(backend.toUpperCase(Locale.ROOT)),
                            offload.text("device", ""),
                            offload.integer("min_batch", 1, 1, 1_000_000),
                            offload.durationNs("deadline", "50ms", "1ms", "10s"),
                            offload.integer("shadow_interval", 64, 1, 1_000_000)),
                    offload.durationNs("interval", "10ms", "1ms", "10s"));
        }
    }

    private ApiSettings api(final Section root, final long performanceWindowNs) {
        try (Section api = root.section("api")) {
            final List<ApiKey> keys = new ArrayList<>();
            for (final Section entry : api.sections("keys")) {
                try (entry) {
                    final String key = Secrets.read(entry, "key", file.toAbsolutePath().getParent());
                    if (key == null || key.length() < ApiKey.LENGTH_MIN) {
                        throw entry.wrong("key", key == null ? "" : "(hidden)",
                                "${NAME} or a key_file, of at least " + ApiKey.LENGTH_MIN + " characters");
                    }
                    keys.add(new ApiKey(entry.required("name"), key,
                            Role.valueOf(entry.choice("role", "trade", ROLES).toUpperCase(Locale.ROOT))));
                }
            }
            final String host = api.text("host", "127.0.0.1");
            try {
                return new ApiSettings(host, api.integer("port", 8090, 0, 65_535), keys,
                        api.integer("requests_per_second", 100, 1, 1_000_000), ApiSettings.CLIENT_STALL_NS,
                        (int) (performanceWindowNs / 1_000_000_000L));
            } catch (final IllegalArgumentException e) {
                throw api.wrong("host", host, "allowed: " + e.getMessage());
            }
        }
    }

    private static String logLevel(final Section root) {
        try (Section logging = root.section("logging")) {
            return logging.choice("level", "info", List.of("debug", "info", "warn", "error"));
        }
    }
}
