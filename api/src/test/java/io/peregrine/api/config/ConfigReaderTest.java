package io.peregrine.api.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.api.rest.ApiKey;
import io.peregrine.api.rest.Role;
import io.peregrine.instrument.Venue;
import io.peregrine.runtime.ThreadPlan;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.risk.LimitSetting;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration file as its users write it, well and badly. */
class ConfigReaderTest {
    private static final String VENUE = """
            venues:
              - venue: binance
                rest: https://api.binance.com
                stream: wss://stream.binance.com:9443
                orders: wss://ws-api.binance.com/ws-api/v3
                symbols: ["BTC/USDT", "ETH/USDT"]
            """;

    @TempDir
    private Path folder;

    @Test
    void readsTheFileThatWeShip() {
        final Path file = Path.of(System.getProperty("peregrine.root"), "configs", "config.yaml");
        final Configuration configuration = ConfigReader.read(file, environment(Map.of()));

        assertTrue(configuration.enabled());
        assertEquals(10_000, configuration.feeds().bufferSize());
        assertEquals(10_000_000L, configuration.feeds().latencyThresholdNs());
        assertEquals(5_000_000_000L, configuration.feeds().reconnectIntervalNs());
        assertEquals(5_000_000_000L, configuration.feeds().peerStaleAfterNs());
        assertEquals(60_000_000_000L, configuration.feeds().auditIntervalNs());
        assertFalse(configuration.feeds().latencySuspect());
        assertEquals(3_600_000_000_000L, configuration.instrumentRefreshNs());
        assertEquals(100, configuration.orders().ordersPerSecondMax());
        assertEquals(5_000_000_000L, configuration.orders().orderTimeoutNs());
        assertEquals(10_000_000_000L, configuration.orders().fillTimeoutNs());
        assertEquals(3, configuration.orders().retryAttempts());
        assertEquals(
                new StrategyEngineSettings(10, 1_000, 1_000_000_000L, 86_400_000_000_000L), configuration.strategyEngine());
        assertEquals(1_000_000_000_000L, configuration.risk().dailyLossMaxE8());
        assertEquals(5.0, configuration.risk().drawdownMaxPercent());
        assertEquals(1_000_000_000L, configuration.risk().positionSizeMaxE8());
        assertEquals(5_000_000_000_000L, configuration.risk().exposureMaxE8());
        assertEquals(1_000_000_000L, configuration.risk().checkIntervalNs());
        assertEquals(5, configuration.risk().violationThreshold());
        assertEquals(Venue.BINANCE_SPOT, configuration.venues().getFirst().venue());
        assertNull(configuration.venues().getFirst().credentials());
        assertNull(configuration.threads().plan());
        for (final Venue venue : List.of(Venue.BINANCE_SPOT, Venue.COINBASE_EXCHANGE, Venue.KRAKEN)) {
            final boolean isInstalled = VenueProvider.installed().stream().anyMatch(provider -> provider.provides(venue));
            assertEquals(isInstalled, configuration.venues().stream().anyMatch(settings -> settings.venue() == venue), venue.key());
            assertNotEquals(isInstalled, configuration.notes().toString().contains(venue.key()), configuration.notes()::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hft: {feeds: {bufer_size: 5}}                       | :1: unknown key hft.feeds.bufer_size
            hft: {feeds: {buffer_size: 5}}                      | :1: hft.feeds.buffer_size: '5' is not a whole number from 16 to 1000000
            hft: {feeds: {buffer_size: many}}                   | :1: hft.feeds.buffer_size: 'many' is not a whole number
            hft: {feeds: {audit_interval: 25h}}                 | :1: hft.feeds.audit_interval: '25h' is not a duration such as
            hft: {feeds: {latency_suspect: 5}}                  | :1: hft.feeds.latency_suspect: '5' is not one of [true, false]
            hft: {feeds: {latency_threshold: 10}}               | :1: hft.feeds.latency_threshold: '10' is not a duration such as
            hft: {feeds: {providers: [bitmex]}}                 | :1: hft.feeds.providers: 'bitmex' is not one of
            hft: {feeds: {providers: binance}}                  | :1: hft.feeds.providers must be a list
            hft: {risk_management: {max_drawdown: 101}}         | :1: hft.risk_management.max_drawdown: '101' is not a percentage
            hft: {risk_management: {max_exposure: -1}}          | :1: hft.risk_management.max_exposure: '-1' is not a decimal above 0
            hft: {risk_management: {max_exposure: 1.123456789}} | at most 8 decimals
            hft: {risk_management: {price_collar: 101}}         | :1: hft.risk_management.price_collar: '101' is not a percentage
            hft: {risk_management: {trading_hours: '8-9'}}      | :1: hft.risk_management.trading_hours: '8-9' is not hours of the day
            hft: {risk_management: {duplicate_interval: 61s}}   | :1: hft.risk_management.duplicate_interval: '61s' is not a duration
            hft: {risk_management: {instruments: {a: {}}}}      | :1: unknown key hft.risk_management.instruments.a
            hft: {risk_management: {max_venue_exposures: 1}}    | max_strategy_exposure, max_venue_exposure, message_floor
            hft: {risk_management: {max_loss_in_windows: 1}}    | max_instrument_exposure, max_leverage, max_loss_in_window, max_loss
            hft: {enabled: maybe}                               | :1: hft.enabled: 'maybe' is not one of [true, false]
            hft: {enabled: '${NO_SUCH_NAME}'}                   | :1: hft.enabled: environment variable NO_SUCH_NAME is not set
            hft: {feeds: 5}                                     | :1: hft.feeds must be a block of keys
            hft: {enabled: true, enabled: false}                | :1: hft.enabled is given twice
            hft: [                                              | not valid YAML
            threads: {plan: fast}                               | :1: threads.plan: 'fast' is not one of
            api: {port: 70000}                                  | :1: api.port: '70000' is not a whole number from 0 to 65535
            api: {keys: [{name: a, key: abcdefghijklmnopqrst}]} | secrets do not stand in this file
            """)
    void refusesWithFileLineKeyAndRange(final String yaml, final String expected) throws IOException {
        final String message = complaint(yaml);
        assertTrue(message.contains(expected), message);
        assertTrue(message.startsWith(folder.resolve("config.yaml").toString()), message);
        assertFalse(message.contains("\n"), message);
        assertFalse(message.contains("abcdefghijklmnopqrst"), message);
    }

    @Test
    void readsLimitsOfEverythingVenuesStrategiesAndInstruments() throws IOException {
        final Configuration configuration = read("""
                venues:
                  - {venue: binance, rest: "http://x", stream: "ws://x", orders: "ws://x", symbols: ["BTC/USDT", "ETH/USDT"],
                     limits: {max_orders_per_second: 7, trading_hours: "22:00-04:30"}}
                strategies:
                  - {id: a, type: market-making, venue: binance, symbols: [BTC/USDT], limits: {max_exposure: 5, duplicate_interval: 10ms}}
                hft:
                  risk_management:
                    max_order_size: 0.5
                    price_collar: 2.5
                    max_strategy_exposure: 9
                    max_instrument_exposure: 8
                    instruments: {"binance:ETH/USDT": {max_exposure: 3, max_order_factor: 4}}
                """, Map.of());
        assertEquals(Set.of(
                new LimitSetting(RiskLimit.MAX_ORDERS_PER_SECOND, RiskScope.VENUE, 0, 7),
                new LimitSetting(RiskLimit.TRADING_HOURS, RiskScope.VENUE, 0, 1_320 * 10_000 + 270),
                new LimitSetting(RiskLimit.MAX_EXPOSURE, RiskScope.STRATEGY, 1, 500_000_000),
                new LimitSetting(RiskLimit.DUPLICATE_INTERVAL, RiskScope.STRATEGY, 1, 10_000_000),
                LimitSetting.total(RiskLimit.MAX_ORDER_SIZE, 50_000_000),
                LimitSetting.total(RiskLimit.PRICE_COLLAR, 250_000_000),
                new LimitSetting(RiskLimit.MAX_EXPOSURE, RiskScope.STRATEGY, 0, 900_000_000),
                new LimitSetting(RiskLimit.MAX_EXPOSURE, RiskScope.INSTRUMENT, 0, 800_000_000),
                new LimitSetting(RiskLimit.MAX_EXPOSURE, RiskScope.INSTRUMENT, 1, 300_000_000),
                new LimitSetting(RiskLimit.MAX_ORDER_FACTOR, RiskScope.INSTRUMENT, 1, 400_000_000)),
                Set.copyOf(configuration.risk().limits()));
    }

    @Test
    void readsWhatAccountsOnPaperBeginWith() throws IOException {
        final String entry = "venues: [{venue: %s, rest: 'http://x', stream: 'ws://x', orders: 'ws://x', symbols: [%s], paper_balances: %s}]";
        assertEquals(Map.of("USDT", 100_000_000_000L, "BTC", 50_000_000L),
                read(entry.formatted("binance", "BTC/USDT, ETH/USDT", "{USDT: 1000, BTC: 0.5}"), Map.of()).venues().getFirst()
                        .paperBalances());
        assertEquals(Map.of("USDT", 100_000_000_000L),
                read(entry.formatted("binance-usdm", "BTC/USDT", "{USDT: 1000}"), Map.of()).venues().getFirst().paperBalances());
        assertEquals(Map.of(), read(VENUE, Map.of()).venues().getFirst().paperBalances());
        for (final List<String> wrong : List.of(
                List.of("binance", "BTC/USDT", "{EUR: 5}", "unknown key venues[0].paper_balances.EUR; known here: BTC, USDT"),
                List.of("binance", "BTC/USDT", "{BTC: -5}", "venues[0].paper_balances.BTC: '-5' is not a decimal above 0"),
                List.of("binance-usdm", "BTC/USDT", "{BTC: 5}", "unknown key venues[0].paper_balances.BTC; known here: USDT"),
                List.of("binance-coinm", "BTC/USD", "{USD: 5}", "venues[0].venue: 'binance-coinm' is not a venue with paper_balances"))) {
            final String message = complaint(entry.formatted(wrong.get(0), wrong.get(1), wrong.get(2)));
            assertTrue(message.contains(wrong.get(3)), message);
        }
    }

    @Test
    void refusesAStrategyOnAnUnknownSymbol() throws IOException {
        assertTrue(complaint(VENUE + "strategies: [{id: a, type: market-making, venue: binance, symbols: [XRP/USDT]}]")
                .contains("strategies[0].symbols: 'XRP/USDT' is not among the symbols of venue binance"));
    }

    @Test
    void refusesMoreStrategiesThanAllowed() throws IOException {
        assertTrue(complaint(VENUE + """
                hft: {strategy_engine: {max_strategies: 1}}
                strategies:
                  - {id: a, type: market-making, venue: binance, symbols: [BTC/USDT]}
                  - {id: b, type: market-making, venue: binance, symbols: [ETH/USDT]}
                """).contains("hft.strategy_engine.max_strategies is 1"));
    }

    @Test
    void givesStrategiesTheirInstrumentsAndParameters() throws IOException {
        final Configuration configuration = read(VENUE + """
                strategies:
                  - {id: eth, type: market-making, venue: binance, symbols: [ETH/USDT], auto_start: true,
                     parameters: {order_size: "0.1", half_spread_ticks: 3}}
                threads: {plan: inline, cores: [3, -1], idle: spin}
                """, Map.of());
        assertEquals("eth", configuration.strategies().getFirst().name());
        assertEquals(1, configuration.strategies().getFirst().strategyId());
        assertArrayEquals(new int[] {1}, configuration.strategies().getFirst().instrumentIds());
        assertEquals(Map.of("order_size", "0.1", "half_spread_ticks", "3"), configuration.strategies().getFirst().parameters());
        assertTrue(configuration.strategies().getFirst().autoStart());
        assertEquals(ThreadPlan.INLINE, configuration.threads().plan());
        assertArrayEquals(new int[] {3, -1}, configuration.threads().cores());
    }

    @Test
    void aVenueMayHaveSeveralAddressesAndTwoConnections() throws IOException {
        final VenueSettings venue = read(VENUE.replace("rest: https://api.binance.com",
                "rest: [https://api.binance.com, https://api1.binance.com]\n    connections: 2"), Map.of()).venues().getFirst();
        assertEquals(List.of(URI.create("https://api.binance.com"), URI.create("https://api1.binance.com")), venue.addresses().rest());
        assertEquals(List.of(URI.create("wss://stream.binance.com:9443")), venue.addresses().stream());
        assertEquals(2, venue.addresses().connections());
        assertTrue(complaint(VENUE.replace("rest: https://api.binance.com", "rest: []"))
                .contains("venues[0].rest: '[]' is not an address or a list"));
        assertTrue(complaint(VENUE.replace("rest: https://api.binance.com", "rest: [ftp://api.binance.com]"))
                .contains("venues[0].rest: 'ftp://api.binance.com' is not an address of the form https"));
        assertTrue(complaint(VENUE + "    connections: 3\n").contains("venues[0].connections: '3' is not a whole number from 1 to 2"));
    }

    @Test
    void takesSecretsFromTheEnvironment() throws IOException {
        final Configuration configuration = read(
                VENUE + "    api_key: ${KEY}\n    secret: ${SECRET}\n", Map.of("KEY", "the-key", "SECRET", "the-secret"));
        assertEquals("the-key", configuration.venues().getFirst().credentials().apiKey());
        assertEquals("the-secret", new String(configuration.venues().getFirst().credentials().secret()));
        assertFalse(configuration.toString().contains("the-secret"));
        assertFalse(configuration.toString().contains("the-key"));
    }

    @Test
    void givesAVenueItsOptions() throws IOException {
        final VenueSettings venue = read(VENUE + "    options: {level2: full, depth: 25}\n", Map.of()).venues().getFirst();
        assertEquals(Map.of("level2", "full", "depth", "25"), venue.options());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> venue.requireOptions(Set.of("depth", "audit")))
                .getMessage().contains("binance has no option level2; it has audit, depth"));
    }

    @Test
    void refusesAVenueTwiceAndSymbolsThatAreNone() throws IOException {
        assertTrue(complaint(VENUE + VENUE.replace("venues:\n", ""))
                .contains("config.yaml:7: venues[1].venue: 'binance' is not named once"));
        assertTrue(complaint(VENUE.replace("ETH/USDT", "ETHUSDT"))
                .contains("config.yaml:6: venues[0].symbols: 'ETHUSDT' is not a pair in the engine's names"));
        assertTrue(complaint(VENUE.replace("ETH/USDT", "BTC/USDT")).contains("'BTC/USDT' is not given once only"));
    }

    @Test
    void connectsToWhatProvidersAreInstalledFor() throws IOException {
        final List<VenueProvider> installed = VenueProvider.installed();
        final StringBuilder yaml = new StringBuilder("hft: {feeds: {providers: [binance, coinbase, kraken]}}\nvenues:\n");
        for (final Venue venue : Venue.values()) {
            yaml.append("  - {venue: ").append(venue.key()).append(", rest: 'http://a', stream: 'ws://a', orders: '")
                    .append(venue.key().startsWith("coinbase") ? "http" : "ws").append("://a', symbols: [BTC/USD]}\n");
        }
        final List<Venue> expected = Arrays.stream(Venue.values())
                .filter(venue -> installed.stream().anyMatch(provider -> provider.provides(venue))).toList();
        final Configuration configuration = read(yaml.toString(), Map.of());
        assertEquals(expected, configuration.venues().stream().map(VenueSettings::venue).toList());
        Arrays.stream(Venue.values()).filter(venue -> !expected.contains(venue)).forEach(venue -> assertTrue(
                configuration.notes().contains("venue " + venue.key() + " can not be connected to by this version: it is left out")));
    }

    @Test
    void letsAStrategyTradeOnSeveralVenues() throws IOException {
        final String two = VENUE + """
                  - {venue: binance-usdm, rest: "http://a", stream: "ws://a", orders: "ws://a", symbols: [BTC/USDT]}
                strategies:
                  - {id: arb, type: market-making, instruments: ["binance-usdm:BTC/USDT", "binance:BTC/USDT"]}
                """;
        assertArrayEquals(new int[] {2, 0}, read(two, Map.of()).strategies().getFirst().instrumentIds());
        assertTrue(complaint(two.replace("[\"binance-usdm:BTC/USDT\", ", "[\"kraken:BTC/USDT\", "))
                .contains("config.yaml:9: strategies[0].instruments: 'kraken' is not one of the connected venues [binance, binance-usdm]"));
        assertTrue(complaint(two.replace("usdm:BTC/USDT", "usdm:XRP/USDT")).contains("'XRP/USDT' is not among the symbols of venue"));
        assertTrue(complaint(two.replace("usdm:BTC/USDT\"", "usdm\"")).contains("'binance-usdm' is not a venue and a symbol of its own"));
        assertTrue(complaint(two.replace("instruments:", "venue: binance, instruments:"))
                .contains("strategies[0].venue: 'binance' is not allowed beside instruments"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            binance           | api_key secret                |
            binance           | api_key secret passphrase     | unknown key venues[0].passphrase
            binance-usdm      | secret                        | venues[0].api_key: '' is not given, while other parts of the key are
            kraken            | api_key secret                |
            kraken            | api_key bad_secret            | venues[0].secret: '(hidden)' is not Base64, as kraken gives it
            coinbase          | api_key secret passphrase     |
            coinbase          | api_key secret                | a key of coinbase is api_key, secret, passphrase (each may end in _file)
            coinbase-advanced | api_key private_key           |
            coinbase-advanced | api_key bad_private_key       | venues[0].private_key: '(hidden)' is not a private key in PEM
            coinbase-advanced | api_key secret                | venues[0].private_key: '' is not given
            """)
    void readsTheKeyOfEachVenueInItsParts(final String venue, final String parts, final String complaint) throws IOException {
        final Map<String, String> variables = Map.of("API_KEY", "the-key", "SECRET", "aHVzaC1odXNo", "PASSPHRASE", "open-up",
                "BAD_SECRET", "hush-hush!", "PRIVATE_KEY", "-----BEGIN EC PRIVATE KEY-----\\nMHcCAQ\\n-----END EC PRIVATE KEY-----",
                "BAD_PRIVATE_KEY", "MHcCAQ-hush");
        final StringBuilder yaml = new StringBuilder(VENUE.replace("venue: binance", "venue: " + venue));
        for (final String part : parts.split(" ")) {
            yaml.append("    ").append(part.replace("bad_", "")).append(": ${").append(part.toUpperCase(Locale.ROOT)).append("}\n");
        }
        final String text = venue.startsWith("coinbase") ? yaml.toString().replace("wss://ws-api", "https://api") : yaml.toString();
        if (complaint == null) {
            final Configuration configuration = read(text, variables);
            assertFalse(configuration.toString().contains("hush") || configuration.toString().contains("aHVz"));
            for (final VenueSettings settings : configuration.venues()) {
                assertEquals("the-key", settings.credentials().apiKey());
                assertEquals(venue.equals("coinbase") ? "open-up" : null, settings.credentials().passphrase());
                assertEquals(venue.equals("coinbase-advanced"), new String(settings.credentials().secret()).contains("\nMHcCAQ\n"));
            }
        } else {
            final Path file = Files.writeString(folder.resolve("config.yaml"), text);
            final String message = assertThrows(ConfigException.class, () -> ConfigReader.read(file, environment(variables))).getMessage();
            assertTrue(message.contains(complaint), message);
            assertTrue(message.matches(".*config\\.yaml:\\d+: .*"), message);
            assertFalse(message.contains("hush") || message.contains("aHVz") || message.contains("MHcCAQ"), message);
        }
    }

    @Test
    void takesSecretsFromAFileThatOnlyItsOwnerReads() throws IOException {
        final Path secret = Files.writeString(folder.resolve("secret"), "hush-hush-hush-hush\n");
        final String yaml = "api: {keys: [{name: ops, role: admin, key_file: secret}]}";

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(complaint(yaml).contains("readable by its owner only: chmod 600"));

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertEquals(List.of(new ApiKey("ops", "hush-hush-hush-hush", Role.ADMIN)), read(yaml, Map.of()).api().keys());
    }

    @Test
    void refusesHalfACredential() throws IOException {
        assertTrue(assertThrows(ConfigException.class, () -> read(VENUE + "    api_key: ${KEY}\n", Map.of("KEY", "k")))
                .getMessage().contains("give all of them or none"));
    }

    @Test
    void tellsOfAMissingFile() {
        final String message = assertThrows(ConfigException.class,
                () -> ConfigReader.read(folder.resolve("none.yaml"), environment(Map.of()))).getMessage();
        assertTrue(message.contains("none.yaml: can not be read"), message);
    }

    private String complaint(final String yaml) throws IOException {
        final Path file = Files.writeString(folder.resolve("config.yaml"), yaml);
        return assertThrows(ConfigException.class, () -> ConfigReader.read(file, environment(Map.of()))).getMessage();
    }

    private Configuration read(final String yaml, final Map<String, String> variables) throws IOException {
        return ConfigReader.read(Files.writeString(folder.resolve("config.yaml"), yaml), environment(variables));
    }

    private static Environment environment(final Map<String, String> variables) {
        return new Environment(variables::get);
    }
}
