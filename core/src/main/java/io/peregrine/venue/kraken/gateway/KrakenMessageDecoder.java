package io.peregrine.venue.kraken.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.json.JsonReader;
import io.peregrine.json.Rfc3339;
import org.agrona.DirectBuffer;

/**
 * One message of the private WebSocket, read in place: an answer, {@code {"method","req_id","result"|"error","success"}}, or a frame of a
 * channel, {@code {"channel","type","data","sequence"}}.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> a view of the message, valid while its bytes are. <b>Allocates:</b> none
 * after construction. <b>Errors:</b> never throws for anything in the bytes; what can not be read is {@link Kind#INVALID}. Source:
 * docs.kraken.com, WebSocket v2.
 */
final class KrakenMessageDecoder {
    /** What a message is. */
    enum Kind {
        /** The answer to a request that the venue took. */
        RESULT,
        /** The answer to a request that the venue refused, or whose outcome it does not know. */
        ERROR,
        PONG,
        EXECUTIONS,
        BALANCES,
        /** Of the trading engine. */
        STATUS,
        /** A heartbeat, or something of no interest here. */
        OTHER,
        /** Not readable. */
        INVALID
    }

    /** An error that answers no request of ours. */
    static final long NO_REQUEST_ID = -1;
    /** A frame without a number. */
    static final long NO_SEQUENCE = -1;

    private static final long METHOD = JsonReader.word("method");
    private static final long REQ_ID = JsonReader.word("req_id");
    private static final long RESULT = JsonReader.word("result");
    private static final long ERROR = JsonReader.word("error");
    private static final long ERROR_CAPITAL = JsonReader.word("Error");
    private static final long SUCCESS = JsonReader.word("success");
    private static final long CHANNEL = JsonReader.word("channel");
    private static final long TYPE = JsonReader.word("type");
    private static final long DATA = JsonReader.word("data");
    private static final long SEQUENCE = JsonReader.word("sequence");
    private static final long TIME_IN = JsonReader.word("time_in");
    private static final long PONG = JsonReader.word("pong");
    private static final long SNAPSHOT = JsonReader.word("snapshot");
    private static final long BALANCES = JsonReader.word("balances");
    private static final long STATUS = JsonReader.word("status");
    private static final long ORDER_ID = JsonReader.word("order_id");
    private static final byte[] EXECUTIONS = ascii("executions");
    private static final byte[] MAX_RATE_COUNT = ascii("maxratecount");

    private final JsonReader reader = new JsonReader();
    private final VenueId orderId = new VenueId();
    private DirectBuffer buffer;
    private int offset;
    private long requestId;
    private long sequence;
    private long timeInNs;
    private long maxRateCount;
    private boolean isAnswer;
    private boolean isPong;
    private boolean isSuccess;
    private boolean isSnapshot;
    private boolean hasOrderId;
    private Kind channel;
    private int textOffset;
    private int textLength;
    private int dataOffset;
    private int dataLength;

    /** Reads one message. */
    Kind decode(final DirectBuffer newBuffer, final int newOffset, final int length) {
        buffer = newBuffer;
        offset = newOffset;
        requestId = NO_REQUEST_ID;
        sequence = NO_SEQUENCE;
        timeInNs = Rfc3339.INVALID;
        maxRateCount = 0;
        isAnswer = false;
        isPong = false;
        isSuccess = false;
        isSnapshot = false;
        hasOrderId = false;
        channel = Kind.OTHER;
        textLength = 0;
        dataLength = 0;
        reader.wrap(newBuffer, newOffset, length);
        readMessage();
        if (reader.failed() || !reader.atEnd()) {
            return Kind.INVALID;
        } else if (isPong) {
            return Kind.PONG;
        } else if (isAnswer || textLength > 0) {
            return isSuccess ? Kind.RESULT : Kind.ERROR;
        }
        return dataLength > 0 ? channel : Kind.OTHER;
    }

    /** The request that this answers, or {@link #NO_REQUEST_ID}. */
    long requestId() {
        return requestId;
    }

    /** A channel's frames are numbered from 1; {@link #NO_SEQUENCE} where this is not. */
    long sequence() {
        return sequence;
    }

    boolean isSnapshot() {
        return isSnapshot;
    }

    /** When the venue had the request, by its clock, or {@link Rfc3339#INVALID}. */
    long timeInNs() {
        return timeInNs;
    }

    /** The venue's ceiling for the trading counters, or 0. */
    long maxRateCount() {
        return maxRateCount;
    }

    /** The id in a result, where {@link #hasOrderId}. */
    VenueId orderId() {
        return orderId;
    }

    boolean hasOrderId() {
        return hasOrderId;
    }

    /** Offset of the error's text in the message's buffer. */
    int textOffset() {
        return textOffset;
    }

    int textLength() {
        return textLength;
    }

    /** The error's text. Allocates: for people. */
    String errorText() {
        return buffer.getStringWithoutLengthUtf8(textOffset, textLength);
    }

    /** Offset of a frame's list of entries in the message's buffer. */
    int dataOffset() {
        return dataOffset;
    }

    int dataLength() {
        return dataLength;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    private void readMessage() {
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == METHOD) {
                isAnswer = true;
                reader.readString();
                isPong = reader.keyIs(PONG);
            } else if (key == CHANNEL) {
                reader.readString();
                channel = reader.keyIs(EXECUTIONS) ? Kind.EXECUTIONS : reader.keyIs(BALANCES) ? Kind.BALANCES
                        : reader.keyIs(STATUS) ? Kind.STATUS : Kind.OTHER;
            } else if (key == DATA) {
                final int start = reader.position();
                reader.skipValue();
                dataOffset = offset + start;
                dataLength = reader.position() - start;
            } else if (key == RESULT && reader.peek() == '{') {
                readResult();
            } else if ((key == ERROR || key == ERROR_CAPITAL) && reader.peek() == '"') {
                reader.readString();
                textOffset = offset + reader.sliceOffset();
                textLength = reader.sliceLength();
            } else {
                readRest(key);
            }
        }
    }

    private void readRest(final long key) {
        if (key == REQ_ID && reader.peek() != 'n') {
            requestId = reader.readLong();
        } else if (key == SUCCESS) {
            isSuccess = reader.readBoolean();
        } else if (key == TYPE) {
            reader.readString();
            isSnapshot = reader.keyIs(SNAPSHOT);
        } else if (key == SEQUENCE) {
            sequence = reader.readLong();
        } else if (key == TIME_IN) {
            reader.readString();
            timeInNs = Rfc3339.parse(buffer, offset + reader.sliceOffset(), reader.sliceLength());
        } else {
            reader.skipValue();
        }
    }

    private void readResult() {
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(ORDER_ID)) {
                reader.readString();
                hasOrderId = orderId.parse(buffer, offset + reader.sliceOffset(), reader.sliceLength());
            } else if (reader.keyIs(MAX_RATE_COUNT)) {
                maxRateCount = reader.readLong();
            } else {
                reader.skipValue();
            }
        }
    }
}
