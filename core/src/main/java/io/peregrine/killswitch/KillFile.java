package io.peregrine.killswitch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file called {@value #NAME} in the data directory trips the switch for as long as it is there: the way for whoever has nothing but a
 * shell, or a share. Its first line, where there is one, is the reason.
 *
 * <p><b>Threading:</b> any. <b>Allocates:</b> at each look.
 */
public final class KillFile {
    /** Its name in the data directory. */
    public static final String NAME = "KILL";

    private static final int LINE_MAX = 200;

    private final Path file;

    /** @param directory the data directory */
    public KillFile(final Path directory) {
        file = directory.resolve(NAME);
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /** What to write down as the reason. */
    public String reason() {
        String line = "";
        try {
            final byte[] bytes = Files.readAllBytes(file);
            line = new String(bytes, 0, Math.min(bytes.length, LINE_MAX), StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
        } catch (final IOException e) {
            line = "which can not be read: " + e.getMessage();
        }
        return "file " + NAME + (line.isEmpty() ? "" : ": " + line);
    }
}
