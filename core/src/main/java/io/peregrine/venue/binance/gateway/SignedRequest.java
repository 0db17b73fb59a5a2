package io.peregrine.venue.binance.gateway;

import io.peregrine.instrument.Decimals;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One request as the venue wants it, {@code {"id":1,"method":"order.place","params":{…,"signature":"…"}}}, and beside it the payload that
 * is signed: the same parameters, sorted by name, as {@code name=value} joined with {@code &}. Each value is written to both at once, so
 * what is signed is what is sent.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> {@link #buffer} is valid until the next {@link #begin}.
 * <b>Allocates:</b> none after construction. Source: Binance WebSocket API, "SIGNED request security".
 */
final class SignedRequest implements AutoCloseable {
    private static final int CAPACITY = 2048;
    private static final int VALUE_LENGTH_MAX = 64;
    private static final byte[] ID = ascii("{\"id\":");
    private static final byte[] METHOD = ascii(",\"method\":\"");
    private static final byte[] PARAMS = ascii("\",\"params\":{");
    private static final byte[] SIGNATURE = ascii(",\"signature\":\"");
    private static final byte[] SIGNED_END = ascii("\"}}");
    private static final byte[] UNSIGNED_END = ascii("\"}");

    private final byte[] payloadBytes = new byte[CAPACITY];
    private final UnsafeBuffer payload = new UnsafeBuffer(payloadBytes);
    private final UnsafeBuffer json = new UnsafeBuffer(new byte[CAPACITY]);
    private final UnsafeBuffer value = new UnsafeBuffer(new byte[VALUE_LENGTH_MAX]);
    private final HmacSha256 hmac;
    private int payloadLength;
    private int jsonLength;
    private RequestParameter previous;

    SignedRequest(final byte[] secret) {
        hmac = new HmacSha256(secret);
    }

    /** A whole request without parameters. */
    void unsigned(final long requestId, final byte[] method) {
        method(requestId, method);
        put(UNSIGNED_END);
    }

    /** Starts a request; add the parameters in the order of {@link RequestParameter}, then {@link #sign}. */
    void begin(final long requestId, final byte[] method) {
        method(requestId, method);
        put(PARAMS);
        payloadLength = 0;
        previous = null;
    }

    /** A JSON string; the bytes need no escaping. */
    void text(final RequestParameter name, final byte[] text) {
        name(name);
        json.putByte(jsonLength++, (byte) '"');
        put(text);
        json.putByte(jsonLength++, (byte) '"');
        payload.putBytes(payloadLength, text);
        payloadLength += text.length;
    }

    /** A JSON number or boolean. */
    void literal(final RequestParameter name, final byte[] literal) {
        name(name);
        put(literal);
        payload.putBytes(payloadLength, literal);
        payloadLength += literal.length;
    }

    void number(final RequestParameter name, final long number) {
        name(name);
        both(value.putLongAscii(0, number));
    }

    void decimal(final RequestParameter name, final long mantissa, final int decimals) {
        name(name);
        quoted(Decimals.put(value, 0, mantissa, decimals));
    }

    void clientOrderId(final RequestParameter name, final long clientOrderId) {
        name(name);
        ClientOrderId.put(value, 0, clientOrderId);
        quoted(ClientOrderId.LENGTH);
    }

    /** Signs what was added and closes the request. */
    void sign() {
        put(SIGNATURE);
        hmac.signHex(payloadBytes, 0, payloadLength, json, jsonLength);
        jsonLength += HmacSha256.HEX_LENGTH;
        put(SIGNED_END);
    }

    DirectBuffer buffer() {
        return json;
    }

    int length() {
        return jsonLength;
    }

    /** Wipes the secret. */
    @Override
    public void close() {
        hmac.close();
    }

    private void method(final long requestId, final byte[] method) {
        jsonLength = 0;
        put(ID);
        jsonLength += json.putLongAscii(jsonLength, requestId);
        put(METHOD);
        put(method);
    }

    private void name(final RequestParameter name) {
        assert previous == null || previous.ordinal() < name.ordinal() : previous + " before " + name;
        final int skip = previous == null ? 1 : 0;
        previous = name;
        final byte[] jsonName = name.jsonName();
        json.putBytes(jsonLength, jsonName, skip, jsonName.length - skip);
        jsonLength += jsonName.length - skip;
        final byte[] payloadName = name.payloadName();
        payload.putBytes(payloadLength, payloadName, skip, payloadName.length - skip);
        payloadLength += payloadName.length - skip;
    }

    private void quoted(final int length) {
        json.putByte(jsonLength++, (byte) '"');
        both(length);
        json.putByte(jsonLength++, (byte) '"');
    }

    private void both(final int length) {
        json.putBytes(jsonLength, value, 0, length);
        jsonLength += length;
        payload.putBytes(payloadLength, value, 0, length);
        payloadLength += length;
    }

    private void put(final byte[] bytes) {
        json.putBytes(jsonLength, bytes);
        jsonLength += bytes.length;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
