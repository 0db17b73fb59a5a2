package io.peregrine.api.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.api.rest.ApiKey;
import io.peregrine.api.rest.Role;
import io.peregrine.instrument.Venue;
import io.peregrine.runtime.ThreadPlan;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
        assertEquals(2, configuration.notes().size(), configuration.notes()::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hft: {feeds: {bufer_size: 5}}                       | :1: unknown key hft.feeds.bufer_size
            hft: {feeds: {buffer_size: 5}}                      | :1: hft.feeds.buffer_size: '5' is not a whole number from 16 to 1000000
            hft: {feeds: {buffer_size: many}}                   | :1: hft.feeds.buffer_size: 'many' is not a whole number
            hft: {feeds: {latency_threshold: 10}}               | :1: hft.feeds.latency_threshold: '10' is not a duration such as
            hft: {feeds: {providers: [bitmex]}}                 | :1: hft.feeds.providers: 'bitmex' is not one of
            hft: {feeds: {providers: binance}}                  | :1: hft.feeds.providers must be a list
            hft: {risk_management: {max_drawdown: 101}}         | :1: hft.risk_management.max_drawdown: '101' is not a percentage
            hft: {risk_management: {max_exposure: -1}}          | :1: hft.risk_management.max_exposure: '-1' is not a decimal above 0
            hft: {risk_management: {max_exposure: 1.123456789}} | at most 8 decimals
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
    void givesAVenueItsOptionsAndItsPassphrase() throws IOException {
        final VenueSettings venue = read(VENUE + """
                    api_key: ${KEY}
                    secret: ${SECRET}
                    passphrase: ${PHRASE}
                    options: {level2: full, depth: 25}
                """, Map.of("KEY", "k", "SECRET", "s", "PHRASE", "open")).venues().getFirst();
        assertEquals("open", venue.credentials().passphrase());
        assertEquals(Map.of("level2", "full", "depth", "25"), venue.options());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> venue.requireOptions(Set.of("depth", "audit")))
                .getMessage().contains("binance has no option level2; it has audit, depth"));
        assertTrue(assertThrows(ConfigException.class, () -> read(VENUE + "    passphrase: ${PHRASE}\n", Map.of("PHRASE", "open")))
                .getMessage().contains("of use without api_key and secret"));
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
                .getMessage().contains("give both or neither"));
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
