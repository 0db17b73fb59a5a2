package io.peregrine.runtime;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import java.util.Map;

/**
 * How an instrument's book fares.
 *
 * @param instrument    which
 * @param state         of its book
 * @param reason        why it is in that state
 * @param stateTimeNs   since when
 * @param updateId      the venue's id of the last update
 * @param receiveTimeNs when that was received
 * @param counters      what happened to its stream and book, by name
 * @param terms         what is known of its reference data
 */
public record InstrumentStatus(
        Instrument instrument,
        BookState state,
        BookReason reason,
        long stateTimeNs,
        long updateId,
        long receiveTimeNs,
        Map<String, Long> counters,
        InstrumentTerms terms) {
}
