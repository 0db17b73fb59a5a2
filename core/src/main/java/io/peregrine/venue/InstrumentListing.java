package io.peregrine.venue;

import io.peregrine.instrument.Instrument;

/**
 * What a venue's reference data say of an instrument at one time.
 *
 * @param instrument with its steps and limits as they are now; as they were before where the venue does not trade it
 * @param refusal    why it can not be traded now, in the venue's words; empty where it can
 */
public record InstrumentListing(Instrument instrument, String refusal) {
}
