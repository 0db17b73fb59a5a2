package io.peregrine.venue.binance.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.json.JsonReader;
import io.peregrine.venue.binance.reference.BinanceRateLimit.Type;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * One message of the venue's WebSocket API, read in place: a response, {@code {"id","status","result"|"error","rateLimits"}}, or an event
 * of the user data stream, {@code {"subscriptionId","event":{…}}}.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> a view of the message, valid while its bytes are. <b>Units:</b> times in
 * milliseconds of the venue's clock. <b>Allocates:</b> none after construction. <b>Errors:</b> never throws for anything in the bytes;
 * what can not be read is {@link Kind#INVALID}. Source: Binance WebSocket API, "Response format", "User Data Stream".
 */
final class BinanceMessageDecoder {
    /** What a message is. */
    enum Kind {
        /** The answer to a request that the venue took. */
        RESULT,
        /** The answer to a request that the venue refused, or whose outcome it does not know. */
        ERROR,
        /** Something happened to the account. */
        EVENT,
        /** Not readable, or none of these. */
        INVALID
    }

    /** No request id: the venue could not read it. */
    static final long NO_REQUEST_ID = -1;

    private static final int STATUS_CLASS = 100;
    private static final int STATUS_CLASS_OK = 2;
    private static final long ID = JsonReader.word("id");
    private static final long STATUS = JsonReader.word("status");
    private static final long RESULT = JsonReader.word("result");
    private static final long ERROR = JsonReader.word("error");
    private static final long EVENT = JsonReader.word("event");
    private static final long CODE = JsonReader.word("code");
    private static final long MSG = JsonReader.word("msg");
    private static final long DATA = JsonReader.word("data");
    private static final long LIMIT = JsonReader.word("limit");
    private static final long COUNT = JsonReader.word("count");
    private static final long INTERVAL = JsonReader.word("interval");
    private static final long SECOND = JsonReader.word("SECOND");
    private static final long MINUTE = JsonReader.word("MINUTE");
    private static final long DAY = JsonReader.word("DAY");
    private static final long ORDERS = JsonReader.word("ORDERS");
    private static final byte[] INTERVAL_NUM = ascii("intervalNum");
    private static final byte[] RATE_LIMITS = ascii("rateLimits");
    private static final byte[] RATE_LIMIT_TYPE = ascii("rateLimitType");
    private static final byte[] REQUEST_WEIGHT = ascii("REQUEST_WEIGHT");
    private static final byte[] RETRY_AFTER = ascii("retryAfter");
    private static final byte[] CANCEL_RESPONSE = ascii("cancelResponse");
    private static final byte[] NEW_ORDER_RESPONSE = ascii("newOrderResponse");

    private final JsonReader reader = new JsonReader();
    private final OrderFields fields = new OrderFields();
    private final ErrorHalf cancelHalf = new ErrorHalf();
    private final ErrorHalf newOrderHalf = new ErrorHalf();
    private DirectBuffer buffer;
    private int offset;
    private long requestId;
    private int status;
    private int errorCode;
    private int textOffset;
    private int textLength;
    private long retryAfterMs;
    private int listOffset;
    private int listLength;
    private int rateLimitsOffset;
    private int rateLimitsLength;

    /** Reads one message. */
    Kind decode(final DirectBuffer newBuffer, final int newOffset, final int length) {
        clear(newBuffer, newOffset, 0);
        reader.wrap(newBuffer, newOffset, length);
        final Kind kind = readMessage();
        return reader.failed() || !reader.atEnd() ? Kind.INVALID : kind;
    }

    /**
     * Reads the body of a REST answer, which is a result or an error without anything around it. Where it can not be read there is no
     * error code and no text, the status is still there.
     */
    Kind decodeBody(final int httpStatus, final DirectBuffer newBuffer, final int newOffset, final int length) {
        clear(newBuffer, newOffset, httpStatus);
        reader.wrap(newBuffer, newOffset, length);
        final boolean ok = httpStatus / STATUS_CLASS == STATUS_CLASS_OK;
        if (ok) {
            readResult();
        } else {
            readError();
        }
        if (reader.failed() || !reader.atEnd()) {
            clear(newBuffer, newOffset, httpStatus);
            return Kind.INVALID;
        }
        return ok ? Kind.RESULT : Kind.ERROR;
    }

    private void clear(final DirectBuffer newBuffer, final int newOffset, final int newStatus) {
        buffer = newBuffer;
        offset = newOffset;
        requestId = NO_REQUEST_ID;
        status = newStatus;
        errorCode = 0;
        textOffset = newOffset;
        textLength = 0;
        retryAfterMs = OrderFields.ABSENT;
        listLength = 0;
        rateLimitsLength = 0;
        cancelHalf.clear();
        newOrderHalf.clear();
        fields.clear(newBuffer);
    }

    /** The request that this answers, or {@link #NO_REQUEST_ID}. */
    long requestId() {
        return requestId;
    }

    /** As HTTP's. */
    int status() {
        return status;
    }

    int errorCode() {
        return errorCode;
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

    /** Why the cancel of a cancel-replace failed, where it did. */
    ErrorHalf cancelHalf() {
        return cancelHalf;
    }

    /** Why the new order of a cancel-replace failed, where it did. */
    ErrorHalf newOrderHalf() {
        return newOrderHalf;
    }

    /** When to ask again, or {@link OrderFields#ABSENT}. */
    long retryAfterMs() {
        return retryAfterMs;
    }

    /** Offset of a result that is a list, in the message's buffer. */
    int listOffset() {
        return listOffset;
    }

    /** 0 where the result is not a list. */
    int listLength() {
        return listLength;
    }

    /** Of the result or the event. */
    OrderFields fields() {
        return fields;
    }

    /** The message's bytes. */
    DirectBuffer buffer() {
        return buffer;
    }

    /** Hands on the venue's counts, if the response has them. */
    void observeRateLimits(final RateLimits limits, final long nowNs) {
        if (rateLimitsLength == 0) {
            return;
        }
        reader.wrap(buffer, rateLimitsOffset, rateLimitsLength);
        reader.beginArray();
        while (reader.nextElement()) {
            observeRateLimit(limits, nowNs);
        }
    }

    private Kind readMessage() {
        Kind kind = Kind.INVALID;
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == ID) {
                requestId = readId();
            } else if (key == STATUS) {
                status = (int) reader.readLong();
            } else if (key == RESULT) {
                kind = Kind.RESULT;
                readResult();
            } else if (key == ERROR) {
                kind = Kind.ERROR;
                readError();
            } else if (key == EVENT) {
                kind = Kind.EVENT;
                fields.readEvent(reader, offset);
            } else if (reader.keyIs(RATE_LIMITS)) {
                final int start = reader.position();
                reader.skipValue();
                rateLimitsOffset = offset + start;
                rateLimitsLength = reader.position() - start;
            } else {
                reader.skipValue();
            }
        }
        return kind;
    }

    private long readId() {
        if (reader.readNull()) {
            return NO_REQUEST_ID;
        }
        if (reader.peek() == '"') {
            reader.readString();
            return NO_REQUEST_ID;
        }
        return reader.readLong();
    }

    private void readResult() {
        if (reader.peek() == '{') {
            fields.readResult(reader, offset, FieldNames.ORDER);
            return;
        }
        final int start = reader.position();
        reader.skipValue();
        listOffset = offset + start;
        listLength = reader.position() - start;
    }

    private void readError() {
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(CODE)) {
                errorCode = (int) reader.readLong();
            } else if (reader.keyIs(MSG)) {
                reader.readString();
                textOffset = offset + reader.sliceOffset();
                textLength = reader.sliceLength();
            } else if (reader.keyIs(DATA) && reader.peek() == '{') {
                readErrorData();
            } else {
                reader.skipValue();
            }
        }
    }

    private void readErrorData() {
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(RETRY_AFTER)) {
                retryAfterMs = reader.readLong();
            } else if (reader.keyIs(CANCEL_RESPONSE) && reader.peek() == '{') {
                cancelHalf.read(reader, offset);
            } else if (reader.keyIs(NEW_ORDER_RESPONSE) && reader.peek() == '{') {
                newOrderHalf.read(reader, offset);
            } else {
                reader.skipValue();
            }
        }
    }

    private void observeRateLimit(final RateLimits limits, final long nowNs) {
        Type type = null;
        long intervalNs = 0;
        long intervals = 0;
        long limit = 0;
        long count = 0;
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(RATE_LIMIT_TYPE)) {
                reader.readString();
                type = reader.keyIs(ORDERS) ? Type.ORDERS : reader.keyIs(REQUEST_WEIGHT) ? Type.REQUEST_WEIGHT : null;
            } else if (reader.keyIs(INTERVAL)) {
                reader.readString();
                intervalNs = intervalNs(reader.keyWord());
            } else if (reader.keyIs(INTERVAL_NUM)) {
                intervals = reader.readLong();
            } else if (reader.keyIs(LIMIT)) {
                limit = reader.readLong();
            } else if (reader.keyIs(COUNT)) {
                count = reader.readLong();
            } else {
                reader.skipValue();
            }
        }
        if (!reader.failed() && type != null && limit > 0 && limit <= Integer.MAX_VALUE && count >= 0) {
            limits.observe(type, intervalNs * intervals, (int) limit, (int) Math.min(count, limit), nowNs);
        }
    }

    private static long intervalNs(final long word) {
        if (word == SECOND) {
            return TimeUnit.SECONDS.toNanos(1);
        } else if (word == MINUTE) {
            return TimeUnit.MINUTES.toNanos(1);
        }
        return word == DAY ? TimeUnit.DAYS.toNanos(1) : 0;
    }
}
