package io.peregrine.api.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Secrets come from the environment ({@code key: ${NAME}}) or from a file that only its owner can read ({@code key_file: path}); never
 * from the configuration file itself. No message contains one.
 */
final class Secrets {
    private static final Set<PosixFilePermission> ALLOWED = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private Secrets() {
    }

    /**
     * The secret at {@code key} or {@code key_file}.
     *
     * @return the secret, or null where neither key is there
     */
    static String read(final Section section, final String key, final Path base) {
        final String raw = section.raw(key);
        final String file = section.text(key + "_file", null);
        if (raw != null) {
            if (!Environment.isReference(raw)) {
                throw section.wrong(key, "(hidden)", "a reference to the environment, ${NAME}: secrets do not stand in this file");
            }
            return section.text(key, null);
        }
        return file == null ? null : readFile(section, key, base.resolve(file));
    }

    private static String readFile(final Section section, final String key, final Path file) {
        try {
            if (!ALLOWED.containsAll(Files.getPosixFilePermissions(file))) {
                throw section.wrong(key + "_file", file.toString(), "readable by its owner only: chmod 600 it");
            }
            return Files.readString(file).strip();
        } catch (final IOException e) {
            throw section.wrong(key + "_file", file.toString(), "a readable file");
        }
    }
}
