package io.peregrine.api.config;

import io.peregrine.api.alert.AlertRule;
import io.peregrine.api.alert.AlertSettings;
import io.peregrine.api.alert.ChannelSettings;
import io.peregrine.api.alert.ChannelSettings.Mail;
import io.peregrine.api.rest.Hosts;
import io.peregrine.api.view.RiskEventType;
import io.peregrine.message.Severity;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the block {@code alerts}. Addresses of webhooks, and passwords, are secrets: they come from the environment or from a file.
 *
 * <p><b>Threading:</b> confined. <b>Errors:</b> {@link ConfigException}; none contains a secret.
 */
final class AlertsReader {
    private static final List<String> SEVERITIES = List.of("info", "warning", "severe", "critical");
    private static final List<String> TYPES = Stream.of(RiskEventType.values()).map(AlertsReader::key).toList();
    private static final int SECRET_LENGTH_MIN = 16;

    private final Path base;
    private final List<ChannelSettings> channels = new ArrayList<>();

    /** @param base where relative paths of key files start */
    AlertsReader(final Path base) {
        this.base = base;
    }

    AlertSettings alerts(final Section root) {
        try (Section alerts = root.section("alerts")) {
            for (final Section entry : alerts.sections("channels")) {
                try (entry) {
                    channels.add(channel(entry));
                }
            }
            final List<AlertRule> rules = new ArrayList<>();
            for (final Section entry : alerts.sections("rules")) {
                try (entry) {
                    rules.add(rule(entry));
                }
            }
            return new AlertSettings(List.copyOf(channels), List.copyOf(rules),
                    alerts.durationNs("repeat_interval", "5m", "0s", "24h"),
                    alerts.integer("max_per_minute", 30, 1, 10_000),
                    alerts.integer("attempts", 5, 1, 100),
                    alerts.integer("queue", 1_000, 1, 100_000));
        }
    }

    private ChannelSettings channel(final Section entry) {
        final String id = entry.required("id");
        if (!id.matches("[a-z0-9_-]{1,32}") || channels.stream().anyMatch(channel -> channel.id().equals(id))) {
            throw entry.wrong("id", id, "a name of its own of at most 32 of a-z 0-9 - _");
        }
        return switch (entry.choice("type", "log", List.of("log", "webhook", "email"))) {
            case "webhook" -> new ChannelSettings.Webhook(id, url(entry), secret(entry), timeoutNs(entry));
            case "email" -> mail(id, entry);
            default -> new ChannelSettings.Log(id);
        };
    }

    private URI url(final Section entry) {
        final String text = Secrets.read(entry, "url", base);
        if (text != null) {
            try {
                final URI url = URI.create(text);
                final boolean local = url.getHost() != null && "http".equals(url.getScheme()) && Hosts.loopback(url.getHost());
                if (url.getHost() != null && ("https".equals(url.getScheme()) || local)) {
                    return url;
                }
            } catch (final IllegalArgumentException e) {
                throw wrongUrl(entry);
            }
        }
        throw wrongUrl(entry);
    }

    private static ConfigException wrongUrl(final Section entry) {
        return entry.wrong("url", "(hidden)", "${NAME} or a url_file, with an address of the form https://…, or http://… on this machine");
    }

    private String secret(final Section entry) {
        final String secret = Secrets.read(entry, "secret", base);
        if (secret == null || secret.length() < SECRET_LENGTH_MIN) {
            throw entry.wrong("secret", secret == null ? "" : "(hidden)",
                    "${NAME} or a secret_file, of at least " + SECRET_LENGTH_MIN + " characters");
        }
        return secret;
    }

    private Mail mail(final String id, final Section entry) {
        final String host = entry.required("host");
        final Mail.Security security =
                Mail.Security.valueOf(entry.choice("security", "starttls", List.of("tls", "starttls", "none")).toUpperCase(Locale.ROOT));
        if (security == Mail.Security.NONE && !Hosts.loopback(host)) {
            throw entry.wrong("security", "none", "allowed beyond this machine: give tls or starttls");
        }
        final int port = entry.integer("port", security == Mail.Security.TLS ? 465 : 587, 1, 65_535);
        final String user = entry.text("user", null);
        final String password = Secrets.read(entry, "password", base);
        if ((user == null) != (password == null)) {
            throw entry.wrong("user", user == null ? "" : user, "complete: give user and password, or neither");
        }
        final List<String> to = entry.texts("to", List.of());
        if (to.isEmpty()) {
            throw entry.wrong("to", "[]", "a list of at least one address");
        }
        to.forEach(address -> address(entry, "to", address));
        return new Mail(id, host, port, security, user == null ? null : new Mail.Login(user, password),
                address(entry, "from", entry.required("from")), to, timeoutNs(entry));
    }

    private static String address(final Section entry, final String key, final String text) {
        if (!text.matches("[^\\s@<>,;]+@[^\\s@<>,;]+")) {
            throw entry.wrong(key, text, "an e-mail address");
        }
        return text;
    }

    private static long timeoutNs(final Section entry) {
        return entry.durationNs("timeout", "10s", "100ms", "5m");
    }

    private AlertRule rule(final Section entry) {
        final List<String> targets = entry.texts("channels", List.of());
        if (targets.isEmpty()) {
            throw entry.wrong("channels", "[]", "a list of at least one id of alerts.channels");
        }
        for (final String target : targets) {
            if (channels.stream().noneMatch(channel -> channel.id().equals(target))) {
                throw entry.wrong("channels", target, "an id of alerts.channels: " + channels.stream().map(ChannelSettings::id).toList());
            }
        }
        final Set<RiskEventType> types = EnumSet.noneOf(RiskEventType.class);
        for (final String type : entry.texts("types", List.of())) {
            if (!TYPES.contains(type)) {
                throw entry.wrong("types", type, "one of " + TYPES);
            }
            types.add(RiskEventType.valueOf(type.toUpperCase(Locale.ROOT)));
        }
        return new AlertRule(
                Severity.valueOf(entry.choice("severity", "warning", SEVERITIES).toUpperCase(Locale.ROOT)),
                types,
                Set.copyOf(entry.texts("strategies", List.of())),
                Set.copyOf(entry.texts("venues", List.of())),
                Set.copyOf(entry.texts("symbols", List.of())),
                entry.durationNs("latency_above", "0s", "0s", "1h"),
                targets);
    }

    private static String key(final RiskEventType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
