package io.peregrine.net;

import static io.peregrine.text.Ascii.ascii;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One HTTP/1.1 response, read where it was received: status, fields, and a body by Content-Length, in chunks, or to the connection's end.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Memory:</b> a view on the connection's read buffer, valid during
 * {@link HttpResponseListener#onResponse}; a body in chunks is joined in a buffer of its own. <b>Allocates:</b> only where a body in chunks
 * is longer than any before, and for the text of an error. <b>Errors:</b> {@link Result#ERROR} with {@link #error}. Source: RFC 9112.
 */
public final class HttpResponse {
    /** What {@link #decode} makes of the bytes so far. */
    enum Result { INCOMPLETE, COMPLETE, ERROR }

    static final int HEAD_BYTES_MAX = 16 * 1024;
    /** Of one line that says how long a chunk is. */
    private static final int CHUNK_LINE_MAX = 256;
    private static final byte[] VERSION = ascii("http/1.");
    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
    private static final byte[] CHUNKED = ascii("chunked");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] CLOSE = ascii("close");
    private static final int STATUS_OFFSET = 9;
    private static final int UNKNOWN_LENGTH = -1;

    private final int bytesMax;
    private final UnsafeBuffer body = new UnsafeBuffer(0, 0);
    private byte[] joined = new byte[1024];
    private DirectBuffer buffer;
    private int start;
    private int scanned;
    private int headLength;
    private int status;
    private int contentLength;
    private boolean isChunked;
    private boolean isLast;
    private int chunkPosition;
    private int joinedLength;
    private int length;
    private String error;

    HttpResponse(final int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /**
     * A response that was recorded whole.
     *
     * @throws IllegalArgumentException where it is none, or not whole
     */
    public static HttpResponse of(final byte[] bytes) {
        final HttpResponse response = new HttpResponse(bytes.length);
        if (response.decode(new UnsafeBuffer(bytes), 0, bytes.length, true) != Result.COMPLETE) {
            throw new IllegalArgumentException("no whole HTTP response: " + new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return response;
    }

    /** Before the next response. */
    void reset() {
        scanned = 0;
        headLength = 0;
        joinedLength = 0;
        length = 0;
    }

    /**
     * Looks at what has come of a response.
     *
     * @param ended no more bytes will come
     */
    Result decode(final DirectBuffer source, final int offset, final int available, final boolean ended) {
        buffer = source;
        start = offset;
        if (headLength == 0 && !head(available)) {
            return scanned > HEAD_BYTES_MAX ? fail("a head of more than " + HEAD_BYTES_MAX + " bytes") : Result.INCOMPLETE;
        }
        if (error != null) {
            return Result.ERROR;
        }
        return isChunked ? chunks(available) : plainBody(available, ended);
    }

    /** Bytes that it takes of the connection, once it is complete. */
    int length() {
        return length;
    }

    /** Bytes that there must be before another look is of use. */
    int requiredLength(final int available) {
        return headLength > 0 && !isChunked && contentLength != UNKNOWN_LENGTH ? headLength + contentLength : available + 1;
    }

    /** Why it is no response. */
    String error() {
        return error;
    }

    /** Does the server keep the connection? */
    boolean keepsAlive() {
        return !isLast && (isChunked || contentLength != UNKNOWN_LENGTH);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** Is the status one of success? */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Its body, from 0 to the capacity. */
    public DirectBuffer body() {
        return body;
    }

    /** The body as text, for people; at most so many bytes of it. Allocates. */
    public String text(final int lengthMax) {
        return body.getStringWithoutLengthUtf8(0, Math.min(body.capacity(), lengthMax));
    }

    /**
     * A field's value as a whole number.
     *
     * @param name in lower case
     * @return -1 where there is none, or it is no such number
     */
    public long number(final byte[] name) {
        final int field = find(name);
        if (field < 0) {
            return -1;
        }
        long value = -1;
        for (int i = field; i < field + 18; i++) {
            final int digit = buffer.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = Math.max(0, value) * 10 + digit;
        }
        return value;
    }

    /**
     * A field's value.
     *
     * @param name in lower case
     * @return null where there is none. Allocates
     */
    public String field(final byte[] name) {
        final int field = find(name);
        return field < 0 ? null : buffer.getStringWithoutLengthUtf8(field, lineEnd(field) - field).strip();
    }

    /**
     * Copies a field's value.
     *
     * @param name in lower case
     * @return its length, -1 where there is none or the target has no room for it
     */
    public int copyField(final byte[] name, final byte[] target) {
        final int field = find(name);
        if (field < 0) {
            return -1;
        }
        int end = lineEnd(field);
        while (end > field && buffer.getByte(end - 1) == ' ') {
            end--;
        }
        if (end - field > target.length) {
            return -1;
        }
        buffer.getBytes(field, target, 0, end - field);
        return end - field;
    }

    private boolean head(final int available) {
        final int end = Math.min(available, HEAD_BYTES_MAX + 1);
        for (; scanned + 4 <= end; scanned++) {
            final int at = start + scanned;
            if (buffer.getByte(at) == '\r' && buffer.getByte(at + 1) == '\n' && buffer.getByte(at + 2) == '\r'
                    && buffer.getByte(at + 3) == '\n') {
                headLength = scanned + 4;
                fields();
                return true;
            }
        }
        if (end > HEAD_BYTES_MAX) {
            scanned = end;
        }
        return false;
    }

    private void fields() {
        error = null;
        status = headLength < STATUS_OFFSET + 5 || !startsWith(start, VERSION) ? 0 : status(start + STATUS_OFFSET);
        if (status == 0) {
            fail("no HTTP: " + buffer.getStringWithoutLengthUtf8(start, Math.min(headLength, 80)).strip());
            return;
        }
        isLast = contains(CONNECTION, CLOSE);
        isChunked = contains(TRANSFER_ENCODING, CHUNKED);
        chunkPosition = headLength;
        final long stated = number(CONTENT_LENGTH);
        final boolean hasNoBody = status < 200 || status == 204 || status == 304;
        contentLength = hasNoBody ? 0 : stated < 0 || stated > bytesMax ? UNKNOWN_LENGTH : (int) stated;
        if (stated > bytesMax) {
            fail("a body of " + stated + " bytes, at most " + bytesMax + " are taken");
        }
    }

    private int status(final int at) {
        int value = 0;
        for (int i = at; i < at + 3; i++) {
            final int digit = buffer.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private Result plainBody(final int available, final boolean ended) {
        final int here = available - headLength;
        if (here > bytesMax && contentLength == UNKNOWN_LENGTH) {
            return fail("a body of more than " + bytesMax + " bytes");
        }
        if (contentLength == UNKNOWN_LENGTH ? !ended : here < contentLength) {
            return Result.INCOMPLETE;
        }
        final int bodyLength = contentLength == UNKNOWN_LENGTH ? here : contentLength;
        body.wrap(buffer, start + headLength, bodyLength);
        length = headLength + bodyLength;
        return Result.COMPLETE;
    }

    private Result chunks(final int available) {
        while (true) {
            final int line = start + chunkPosition;
            int end = line;
            final int limit = start + available;
            while (end < limit && buffer.getByte(end) != '\n') {
                end++;
            }
            if (end == limit) {
                return end - line > CHUNK_LINE_MAX ? fail("a chunk without a length") : Result.INCOMPLETE;
            }
            final int chunkLength = chunkLength(line, end);
            if (chunkLength < 0 || joinedLength + chunkLength > bytesMax) {
                return fail("a chunk of a wrong length, or a body of more than " + bytesMax + " bytes");
            }
            final int next = end + 1 + chunkLength + 2;
            if (chunkLength == 0) {
                return lastChunk(end + 1, limit);
            }
            if (next > limit) {
                return Result.INCOMPLETE;
            }
            join(end + 1, chunkLength);
            chunkPosition = next - start;
        }
    }

    /** Trailing fields are passed over. */
    private Result lastChunk(final int trailers, final int limit) {
        int line = trailers;
        while (true) {
            int end = line;
            while (end < limit && buffer.getByte(end) != '\n') {
                end++;
            }
            if (end == limit) {
                return limit - trailers > HEAD_BYTES_MAX ? fail("trailing fields without an end") : Result.INCOMPLETE;
            }
            if (end - line <= 1) {
                body.wrap(joined, 0, joinedLength);
                length = end + 1 - start;
                return Result.COMPLETE;
            }
            line = end + 1;
        }
    }

    private int chunkLength(final int line, final int end) {
        int value = 0;
        int i = line;
        for (; i < end; i++) {
            final int digit = Character.digit(buffer.getByte(i), 16);
            if (digit < 0) {
                break;
            }
            if (value > bytesMax) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return i == line ? -1 : value;
    }

    private void join(final int offset, final int chunkLength) {
        if (joinedLength + chunkLength > joined.length) {
            joined = Arrays.copyOf(joined, Math.max(joinedLength + chunkLength, 2 * joined.length));
        }
        buffer.getBytes(offset, joined, joinedLength, chunkLength);
        joinedLength += chunkLength;
    }

    /** Where the field's value begins, or -1. */
    private int find(final byte[] name) {
        final int limit = start + headLength - 2;
        int line = lineEnd(start) + 2;
        while (line < limit) {
            if (startsWith(line, name) && buffer.getByte(line + name.length) == ':') {
                int value = line + name.length + 1;
                while (buffer.getByte(value) == ' ' || buffer.getByte(value) == '\t') {
                    value++;
                }
                return value;
            }
            line = lineEnd(line) + 2;
        }
        return -1;
    }

    private int lineEnd(final int line) {
        int end = line;
        while (buffer.getByte(end) != '\r' || buffer.getByte(end + 1) != '\n') {
            end++;
        }
        return end;
    }

    private boolean contains(final byte[] name, final byte[] word) {
        final int field = find(name);
        if (field < 0) {
            return false;
        }
        final int last = lineEnd(field) - word.length;
        for (int i = field; i <= last; i++) {
            if (startsWith(i, word)) {
                return true;
            }
        }
        return false;
    }

    /** Without regard to the case of letters. The head ends with four more bytes, so nothing is read beyond it. */
    private boolean startsWith(final int at, final byte[] lower) {
        if (at + lower.length > start + headLength) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            final byte c = buffer.getByte(at + i);
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private Result fail(final String why) {
        error = why;
        return Result.ERROR;
    }
}
