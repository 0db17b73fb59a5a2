package io.peregrine.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A venue is named by its own packages, by one line of {@link Venue}, and by nothing else of the engine and what is around it. */
class VenueNamesTest {
    private static final List<String> MODULES = List.of("core", "native", "offload", "api");
    /** Those that name venues rightly: the list of them, the corpus of the fuzz drill, and what help says can be given. */
    private static final List<String> EXCEPTIONS =
            List.of("io/peregrine/instrument/Venue.java", "io/peregrine/fuzz/FuzzTarget.java", "io/peregrine/api/cli/");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?m)(?<=^|\\s)//[^\n]*", Pattern.DOTALL);
    private static final Pattern NAME =
            Pattern.compile(String.join("|", Venue.families()), Pattern.CASE_INSENSITIVE);

    @Test
    void onlyVenuesAreNamedAfterThemselves() throws IOException {
        final List<String> named = new ArrayList<>();
        int read = 0;
        for (final String module : MODULES) {
            final Path root = Path.of("..", module, "src", "main", "java");
            try (Stream<Path> files = Files.walk(root)) {
                for (final Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    final String name = root.relativize(file).toString().replace('\\', '/');
                    read++;
                    if (!isAllowed(name) && NAME.matcher(COMMENT.matcher(Files.readString(file)).replaceAll(" ")).find()) {
                        named.add(name);
                    }
                }
            }
        }
        assertFalse(read < 100, "only " + read + " files: are the modules elsewhere?");
        assertEquals(List.of(), named, "these name a venue: what is the venue's own belongs into its provider");
    }

    private static boolean isAllowed(final String file) {
        return Venue.families().stream().anyMatch(family -> file.startsWith("io/peregrine/venue/" + family + '/'))
                || EXCEPTIONS.stream().anyMatch(file::startsWith);
    }
}
