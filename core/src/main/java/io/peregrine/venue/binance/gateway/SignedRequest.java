package io.peregrine.venue.binance.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.gateway.Credentials;
import io.peregrine.gateway.HmacSha256;
import io.peregrine.instrument.Decimals;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One request as the venue wants it, {@code {"id":1,"method":"order.place","params":{…,"signature":"…"}}}, and beside it the payload that
 * is signed: the same parameters, sorted by name, as {@code name=value} joined with {@code &}, without the first one, which is the same in
 * all of them and known to the signature already. Each value is formatted once and copied to the payload, so what is signed is what is
 * sent.
 *
 * <p>Both sit in arrays on the heap: the digest reads an array, and a short copy between arrays costs a fraction of one through a buffer.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> {@link #buffer} is valid until the next {@link #begin}.
 * <b>Allocates:</b> none after construction. Source: Binance WebSocket API, "SIGNED request security".
 */
final class SignedRequest implements AutoCloseable {
    private static final int CAPACITY = 2048;
    private static final byte[] ID = ascii("{\"id\":");
    private static final byte[] SIGNATURE = ascii(",\"signature\":\"");
    private static final byte[] SIGNED_END = ascii("\"}}");

    private final byte[] payload = new byte[CAPACITY];
    private final byte[] json = new byte[CAPACITY];
    private final UnsafeBuffer buffer = new UnsafeBuffer(json);
    private final HmacSha256 hmac;
    private final String apiKey;
    private int payloadLength;
    private int jsonLength;
    private RequestParameter previous;

    /** The secret's bytes are read, not kept. */
    SignedRequest(final Credentials credentials) {
        apiKey = credentials.apiKey();
        // It is the first of all names, so every payload begins with it.
        hmac = new HmacSha256(credentials.secret(), (RequestParameter.API_KEY.text() + '=' + apiKey).getBytes(StandardCharsets.UTF_8));
        System.arraycopy(ID, 0, json, 0, ID.length);
    }

    /** What follows the id of a signed request, for {@link #begin}; made once for each method. */
    byte[] signedMethod(final String method) {
        return (",\"method\":\"" + method + "\",\"params\":{\"" + RequestParameter.API_KEY.text() + "\":\"" + apiKey + '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What follows the id of a request without parameters, for {@link #unsigned}. */
    static byte[] unsignedMethod(final String method) {
        return ascii(",\"method\":\"" + method + "\"}");
    }

    /** A whole request without parameters. */
    void unsigned(final long requestId, final byte[] unsignedMethod) {
        jsonLength = ID.length + buffer.putLongAscii(ID.length, requestId);
        put(unsignedMethod);
    }

    /** Starts a request; add the parameters in the order of {@link RequestParameter}, then {@link #sign}. */
    void begin(final long requestId, final byte[] signedMethod) {
        unsigned(requestId, signedMethod);
        payloadLength = 0;
        previous = RequestParameter.API_KEY;
    }

    void constant(final ConstantParameter parameter) {
        sorted(parameter.name());
        put(parameter.json());
        final byte[] bytes = parameter.payload();
        System.arraycopy(bytes, 0, payload, payloadLength, bytes.length);
        payloadLength += bytes.length;
    }

    void number(final RequestParameter name, final long number) {
        name(name);
        value(buffer.putLongAscii(jsonLength, number));
    }

    void decimal(final RequestParameter name, final long mantissa, final int decimals) {
        name(name);
        json[jsonLength++] = '"';
        value(Decimals.put(buffer, jsonLength, mantissa, decimals));
        json[jsonLength++] = '"';
    }

    void clientOrderId(final RequestParameter name, final long clientOrderId) {
        name(name);
        json[jsonLength++] = '"';
        ClientOrderId.put(buffer, jsonLength, clientOrderId);
        value(ClientOrderId.LENGTH);
        json[jsonLength++] = '"';
    }

    /** Signs what was added and closes the request. */
    void sign() {
        put(SIGNATURE);
        hmac.signHex(payload, 0, payloadLength, json, jsonLength);
        jsonLength += HmacSha256.HEX_LENGTH;
        put(SIGNED_END);
    }

    /** Does what can be done of the next signatures. */
    void prepare() {
        hmac.prepare();
    }

    DirectBuffer buffer() {
        return buffer;
    }

    int length() {
        return jsonLength;
    }

    /** The parameters but the key, {@code name=value} joined with {@code &}; for a request that is not sent as JSON. Allocates. */
    String query() {
        return new String(payload, 1, payloadLength - 1, StandardCharsets.US_ASCII);
    }

    /** Wipes the secret. */
    @Override
    public void close() {
        hmac.close();
    }

    private void name(final RequestParameter name) {
        sorted(name);
        put(name.jsonName());
        final byte[] bytes = name.payloadName();
        System.arraycopy(bytes, 0, payload, payloadLength, bytes.length);
        payloadLength += bytes.length;
    }

    private void sorted(final RequestParameter name) {
        assert previous.ordinal() < name.ordinal() : previous + " before " + name;
        previous = name;
    }

    /** A value of this length was written at the end of the request. */
    private void value(final int length) {
        System.arraycopy(json, jsonLength, payload, payloadLength, length);
        jsonLength += length;
        payloadLength += length;
    }

    private void put(final byte[] bytes) {
        System.arraycopy(bytes, 0, json, jsonLength, bytes.length);
        jsonLength += bytes.length;
    }
}
