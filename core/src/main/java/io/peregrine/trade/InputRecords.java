package io.peregrine.trade;

import io.peregrine.message.CoreInputEncoder;
import io.peregrine.message.InputKind;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.RejectReason;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * Writes down what comes into the core, before the core acts on it, so that a replay can do the same again. Off unless asked for.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none.
 */
final class InputRecords {
    private static final int MESSAGE_OFFSET =
            Records.HEADER + CoreInputEncoder.BLOCK_LENGTH + CoreInputEncoder.messageHeaderLength();

    private final Records records;
    private final UnsafeBuffer buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(Records.BUFFER_BYTES, Long.BYTES));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CoreInputEncoder input = new CoreInputEncoder();
    private boolean on;

    InputRecords(final Records records) {
        this.records = records;
    }

    void on() {
        on = true;
    }

    /** A message; nested where the core is still busy with what caused it. */
    void message(final MessageDecoderFlyweight message, final long nowNs, final boolean nested) {
        if (on) {
            final int length = message.sbeDecodedLength();
            header.wrap(buffer, MESSAGE_OFFSET)
                    .blockLength(message.sbeBlockLength())
                    .templateId(message.sbeTemplateId())
                    .schemaId(CoreInputEncoder.SCHEMA_ID)
                    .version(CoreInputEncoder.SCHEMA_VERSION);
            buffer.putBytes(MESSAGE_OFFSET + MessageHeaderEncoder.ENCODED_LENGTH, message.buffer(), message.offset(), length);
            append(nested ? InputKind.NESTED : InputKind.MESSAGE, RejectReason.NONE, nowNs, MessageHeaderEncoder.ENCODED_LENGTH + length);
        }
    }

    /** Something without a message. */
    void event(final InputKind kind, final RejectReason reason, final long nowNs) {
        if (on) {
            append(kind, reason, nowNs, 0);
        }
    }

    /** A strategy's call was ended, here within the event. */
    void callEnded(final CallEnd end) {
        if (on) {
            append(end.inLoop() ? InputKind.LOOP_TIMEOUT : InputKind.TIMEOUT, RejectReason.EXECUTION_TIMEOUT, end.use(), 0);
        }
    }

    private void append(final InputKind kind, final RejectReason reason, final long nowNs, final int length) {
        input.wrapAndApplyHeader(buffer, 0, header).nowNs(nowNs).kind(kind).reason(reason);
        buffer.putShort(MESSAGE_OFFSET - Short.BYTES, (short) length, ByteOrder.LITTLE_ENDIAN);
        records.append(buffer, MESSAGE_OFFSET + length);
    }
}
