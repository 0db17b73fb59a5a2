package io.peregrine.venue.coinbase.gateway;

import static io.peregrine.text.Ascii.ascii;

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
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Requests to Coinbase Advanced Trade, each with a token of its own out of a {@link TokenPool}.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Memory:</b> the request is valid until the next one is made. <b>Allocates:</b>
 * none after construction while the pool has tokens. Source: docs/protocol/coinbase.md, "Order entry on Advanced Trade".
 */
final class AdvancedRequests implements RestRequests {
    private static final int REQUEST_BYTES_MAX = 8 * 1024;
    private static final int PAGE_LENGTH = 250;
    private static final byte[] AUTHORIZATION = ascii("Authorization: Bearer ");
    private static final byte[] POST_ORDER = line(TokenPool.Use.NEW_ORDER, "");
    private static final byte[] POST_CANCEL = line(TokenPool.Use.CANCEL, "");
    private static final byte[] POST_EDIT = line(TokenPool.Use.EDIT, "");
    private static final byte[] GET_ORDER = line(TokenPool.Use.ORDERS, "?order_ids=");
    private static final byte[] GET_ORDERS = line(TokenPool.Use.ORDERS, "?limit=" + PAGE_LENGTH + "&product_ids=");
    private static final byte[] GET_OPEN_ORDERS = line(TokenPool.Use.ORDERS, "?order_status=OPEN&limit=" + PAGE_LENGTH);
    private static final byte[] GET_FILLS_OF_ORDER = line(TokenPool.Use.FILLS, "?limit=" + PAGE_LENGTH + "&order_ids=");
    private static final byte[] GET_FILLS = line(TokenPool.Use.FILLS, "?limit=" + PAGE_LENGTH + "&product_ids=");
    private static final byte[] GET_ACCOUNTS = line(TokenPool.Use.ACCOUNTS, "?limit=" + PAGE_LENGTH);
    private static final byte[] GET_TIME = HttpRequestEncoder.requestLine("GET", "/api/v3/brokerage/time");
    private static final byte[] CURSOR = ascii("&cursor=");
    private static final byte[] CLIENT_ORDER_ID = ascii("{\"client_order_id\":\"");
    private static final byte[] MARKET = ascii("\"market_market_ioc\":{\"base_size\":\"");
    private static final byte[] LIMIT_GTC = ascii("\"limit_limit_gtc\":{\"base_size\":\"");
    private static final byte[] LIMIT_IOC = ascii("\"sor_limit_ioc\":{\"base_size\":\"");
    private static final byte[] LIMIT_FOK = ascii("\"limit_limit_fok\":{\"base_size\":\"");
    private static final byte[] STOP_LIMIT = ascii("\"stop_limit_stop_limit_gtc\":{\"base_size\":\"");
    private static final byte[] LIMIT_PRICE = ascii("\",\"limit_price\":\"");
    private static final byte[] POST_ONLY = ascii("\",\"post_only\":true}}}");
    private static final byte[] NOT_POST_ONLY = ascii("\",\"post_only\":false}}}");
    private static final byte[] STOP_PRICE = ascii("\",\"stop_price\":\"");
    private static final byte[] STOP_UP = ascii("\",\"stop_direction\":\"STOP_DIRECTION_STOP_UP\"}}}");
    private static final byte[] STOP_DOWN = ascii("\",\"stop_direction\":\"STOP_DIRECTION_STOP_DOWN\"}}}");
    private static final byte[] CONFIGURATION_END = ascii("\"}}}");
    private static final byte[] ORDER_IDS = ascii("{\"order_ids\":[\"");
    private static final byte[] ORDER_IDS_END = ascii("\"]}");
    private static final byte[] ORDER_ID = ascii("{\"order_id\":\"");
    private static final byte[] PRICE = ascii("\",\"price\":\"");
    private static final byte[] SIZE = ascii("\",\"size\":\"");
    private static final byte[] EDIT_END = ascii("\"}");
    private static final byte[] NO_PARAMETER = {};

    private final HttpRequestEncoder request;
    private final TokenPool tokens;
    private final byte[][] buy;
    private final byte[][] sell;
    private final byte[][] product;
    private final Instruments instruments;
    private final byte[] body = new byte[1024];
    private final UnsafeBuffer bodyBuffer = new UnsafeBuffer(body);
    private final byte[] uuid = new byte[OrderUuid.LENGTH];
    private int bodyLength;

    AdvancedRequests(final URI uri, final TokenPool tokens, final Instruments instruments) {
        request = new HttpRequestEncoder(uri, "Content-Type: application/json\r\n", REQUEST_BYTES_MAX);
        this.tokens = tokens;
        this.instruments = instruments;
        buy = new byte[instruments.count()][];
        sell = new byte[instruments.count()][];
        product = new byte[instruments.count()][];
        for (final Instrument instrument : instruments.of(Venue.COINBASE_ADVANCED)) {
            final String start = "\",\"product_id\":\"" + instrument.venueSymbol() + "\",\"side\":\"";
            buy[instrument.instrumentId()] = ascii(start + "BUY\",\"order_configuration\":{");
            sell[instrument.instrumentId()] = ascii(start + "SELL\",\"order_configuration\":{");
            product[instrument.instrumentId()] = ascii(instrument.venueSymbol());
        }
    }

    @Override
    public int prepare(final long venueTimeNs, final long nowNs) {
        tokens.refresh(venueTimeNs, nowNs);
        return 0;
    }

    @Override
    public RejectReason newOrder(final NewOrderDecoder order, final long venueTimeNs) {
        final boolean isMarket = order.orderType() == OrderType.MARKET;
        final boolean isStop = order.orderType() == OrderType.STOP_LIMIT;
        final boolean isPostOnly = order.postOnly() == BooleanType.TRUE;
        final byte[] configuration = configuration(order);
        if (configuration == null || order.side() == Side.NULL_VAL
                || !isMarket && order.price() == NewOrderDecoder.priceNullValue()
                || isStop && order.stopPrice() == NewOrderDecoder.stopPriceNullValue()
                || isPostOnly && configuration != LIMIT_GTC) {
            return RejectReason.UNSUPPORTED;
        }
        final Instrument instrument = instruments.get(order.instrumentId());
        final boolean isBuy = order.side() == Side.BUY;
        bodyLength = 0;
        put(CLIENT_ORDER_ID);
        OrderUuid.put(body, bodyLength, order.clientOrderId());
        bodyLength += OrderUuid.LENGTH;
        put((isBuy ? buy : sell)[instrument.instrumentId()]);
        put(configuration);
        decimal(order.quantity(), instrument.quantityDecimals());
        if (!isMarket) {
            put(LIMIT_PRICE);
            decimal(order.price(), instrument.priceDecimals());
        }
        if (isStop) {
            put(STOP_PRICE);
            decimal(order.stopPrice(), instrument.priceDecimals());
            put(isBuy ? STOP_UP : STOP_DOWN);
        } else if (configuration == LIMIT_GTC) {
            put(isPostOnly ? POST_ONLY : NOT_POST_ONLY);
        } else {
            put(CONFIGURATION_END);
        }
        post(POST_ORDER, TokenPool.Use.NEW_ORDER, venueTimeNs);
        return RejectReason.NONE;
    }

    /** Only the venue's id cancels: an order whose id is not known has to be asked for first. */
    @Override
    public RejectReason cancel(
            final long clientOrderId, final int instrumentId, final boolean hasVenueId, final long venueIdHigh, final long venueIdLow,
            final long venueTimeNs) {
        if (!hasVenueId) {
            return RejectReason.UNKNOWN_ORDER;
        }
        bodyLength = 0;
        put(ORDER_IDS);
        OrderUuid.put(body, bodyLength, venueIdHigh, venueIdLow);
        bodyLength += OrderUuid.LENGTH;
        put(ORDER_IDS_END);
        post(POST_CANCEL, TokenPool.Use.CANCEL, venueTimeNs);
        return RejectReason.NONE;
    }

    /** Only limit orders that are good till cancelled. */
    @Override
    public RejectReason replace(final ReplaceOrderDecoder replace, final SentOrder order, final long venueTimeNs) {
        if (!order.hasVenueId) {
            return RejectReason.UNKNOWN_ORDER;
        }
        if (order.orderType != OrderType.LIMIT || replace.price() == ReplaceOrderDecoder.priceNullValue()
                || replace.quantity() == ReplaceOrderDecoder.quantityNullValue()) {
            return RejectReason.UNSUPPORTED;
        }
        final Instrument instrument = instruments.get(replace.instrumentId());
        bodyLength = 0;
        put(ORDER_ID);
        OrderUuid.put(body, bodyLength, order.venueIdHigh, order.venueIdLow);
        bodyLength += OrderUuid.LENGTH;
        put(PRICE);
        decimal(replace.price(), instrument.priceDecimals());
        put(SIZE);
        decimal(replace.quantity(), instrument.quantityDecimals());
        put(EDIT_END);
        post(POST_EDIT, TokenPool.Use.EDIT, venueTimeNs);
        return RejectReason.NONE;
    }

    @Override
    public void query(
            final long clientOrderId, final int instrumentId, final SentOrder order, final Page page, final long venueTimeNs) {
        if (order != null && order.hasVenueId) {
            query(order.venueIdHigh, order.venueIdLow, venueTimeNs);
        } else {
            get(GET_ORDERS, product[instrumentId], page, TokenPool.Use.ORDERS, venueTimeNs);
        }
    }

    @Override
    public void query(final long venueIdHigh, final long venueIdLow, final long venueTimeNs) {
        OrderUuid.put(uuid, 0, venueIdHigh, venueIdLow);
        get(GET_ORDER, uuid, null, TokenPool.Use.ORDERS, venueTimeNs);
    }

    @Override
    public void fills(final SentOrder order, final Page page, final long venueTimeNs) {
        OrderUuid.put(uuid, 0, order.venueIdHigh, order.venueIdLow);
        get(GET_FILLS_OF_ORDER, uuid, page, TokenPool.Use.FILLS, venueTimeNs);
    }

    @Override
    public void fills(final Instrument instrument, final Page page, final long venueTimeNs) {
        get(GET_FILLS, product[instrument.instrumentId()], page, TokenPool.Use.FILLS, venueTimeNs);
    }

    @Override
    public void openOrders(final Page page, final long venueTimeNs) {
        get(GET_OPEN_ORDERS, NO_PARAMETER, page, TokenPool.Use.ORDERS, venueTimeNs);
    }

    @Override
    public void balances(final Page page, final long venueTimeNs) {
        get(GET_ACCOUNTS, NO_PARAMETER, page, TokenPool.Use.ACCOUNTS, venueTimeNs);
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
        return true;
    }

    @Override
    public void close() {
        tokens.close();
    }

    private void get(
            final byte[] requestLine, final byte[] parameter, final Page page, final TokenPool.Use use, final long venueTimeNs) {
        request.begin(requestLine);
        request.put(parameter);
        if (page != null && !page.isFirst()) {
            request.put(CURSOR);
            request.put(page.cursor, 0, page.length());
        }
        authorize(use, venueTimeNs);
        request.end();
    }

    private void post(final byte[] requestLine, final TokenPool.Use use, final long venueTimeNs) {
        request.begin(requestLine);
        authorize(use, venueTimeNs);
        request.end(body, 0, bodyLength);
    }

    private void authorize(final TokenPool.Use use, final long venueTimeNs) {
        request.endTarget();
        request.put(AUTHORIZATION);
        request.put(tokens.take(use, venueTimeNs));
        request.endField();
    }

    private void put(final byte[] bytes) {
        System.arraycopy(bytes, 0, body, bodyLength, bytes.length);
        bodyLength += bytes.length;
    }

    private void decimal(final long mantissa, final int decimals) {
        bodyLength += Decimals.put(bodyBuffer, bodyLength, mantissa, decimals);
    }

    private static byte[] configuration(final NewOrderDecoder order) {
        return switch (order.orderType()) {
            case MARKET -> MARKET;
            case LIMIT -> switch (order.timeInForce()) {
                case GTC -> LIMIT_GTC;
                case IOC -> LIMIT_IOC;
                case FOK -> LIMIT_FOK;
                case NULL_VAL -> null;
            };
            case STOP_LIMIT -> order.timeInForce() == TimeInForce.GTC ? STOP_LIMIT : null;
            case STOP, NULL_VAL -> null;
        };
    }

    private static byte[] line(final TokenPool.Use use, final String query) {
        return HttpRequestEncoder.requestLine(use.method(), use.path() + query);
    }
}
