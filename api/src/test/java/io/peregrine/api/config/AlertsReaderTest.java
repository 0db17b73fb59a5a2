package io.peregrine.api.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.api.alert.AlertRule;
import io.peregrine.api.alert.AlertSettings;
import io.peregrine.api.alert.ChannelSettings;
import io.peregrine.api.alert.ChannelSettings.Mail;
import io.peregrine.api.store.StoreSettings;
import io.peregrine.api.view.RiskEventType;
import io.peregrine.message.Severity;
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

/** The blocks {@code alerts} and {@code store}. */
class AlertsReaderTest {
    private static final Map<String, String> VARIABLES = Map.of(
            "URL", "https://hooks.example.org/T0/hidden", "PLAIN_URL", "http://hooks.example.org/hidden",
            "SECRET", "0123456789abcdef", "SHORT", "hidden");

    @TempDir
    private Path folder;

    @Test
    void hasNoChannelsAndAStoreUnlessTold() throws IOException {
        assertEquals(AlertSettings.NONE, read("").alerts());
        assertEquals(new StoreSettings(true, Path.of("data", "store")), read("").store());
        assertEquals(new StoreSettings(false, Path.of("/elsewhere")), read("store: {enabled: false, directory: /elsewhere}").store());
        assertTrue(refusal("store: {directory: 'a;b'}").contains("store.directory: 'a;b' is not a path without a semicolon"));
    }

    @Test
    void readsEachKey() throws IOException {
        final Path password = Files.writeString(folder.resolve("password"), "the-password\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        final AlertSettings alerts = read("""
                alerts:
                  repeat_interval: 1m
                  max_per_minute: 7
                  attempts: 2
                  queue: 9
                  channels:
                    - {id: a, type: log}
                    - {id: b, type: webhook, url: "${URL}", secret: "${SECRET}", timeout: 3s}
                    - {id: c, type: email, host: mail.example.org, security: tls, user: me, password_file: password, from: e@example.org,
                       to: [x@example.org, y@example.org]}
                    - {id: d, type: email, host: localhost, port: 25, security: none, from: e@example.org, to: [x@example.org]}
                  rules:
                    - {channels: [a]}
                    - {severity: critical, types: [trading_halted, kill_switch], strategies: [mm], venues: [kraken], symbols: [BTC/USD],
                       latency_above: 50ms, channels: [b, c]}
                """).alerts();
        assertEquals(List.of(60_000_000_000L, 7, 2, 9),
                List.of(alerts.repeatNs(), alerts.perMinuteMax(), alerts.attemptsMax(), alerts.queueLength()));
        assertEquals(List.of(
                new ChannelSettings.Log("a"),
                new ChannelSettings.Webhook("b", URI.create(VARIABLES.get("URL")), "0123456789abcdef", 3_000_000_000L),
                new Mail("c", "mail.example.org", 465, Mail.Security.TLS, new Mail.Login("me", "the-password"), "e@example.org",
                        List.of("x@example.org", "y@example.org"), 10_000_000_000L),
                new Mail("d", "localhost", 25, Mail.Security.NONE, null, "e@example.org", List.of("x@example.org"), 10_000_000_000L)),
                alerts.channels());
        assertEquals(List.of(
                new AlertRule(Severity.WARNING, Set.of(), Set.of(), Set.of(), Set.of(), 0, List.of("a")),
                new AlertRule(Severity.CRITICAL, Set.of(RiskEventType.TRADING_HALTED, RiskEventType.KILL_SWITCH), Set.of("mm"),
                        Set.of("kraken"), Set.of("BTC/USD"), 50_000_000, List.of("b", "c"))),
                alerts.rules());
    }

    @Test
    void refusesWhatIsWrongAndNamesNoSecret() {
        final String hook = "alerts: {channels: [{id: b, type: webhook, ";
        for (final String text : List.of(
                hook + "url: \"https://hooks.example.org/hidden\", secret: \"${SECRET}\"}]}",
                hook + "url: \"${PLAIN_URL}\", secret: \"${SECRET}\"}]}",
                hook + "url: \"${URL}\", secret: \"${SHORT}\"}]}",
                hook + "url: \"${URL}\"}]}")) {
            final String message = refusal(text);
            assertTrue(message.contains("alerts.channels[0]."), message);
            assertFalse(message.contains("hidden") && !message.contains("(hidden)") || message.contains("example.org/hidden"), message);
        }
        final String mail = "alerts: {channels: [{id: c, type: email, host: mail.example.org, from: e@x, ";
        assertTrue(refusal(mail + "to: [a@x], security: none}]}").contains("beyond this machine"));
        assertTrue(refusal(mail + "to: [a@x], user: me}]}").contains("give user and password, or neither"));
        assertTrue(refusal(mail + "to: []}]}").contains("at least one address"));
        assertTrue(refusal(mail + "to: [nobody]}]}").contains("'nobody' is not an e-mail address"));
        assertTrue(refusal("alerts: {channels: [{id: a}, {id: a}]}").contains("a name of its own"));
        assertTrue(refusal("alerts: {channels: [{id: a, type: pigeon}]}").contains("one of [log, webhook, email]"));
        assertTrue(refusal("alerts: {channels: [{id: a}], rules: [{channels: [b]}]}").contains("an id of alerts.channels: [a]"));
        assertTrue(refusal("alerts: {channels: [{id: a}], rules: [{channels: [a], types: [rain]}]}").contains("'rain' is not one of"));
        assertTrue(refusal("alerts: {channels: [{id: a, url: x}]}").contains("unknown key"));
    }

    private String refusal(final String text) {
        return assertThrows(ConfigException.class, () -> read(text), text).getMessage();
    }

    private Configuration read(final String text) throws IOException {
        final Path file = Files.writeString(folder.resolve("config.yaml"), text + "\n");
        return ConfigReader.read(file, new Environment(VARIABLES::get));
    }
}
