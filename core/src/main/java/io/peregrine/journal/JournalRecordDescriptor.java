package io.peregrine.journal;

import io.peregrine.message.MessageHeaderDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Layout of one record, which is one excerpt of the queue. Little-endian.
 *
 * <pre>
 *  0               8               16               24
 *  +---------------+---------------+----------------+-----------------------------+
 *  | sequence      | chain         | SBE header     | SBE block and variable text |
 *  +---------------+---------------+----------------+-----------------------------+
 * </pre>
 *
 * The sequence is 1 for the first record and grows by one, over rolls of the file and restarts of the engine. The chain is a 64-bit hash of
 * the record before's chain, the sequence and the message: a byte that changed, a record that went or one that was put in breaks it. It is
 * no defence against somebody who computes it anew.
 */
final class JournalRecordDescriptor {
    static final int SEQUENCE_OFFSET = 0;
    static final int CHAIN_OFFSET = SEQUENCE_OFFSET + Long.BYTES;
    static final int MESSAGE_OFFSET = CHAIN_OFFSET + Long.BYTES;
    static final int LENGTH_MIN_BYTES = MESSAGE_OFFSET + MessageHeaderDecoder.ENCODED_LENGTH;

    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private JournalRecordDescriptor() {
    }

    /** The chain value of a record. */
    static long chain(final long previous, final long sequence, final DirectBuffer buffer, final int offset, final int length) {
        long hash = mix(mix(previous ^ sequence) ^ length);
        final int end = offset + length;
        int i = offset;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            hash = mix(hash ^ buffer.getLong(i, ByteOrder.LITTLE_ENDIAN));
        }
        for (; i < end; i++) {
            hash = mix(hash ^ buffer.getByte(i));
        }
        return hash;
    }

    private static long mix(final long value) {
        final long product = value * MULTIPLIER;
        return product ^ product >>> 32;
    }
}
