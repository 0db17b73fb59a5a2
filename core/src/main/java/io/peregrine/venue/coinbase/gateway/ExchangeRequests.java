package io.peregrine.venue.coinbase.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.gateway.Credentials;
import io.peregrine.gateway.HmacSha256;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BooleanType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.net.HttpRequestEncoder;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Requests to Coinbase Exchange. Each is signed at the moment it is made: base64 of HMAC-SHA256 over time, method, target and body.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Memory:</b> the request is valid until the next one is made. <b>Allocates:</b>
 * none after construction. Source: docs/protocol/coinbase.md, "Order entry on the Exchange".
 */
final class ExchangeRequests implements RestRequests {
    /** Orders and fills on one page; fewer mean that it is the last. */
    static final int PAGE_LENGTH = 1000;

    private static final int REQUEST_BYTES_MAX = 4096;
    private static final int SIGNATURE_LENGTH = 44;
    private static final byte[] TIMESTAMP = ascii("CB-ACCESS-TIMESTAMP: ");
    private static final byte[] SIGN = ascii("CB-ACCESS-SIGN: ");
    private static final byte[] POST = ascii("POST");
    private static final byte[] DELETE = ascii("DELETE");
    private static final byte[] GET = ascii("GET");
    private static final byte[] POST_ORDER = HttpRequestEncoder.requestLine("POST", "/orders");
    private static final byte[] DELETE_ORDER = HttpRequestEncoder.requestLine("DELETE", "/orders/");
    private static final byte[] GET_ORDER = HttpRequestEncoder.requestLine("GET", "/orders/");
    private static final byte[] GET_FILLS_OF_ORDER = HttpRequestEncoder.requestLine("GET", "/fills?order_id=");
    private static final byte[] GET_FILLS = HttpRequestEncoder.requestLine("GET", "/fills");
    private static final byte[] GET_OPEN_ORDERS = HttpRequestEncoder.requestLine("GET",
            "/orders?status=open&status=pending&status=active&limit=" + PAGE_LENGTH);
    private static final byte[] GET_ACCOUNTS = HttpRequestEncoder.requestLine("GET", "/accounts");
    private static final byte[] GET_TIME = HttpRequestEncoder.requestLine("GET", "/time");
    private static final byte[] CLIENT = ascii("client:");
    private static final byte[] LIMIT = ascii("&limit=" + PAGE_LENGTH);
    private static final byte[] AFTER = ascii("&after=");
    private static final byte[] CLIENT_OID = ascii("\"client_oid\":\"");
    private static final byte[] TYPE_MARKET = ascii("\",\"type\":\"market\",\"size\":\"");
    private static final byte[] TYPE_LIMIT = ascii("\",\"type\":\"limit\",\"price\":\"");
    private static final byte[] SIZE = ascii("\",\"size\":\"");
    private static final byte[] GTC = ascii("\",\"time_in_force\":\"GTC\"");
    private static final byte[] IOC = ascii("\",\"time_in_force\":\"IOC\"");
    private static final byte[] FOK = ascii("\",\"time_in_force\":\"FOK\"");
    private static final byte[] POST_ONLY = ascii(",\"post_only\":true");
    private static final byte[] STOP_ENTRY = ascii(",\"stop\":\"entry\",\"stop_price\":\"");
    private static final byte[] STOP_LOSS = ascii(",\"stop\":\"loss\",\"stop_price\":\"");
    private static final byte[] QUOTE = ascii("\"");

    private final HttpRequestEncoder request;
    private final HmacSha256 hmac;
    private final byte[][] buy;
    private final byte[][] sell;
    private final byte[][] product;
    private final byte[] end;
    private final Instruments instruments;
    private final byte[] body = new byte[REQUEST_BYTES_MAX];
    private final UnsafeBuffer bodyBuffer = new UnsafeBuffer(body);
    private final byte[] signed = new byte[2 * REQUEST_BYTES_MAX];
    private final UnsafeBuffer signedBuffer = new UnsafeBuffer(signed);
    private final byte[] digest = new byte[HmacSha256.LENGTH];
    private final byte[] signature = new byte[SIGNATURE_LENGTH];
    private final byte[] uuid = new byte[OrderUuid.LENGTH];
    private final Base64.Encoder base64 = Base64.getEncoder();
    private int bodyLength;

    /**
     * @param credentials        its texts are known to be plain, its secret to be base64
     * @param selfTradePrevention {@code dc}, {@code co}, {@code cn} or {@code cb}
     */
    ExchangeRequests(final URI uri, final Credentials credentials, final Instruments instruments, final String selfTradePrevention) {
        request = new HttpRequestEncoder(uri, "CB-ACCESS-KEY: " + credentials.apiKey() + "\r\nCB-ACCESS-PASSPHRASE: "
                + credentials.passphrase() + "\r\nContent-Type: application/json\r\n", REQUEST_BYTES_MAX);
        final byte[] key = Base64.getDecoder().decode(credentials.secret());
        hmac = new HmacSha256(key);
        Arrays.fill(key, (byte) 0);
        this.instruments = instruments;
        end = ascii(",\"stp\":\"" + selfTradePrevention + "\"}");
        buy = new byte[instruments.count()][];
        sell = new byte[instruments.count()][];
        product = new byte[instruments.count()][];
        for (final Instrument instrument : instruments.of(Venue.COINBASE_EXCHANGE)) {
            final String start = "{\"product_id\":\"" + instrument.venueSymbol() + "\",\"side\":\"";
            buy[instrument.instrumentId()] = ascii(start + "buy\",");
            sell[instrument.instrumentId()] = ascii(start + "sell\",");
            product[instrument.instrumentId()] = ascii("?product_id=" + instrument.venueSymbol());
        }
    }

    @Override
    public int prepare(final long venueTimeNs, final long nowNs) {
        hmac.prepare();
        return 0;
    }

    @Override
    public RejectReason newOrder(final NewOrderDecoder order, final long venueTimeNs) {
        final boolean isMarket = order.orderType() == OrderType.MARKET;
        final boolean isStop = order.orderType() == OrderType.STOP_LIMIT;
        final boolean isPostOnly = order.postOnly() == BooleanType.TRUE;
        final byte[] timeInForce = timeInForce(order.timeInForce());
        if (!isMarket && !isStop && order.orderType() != OrderType.LIMIT || order.side() == Side.NULL_VAL || timeInForce == null
                || !isMarket && order.price() == NewOrderDecoder.priceNullValue()
                || isStop && order.stopPrice() == NewOrderDecoder.stopPriceNullValue()
                || isPostOnly && (isMarket || isStop || order.timeInForce() != TimeInForce.GTC)) {
            return RejectReason.UNSUPPORTED;
        }
        final Instrument instrument = instruments.get(order.instrumentId());
        final boolean isBuy = order.side() == Side.BUY;
        bodyLength = 0;
        put((isBuy ? buy : sell)[instrument.instrumentId()]);
        put(CLIENT_OID);
        OrderUuid.put(body, bodyLength, order.clientOrderId());
        bodyLength += OrderUuid.LENGTH;
        if (isMarket) {
            put(TYPE_MARKET);
            decimal(order.quantity(), instrument.quantityDecimals());
            put(QUOTE);
        } else {
            put(TYPE_LIMIT);
            decimal(order.price(), instrument.priceDecimals());
            put(SIZE);
            decimal(order.quantity(), instrument.quantityDecimals());
            put(timeInForce);
            if (isPostOnly) {
                put(POST_ONLY);
            }
            if (isStop) {
                put(isBuy ? STOP_ENTRY : STOP_LOSS);
                decimal(order.stopPrice(), instrument.priceDecimals());
                put(QUOTE);
            }
        }
        put(end);
        request.begin(POST_ORDER);
        sign(POST, venueTimeNs);
        return RejectReason.NONE;
    }

    @Override
    public RejectReason cancel(
            final long clientOrderId, final int instrumentId, final boolean hasVenueId, final long venueIdHigh, final long venueIdLow,
            final long venueTimeNs) {
        request.begin(DELETE_ORDER);
        if (hasVenueId) {
            putId(venueIdHigh, venueIdLow);
        } else {
            putClientId(clientOrderId);
        }
        request.put(product[instrumentId]);
        signWithoutBody(DELETE, venueTimeNs);
        return RejectReason.NONE;
    }

    @Override
    public RejectReason replace(final ReplaceOrderDecoder replace, final SentOrder order, final long venueTimeNs) {
        return RejectReason.UNSUPPORTED;
    }

    @Override
    public void query(
            final long clientOrderId, final int instrumentId, final SentOrder order, final Page page, final long venueTimeNs) {
        request.begin(GET_ORDER);
        if (order != null && order.hasVenueId) {
            putId(order.venueIdHigh, order.venueIdLow);
        } else {
            putClientId(clientOrderId);
        }
        signWithoutBody(GET, venueTimeNs);
    }

    @Override
    public void query(final long venueIdHigh, final long venueIdLow, final long venueTimeNs) {
        request.begin(GET_ORDER);
        putId(venueIdHigh, venueIdLow);
        signWithoutBody(GET, venueTimeNs);
    }

    @Override
    public void fills(final SentOrder order, final Page page, final long venueTimeNs) {
        request.begin(GET_FILLS_OF_ORDER);
        putId(order.venueIdHigh, order.venueIdLow);
        endList(page, venueTimeNs);
    }

    @Override
    public void fills(final Instrument instrument, final Page page, final long venueTimeNs) {
        request.begin(GET_FILLS);
        request.put(product[instrument.instrumentId()]);
        endList(page, venueTimeNs);
    }

    @Override
    public void openOrders(final Page page, final long venueTimeNs) {
        request.begin(GET_OPEN_ORDERS);
        putCursor(page);
        signWithoutBody(GET, venueTimeNs);
    }

    @Override
    public void balances(final Page page, final long venueTimeNs) {
        request.begin(GET_ACCOUNTS);
        signWithoutBody(GET, venueTimeNs);
    }

    @Override
    public void time() {
        request.begin(GET_TIME);
        request.endTarget();
        request.end();
    }

    @Override
    public DirectBuffer buffer() {
        return request.buffer();
    }

    @Override
    public int length() {
        return request.length();
    }

    @Override
    public boolean searchesByList() {
        return false;
    }

    @Override
    public void close() {
        hmac.close();
    }

    private void endList(final Page page, final long venueTimeNs) {
        request.put(LIMIT);
        putCursor(page);
        signWithoutBody(GET, venueTimeNs);
    }

    private void putCursor(final Page page) {
        if (!page.isFirst()) {
            request.put(AFTER);
            request.put(page.cursor, 0, page.length());
        }
    }

    private void putId(final long high, final long low) {
        OrderUuid.put(uuid, 0, high, low);
        request.put(uuid);
    }

    private void putClientId(final long clientOrderId) {
        request.put(CLIENT);
        OrderUuid.put(uuid, 0, clientOrderId);
        request.put(uuid);
    }

    private void signWithoutBody(final byte[] method, final long venueTimeNs) {
        bodyLength = 0;
        sign(method, venueTimeNs);
    }

    /** The target is whole, and so is the body. */
    private void sign(final byte[] method, final long venueTimeNs) {
        request.endTarget();
        final int timestampLength = signedBuffer.putLongAscii(0, TimeUnit.NANOSECONDS.toSeconds(venueTimeNs));
        int position = append(timestampLength, method, 0, method.length);
        position = append(position, request.array(), request.targetOffset(), request.targetLength());
        position = append(position, body, 0, bodyLength);
        hmac.sign(signed, 0, position, digest, 0);
        base64.encode(digest, signature);
        request.put(TIMESTAMP);
        request.put(signed, 0, timestampLength);
        request.endField();
        request.put(SIGN);
        request.put(signature);
        request.endField();
        if (bodyLength == 0) {
            request.end();
        } else {
            request.end(body, 0, bodyLength);
        }
    }

    private int append(final int position, final byte[] source, final int offset, final int length) {
        System.arraycopy(source, offset, signed, position, length);
        return position + length;
    }

    private void put(final byte[] bytes) {
        System.arraycopy(bytes, 0, body, bodyLength, bytes.length);
        bodyLength += bytes.length;
    }

    private void decimal(final long mantissa, final int decimals) {
        bodyLength += Decimals.put(bodyBuffer, bodyLength, mantissa, decimals);
    }

    private static byte[] timeInForce(final TimeInForce timeInForce) {
        return switch (timeInForce) {
            case GTC -> GTC;
            case IOC -> IOC;
            case FOK -> FOK;
            case NULL_VAL -> null;
        };
    }
}
