package io.peregrine.api.config;

import io.peregrine.api.rest.ApiKey;
import io.peregrine.api.rest.Role;
import io.peregrine.api.server.ApiSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the {@code api} block.
 *
 * <p><b>Threading:</b> stateless. <b>Errors:</b> {@link ConfigException}; no message contains a key.
 */
final class ApiReader {
    private static final List<String> ROLES = List.of("read", "trade", "admin");

    private ApiReader() {
    }

    /** @param base where relative paths of key files start */
    static ApiSettings api(final Section root, final long performanceWindowNs, final Path base) {
        try (Section api = root.section("api")) {
            final List<ApiKey> keys = new ArrayList<>();
            for (final Section entry : api.sections("keys")) {
                try (entry) {
                    final String key = Secrets.read(entry, "key", base);
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
}
