package io.peregrine.capture;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * Derives the instruments of a capture, which need hold no reference data, from its messages.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> yes; not for the hot path. <b>Errors:</b> a message that can not be read is passed over.
 */
public interface CaptureScan {
    /** Takes in one line's message. */
    void onMessage(DirectBuffer buffer, int offset, int length);

    /** The instruments seen so far, in order of their symbols, with ids from 0. */
    List<Instrument> instruments(Venue venue);

    /** Is it the body of a REST snapshot, which a capture holds beside the messages of the stream? */
    default boolean isSnapshot(final DirectBuffer buffer, final int offset, final int length) {
        return false;
    }

    /** The venue's symbol that such a body names, or null: most venues' bodies do not say whose they are. */
    default String snapshotSymbol(final DirectBuffer buffer, final int offset, final int length) {
        return null;
    }

    /** The venue's options that the messages seen so far ask for, where they can be of more than one kind. */
    default Map<String, String> options() {
        return Map.of();
    }

    /** What no book can be built without and the messages seen so far have not, as a sentence without its full stop; null for nothing. */
    default String missing() {
        return null;
    }
}
