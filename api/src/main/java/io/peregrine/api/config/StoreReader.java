package io.peregrine.api.config;

import io.peregrine.api.store.StoreSettings;
import java.nio.file.Path;

/**
 * Reads the block {@code store}.
 *
 * <p><b>Threading:</b> stateless. <b>Errors:</b> {@link ConfigException}.
 */
final class StoreReader {
    private StoreReader() {
    }

    static StoreSettings store(final Section root, final Path dataDirectory) {
        try (Section store = root.section("store")) {
            final String directory = store.text("directory", dataDirectory.resolve(StoreSettings.FOLDER).toString());
            if (directory.isEmpty() || directory.indexOf(';') >= 0) {
                throw store.wrong("directory", directory, "a path without a semicolon");
            }
            return new StoreSettings(store.flag("enabled", true), Path.of(directory));
        }
    }
}
