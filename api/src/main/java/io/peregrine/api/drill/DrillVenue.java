package io.peregrine.api.drill;

import io.peregrine.instrument.Venue;
import io.peregrine.sim.Venues;
import java.util.List;

/**
 * A venue that can be drilled: one that the simulator and the engine both know.
 *
 * @param key   its name on the command line, to both of them
 * @param venue the engine's
 */
record DrillVenue(String key, Venue venue) {
    /** All names. */
    static List<String> keys() {
        return Venues.names().stream().filter(name -> Venue.byKey(name) != null).toList();
    }

    /**
     * By its name.
     *
     * @throws IllegalArgumentException where there is none of that name
     */
    static DrillVenue byKey(final String key) {
        if (!keys().contains(key)) {
            throw new IllegalArgumentException("venue '" + key + "' can not be drilled; known: " + keys());
        }
        return new DrillVenue(key, Venue.byKey(key));
    }
}
