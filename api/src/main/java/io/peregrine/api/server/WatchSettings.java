package io.peregrine.api.server;

import io.peregrine.api.alert.AlertSettings;
import java.nio.file.Path;

/**
 * What looks at risk beside the engine.
 *
 * @param alerts which, and where to
 * @param marks  file of the samples of the marks, or null to forget them with the process
 */
public record WatchSettings(AlertSettings alerts, Path marks) {
    /** No alerts, nothing kept. */
    public static final WatchSettings NONE = new WatchSettings(AlertSettings.NONE, null);

    /** With the samples in the data directory. */
    public static WatchSettings of(final AlertSettings alerts, final Path dataDirectory) {
        return new WatchSettings(alerts, dataDirectory.resolve("marks").resolve("minutes.csv"));
    }
}
