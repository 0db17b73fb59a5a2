package io.peregrine.api.view;

import java.util.UUID;

/** Text of a venue's 128-bit identifier: a plain number where the high half is empty, a UUID otherwise. */
final class VenueId {
    private VenueId() {
    }

    /** The text, or null where both halves are absent. */
    static String text(final long high, final long low, final long nullValue) {
        if (low == nullValue) {
            return null;
        }
        return high == 0 || high == nullValue ? Long.toUnsignedString(low) : new UUID(high, low).toString();
    }
}
