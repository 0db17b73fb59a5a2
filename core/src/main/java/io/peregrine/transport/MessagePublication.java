package io.peregrine.transport;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.peregrine.message.MessageHeaderEncoder;
import org.agrona.sbe.MessageDecoderFlyweight;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts a message on a publication: a header made anew, and the body where it lies. Nothing is asked of the bytes before a decoder's
 * body, so it does not matter who encoded it.
 *
 * <p><b>Threading:</b> confined to its publisher's agent. <b>Allocates:</b> none after construction. <b>Errors:</b> an {@link #offer} that
 * finds no room, or no subscriber, after {@link #ATTEMPTS} attempts is false; a publication that is closed or at its end is an
 * {@link IllegalStateException}: it never takes a message again.
 */
final class MessagePublication {
    /** Attempts at one message: enough for the turn from one term to the next, too few to hold up the agent. */
    static final int ATTEMPTS = 16;

    private final ExclusivePublication publication;
    private final UnsafeBuffer headerBuffer = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    MessagePublication(final ExclusivePublication publication) {
        this.publication = publication;
        header.wrap(headerBuffer, 0);
    }

    /** True where the message is on its way. */
    boolean offer(final MessageDecoderFlyweight message) {
        final int bodyLength = message.sbeDecodedLength();
        header.blockLength(message.sbeBlockLength())
                .templateId(message.sbeTemplateId())
                .schemaId(message.sbeSchemaId())
                .version(message.sbeSchemaVersion());
        for (int i = 0; i < ATTEMPTS; i++) {
            final long result = publication.offer(
                    headerBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH, message.buffer(), message.offset(), bodyLength, null);
            if (result > 0) {
                return true;
            }
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                throw new IllegalStateException("publication " + publication.channel() + " stream " + publication.streamId() + ": "
                        + Publication.errorString(result));
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
