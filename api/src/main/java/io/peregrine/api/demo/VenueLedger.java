package io.peregrine.api.demo;

import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all venues of a demo hold at one moment.
 *
 * @param truths by venue
 */
record VenueLedger(Map<Venue, VenueTruth> truths) {
    static VenueLedger fetch(final List<DemoVenue> venues) throws IOException, InterruptedException {
        final Map<Venue, VenueTruth> truths = new LinkedHashMap<>();
        for (final DemoVenue venue : venues) {
            truths.put(venue.venue(), venue.truth());
        }
        return new VenueLedger(truths);
    }

    VenueTruth of(final Venue venue) {
        return truths.get(venue);
    }

    /** Fills on all venues. */
    long fillCount() {
        return truths.values().stream().mapToLong(truth -> truth.fills().size()).sum();
    }
}
