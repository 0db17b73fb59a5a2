package io.peregrine.journal;

import org.agrona.DirectBuffer;

/**
 * Appends to the journal. When {@link #append} returns, the record survives the death of this process.
 *
 * <p><b>Threading:</b> single writer, the trade thread. <b>Allocates:</b> none after warm-up.
 */
@FunctionalInterface
public interface JournalWriter {
    /**
     * One SBE message, with its header, from {@code io.peregrine.message}.
     *
     * @throws IllegalStateException the journal can not be written: trading must stop
     */
    void append(DirectBuffer buffer, int offset, int length);
}
