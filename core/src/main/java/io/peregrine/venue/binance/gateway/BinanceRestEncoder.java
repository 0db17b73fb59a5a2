package io.peregrine.venue.binance.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.gateway.Credentials;
import io.peregrine.gateway.HmacSha256;
import io.peregrine.gateway.InFlightRequests;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.net.HttpRequestEncoder;
import java.net.URI;
import org.agrona.DirectBuffer;

/**
 * The calls of the REST API that the gateway makes. The parameters are those of the same requests over the WebSocket, in the same text and
 * order, in the target; only the key is in a header field, and so is not signed.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Memory:</b> {@link #buffer} is valid until the next call. <b>Units:</b>
 * timestamps in milliseconds of the venue's clock. <b>Allocates:</b> freely, for each call. Source: Binance REST API, "SIGNED endpoint
 * security", "Trading endpoints", "Account endpoints".
 */
final class BinanceRestEncoder implements AutoCloseable {
    /** The parameters take up to 400 bytes, a key up to 128. */
    private static final int CALL_BYTES_MAX = 2048;
    private static final String ORDER = "/api/v3/order";
    private static final String TRADES = "/api/v3/myTrades";
    private static final String TIME = "/api/v3/time";
    /** Over REST an answer is known by its connection. */
    private static final long NO_REQUEST_ID = InFlightRequests.NONE;
    private static final byte[] NO_BODY = {};

    private final byte[] signature = new byte[HmacSha256.HEX_LENGTH];
    private final BinanceRequestEncoder parameters;
    private final HttpRequestEncoder request;
    private final HmacSha256 hmac;

    /** The secret's bytes are read, not kept. */
    BinanceRestEncoder(final URI uri, final Credentials credentials, final Instruments instruments, final long recvWindowMs) {
        parameters = new BinanceRequestEncoder(credentials, instruments, recvWindowMs);
        request = new HttpRequestEncoder(uri, "X-MBX-APIKEY: " + credentials.apiKey() + "\r\nAccept: application/json\r\n", CALL_BYTES_MAX);
        hmac = new HmacSha256(credentials.secret());
    }

    /** Order entry; on anything but {@code NONE} there is no call. */
    RejectReason newOrder(final NewOrderDecoder order, final long timestampMs) {
        final RejectReason refusal = parameters.newOrder(NO_REQUEST_ID, order, timestampMs);
        if (refusal == RejectReason.NONE) {
            begin("POST", ORDER);
            request.end(NO_BODY, 0, 0);
        }
        return refusal;
    }

    /** Cancel an order. */
    void cancelOrder(final RestCall call, final long timestampMs) {
        parameters.cancelOrder(NO_REQUEST_ID, call.clientOrderId(), call.venueOrderId(), call.instrumentId(), timestampMs);
        begin("DELETE", ORDER);
        request.end();
    }

    /** Ask for an order's state. */
    void queryOrder(final RestCall call, final long timestampMs) {
        parameters.queryOrder(NO_REQUEST_ID, call.clientOrderId(), call.venueOrderId(), call.instrumentId(), timestampMs);
        begin("GET", ORDER);
        request.end();
    }

    /** Ask for an order's fills. */
    void trades(final RestCall call, final long timestampMs) {
        parameters.trades(NO_REQUEST_ID, call.venueOrderId(), call.instrumentId(), timestampMs);
        begin("GET", TRADES);
        request.end();
    }

    /** Ask for the venue's time. */
    void time() {
        request.begin(HttpRequestEncoder.requestLine("GET", TIME));
        request.endTarget();
        request.end();
    }

    DirectBuffer buffer() {
        return request.buffer();
    }

    int length() {
        return request.length();
    }

    /** Wipes the secret. */
    @Override
    public void close() {
        parameters.close();
        hmac.close();
    }

    private void begin(final String method, final String path) {
        final String query = parameters.query();
        final byte[] signed = ascii(query);
        hmac.signHex(signed, 0, signed.length, signature, 0);
        request.begin(HttpRequestEncoder.requestLine(method, path + '?' + query + "&signature="));
        request.put(signature);
        request.endTarget();
    }
}
