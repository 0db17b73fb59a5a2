package io.peregrine.api.config;

import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a venue's API key, in the parts that the venue gives it in: all of them or none.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>Binance</td><td>{@code api_key}, {@code secret}</td></tr>
 * <tr><td>Kraken</td><td>{@code api_key}, {@code secret} (Base64)</td></tr>
 * <tr><td>Coinbase Exchange</td><td>{@code api_key}, {@code secret} (Base64), {@code passphrase}</td></tr>
 * <tr><td>Coinbase Advanced Trade</td><td>{@code api_key} (the key's name), {@code private_key} (PEM)</td></tr>
 * </table>
 *
 * <p><b>Threading:</b> stateless. <b>Errors:</b> {@link ConfigException}; no message contains a part of a key.
 */
final class CredentialsReader {
    private static final String HIDDEN = "(hidden)";

    private CredentialsReader() {
    }

    /**
     * The key of an entry under {@code venues}, or null where none is given. Bytes of a secret are its text, as the venue gives it.
     *
     * @param base where relative paths of key files start
     */
    static Credentials read(final Section entry, final Venue venue, final Path base) {
        return switch (venue) {
            case COINBASE_ADVANCED -> advanced(entry, venue, base);
            case COINBASE_EXCHANGE -> secret(entry, venue, base, List.of("api_key", "secret", "passphrase"), true);
            case KRAKEN -> secret(entry, venue, base, List.of("api_key", "secret"), true);
            default -> secret(entry, venue, base, List.of("api_key", "secret"), false);
        };
    }

    private static Credentials secret(
            final Section entry, final Venue venue, final Path base, final List<String> names, final boolean isBase64) {
        final Map<String, String> parts = parts(entry, venue, base, names);
        if (parts.isEmpty()) {
            return null;
        }
        final String secret = parts.get("secret");
        if (isBase64 && !isBase64(secret)) {
            throw entry.wrong(given(entry, "secret"), HIDDEN, "Base64, as " + venue.key() + " gives it");
        }
        return new Credentials(parts.get("api_key"), secret.getBytes(StandardCharsets.UTF_8), parts.get("passphrase"));
    }

    private static Credentials advanced(final Section entry, final Venue venue, final Path base) {
        final Map<String, String> parts = parts(entry, venue, base, List.of("api_key", "private_key"));
        if (parts.isEmpty()) {
            return null;
        }
        // The environment holds a PEM file in one line, with line breaks written as \n.
        final String pem = parts.get("private_key").replace("\\n", "\n");
        if (!pem.startsWith("-----BEGIN EC PRIVATE KEY-----") && !pem.startsWith("-----BEGIN PRIVATE KEY-----")) {
            throw entry.wrong(given(entry, "private_key"), HIDDEN,
                    "a private key in PEM: it begins with -----BEGIN EC PRIVATE KEY----- or -----BEGIN PRIVATE KEY-----");
        }
        return new Credentials(parts.get("api_key"), pem.getBytes(StandardCharsets.UTF_8));
    }

    /** All of them by name, or none. */
    private static Map<String, String> parts(
            final Section entry, final Venue venue, final Path base, final List<String> names) {
        final Map<String, String> parts = new LinkedHashMap<>();
        final List<String> missing = new ArrayList<>();
        for (final String name : names) {
            final String part = Secrets.read(entry, name, base);
            if (part == null) {
                missing.add(name);
            } else if (part.isEmpty()) {
                throw entry.wrong(given(entry, name), HIDDEN, "allowed: it is empty");
            } else {
                parts.put(name, part);
            }
        }
        if (!parts.isEmpty() && !missing.isEmpty()) {
            throw entry.wrong(missing.getFirst(), "", "given, while other parts of the key are: a key of " + venue.key() + " is "
                    + String.join(", ", names) + " (each may end in _file); give all of them or none");
        }
        return parts;
    }

    /** The key of the file that a part was given by. */
    private static String given(final Section entry, final String name) {
        return entry.has(name) ? name : name + "_file";
    }

    private static boolean isBase64(final String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (final IllegalArgumentException notBase64) {
            return false;
        }
    }
}
