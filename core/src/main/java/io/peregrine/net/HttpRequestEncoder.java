package io.peregrine.net;

import static io.peregrine.text.Ascii.ascii;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One HTTP/1.1 request in an array: {@link #begin}, the rest of the target, {@link #endTarget}, header fields, {@link #end} with the body.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> the buffer is valid until the next {@link #begin}. <b>Allocates:</b> none
 * after construction. <b>Errors:</b> a request beyond the capacity is a programmer's error: {@code IndexOutOfBoundsException}.
 */
public final class HttpRequestEncoder {
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final byte[] LINE_END = ascii("\r\n");

    private final byte[] bytes;
    private final UnsafeBuffer buffer;
    private final byte[] afterTarget;
    private int position;
    private int targetOffset;
    private int targetLength;

    /**
     * @param uri          names the host
     * @param constantHead header fields that all requests have, each with its line end; empty for none
     */
    public HttpRequestEncoder(final URI uri, final String constantHead, final int capacity) {
        bytes = new byte[capacity];
        buffer = new UnsafeBuffer(bytes);
        afterTarget = (" HTTP/1.1\r\nHost: " + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + "\r\nUser-Agent: peregrine\r\n" + constantHead).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** For {@link #begin}: method, space and the beginning of the target. */
    public static byte[] requestLine(final String method, final String target) {
        return ascii(method + ' ' + target);
    }

    /** Starts a request. */
    public void begin(final byte[] requestLine) {
        position = 0;
        put(requestLine);
        targetOffset = 0;
        while (bytes[targetOffset++] != ' ') {
            assert targetOffset < requestLine.length : "a request line has a space";
        }
    }

    /** Appends bytes, to the target or to a header field. */
    public void put(final byte[] source) {
        put(source, 0, source.length);
    }

    /** Appends bytes, to the target or to a header field. */
    public void put(final byte[] source, final int offset, final int length) {
        System.arraycopy(source, offset, bytes, position, length);
        position += length;
    }

    /** Appends a number's digits, to the target or to a header field. */
    public void putNumber(final long number) {
        position += buffer.putLongAscii(position, number);
    }

    /** Where the next byte goes; {@link #advance} tells what was written there. */
    public int position() {
        return position;
    }

    /** So many bytes were written at the position. */
    public void advance(final int length) {
        position += length;
    }

    /** The target is whole: header fields follow. */
    public void endTarget() {
        targetLength = position - targetOffset;
        put(afterTarget);
    }

    /** Where the target begins in {@link #array}. */
    public int targetOffset() {
        return targetOffset;
    }

    /** Of the whole target, once it is ended. */
    public int targetLength() {
        return targetLength;
    }

    /** Ends a header field. */
    public void endField() {
        put(LINE_END);
    }

    /** Ends a request without a body. */
    public void end() {
        put(LINE_END);
    }

    /** Ends the head and appends the body. */
    public void end(final byte[] body, final int offset, final int length) {
        put(CONTENT_LENGTH);
        putNumber(length);
        put(LINE_END);
        put(LINE_END);
        put(body, offset, length);
    }

    /** The request's bytes from 0. */
    public byte[] array() {
        return bytes;
    }

    /** The same as a buffer, to write numbers into and to send. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Of the request so far. */
    public int length() {
        return position;
    }
}
