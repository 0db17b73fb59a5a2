package io.peregrine.api.config;

import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.KeyForm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a venue's API key, in the parts that the venue gives it in: all of them or none.
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
     * @param form the parts of the venue's keys
     * @param base where relative paths of key files start
     */
    static Credentials read(final Section entry, final Venue venue, final KeyForm form, final Path base) {
        final Map<String, String> parts = parts(entry, venue, base, form.parts());
        if (parts.isEmpty()) {
            return null;
        }
        final String secret = form.normal(parts.get(form.secret()));
        if (!form.accepts(secret)) {
            throw entry.wrong(given(entry, form.secret()), HIDDEN, form.wanted(venue.key()));
        }
        return new Credentials(parts.get(KeyForm.API_KEY), secret.getBytes(StandardCharsets.UTF_8), parts.get(KeyForm.PASSPHRASE));
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
}
