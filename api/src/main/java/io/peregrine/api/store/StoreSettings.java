package io.peregrine.api.store;

import java.nio.file.Path;

/**
 * Settings of the store; see {@code store} in docs/settings.md.
 *
 * @param enabled   is there one?
 * @param directory of its files
 */
public record StoreSettings(boolean enabled, Path directory) {
    /** Its folder in the data directory, unless another is given. */
    public static final String FOLDER = "store";

    /** As it is without a word in the configuration. */
    public static StoreSettings standard(final Path dataDirectory) {
        return new StoreSettings(true, dataDirectory.resolve(FOLDER));
    }
}
