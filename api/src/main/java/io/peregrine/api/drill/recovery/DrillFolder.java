package io.peregrine.api.drill.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The drill's files. */
public final class DrillFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DrillFolder.class);

    private DrillFolder() {
    }

    /** Deletes it with all that is in it. */
    public static void delete(final Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            final List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (final Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException e) {
            LOG.warn("the drill's folder {} could not be deleted: {}", folder, e.getMessage());
        }
    }
}
