package io.peregrine.emergency;

import io.peregrine.killswitch.KillSwitch;
import io.peregrine.venue.AccountFlattener;
import java.nio.file.Path;

/**
 * Closes positions after everything is cancelled, where the configuration asks for it.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param directory  the engine's data directory, with its files of positions and of claims
 * @param killSwitch whose trip the closing belongs to
 */
public record Flatten(Path directory, KillSwitch killSwitch) {
    /** The closing at one venue. */
    VenueFlatten at(final String venueKey, final AccountFlattener flattener, final Pause time) {
        return new VenueFlatten(this, venueKey, flattener, time);
    }
}
