package io.peregrine.venue.binance.gateway;

import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * The requests that the gateway sends. An order goes out exactly as it was given: what the venue has no word for is refused, nothing is
 * rounded, defaulted or added.
 *
 * <p>New orders ask for the {@code ACK} response: it only proves acceptance and carries the venue's order id, and it is the shortest to
 * read. What becomes of the order is told by the user data stream alone, in order, so no fill can be counted twice.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Memory:</b> {@link #buffer} is valid until the next request. <b>Units:</b>
 * timestamps in milliseconds of the venue's clock. <b>Allocates:</b> none after construction. Source: Binance WebSocket API, "Trading
 * requests".
 */
final class BinanceRequestEncoder implements AutoCloseable {
    private static final byte[] PLACE = ascii("order.place");
    private static final byte[] CANCEL = ascii("order.cancel");
    private static final byte[] STATUS = ascii("order.status");
    private static final byte[] ACCOUNT = ascii("account.status");
    private static final byte[] SUBSCRIBE = ascii("userDataStream.subscribe.signature");
    private static final byte[] TIME = ascii("time");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] BUY = ascii("BUY");
    private static final byte[] SELL = ascii("SELL");
    private static final byte[] ACK = ascii("ACK");
    private static final byte[] GTC = ascii("GTC");
    private static final byte[] IOC = ascii("IOC");
    private static final byte[] FOK = ascii("FOK");
    private static final byte[] MARKET = ascii("MARKET");
    private static final byte[] LIMIT = ascii("LIMIT");
    private static final byte[] LIMIT_MAKER = ascii("LIMIT_MAKER");
    private static final byte[] STOP_LOSS = ascii("STOP_LOSS");
    private static final byte[] STOP_LOSS_LIMIT = ascii("STOP_LOSS_LIMIT");

    private final SignedRequest request;
    private final Instruments instruments;
    private final byte[][] symbols;
    private final byte[] apiKey;
    private final long recvWindowMs;

    /** The secret's bytes are read, not kept. */
    BinanceRequestEncoder(final Credentials credentials, final Instruments instruments, final long recvWindowMs) {
        request = new SignedRequest(credentials.secret());
        this.instruments = instruments;
        this.recvWindowMs = recvWindowMs;
        apiKey = credentials.apiKey().getBytes(StandardCharsets.UTF_8);
        symbols = new byte[instruments.count()][];
        for (final Instrument instrument : instruments.all()) {
            symbols[instrument.instrumentId()] = instrument.venueSymbol().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Order entry; on anything but {@code NONE} there is no request. */
    RejectReason newOrder(final long requestId, final NewOrderDecoder order, final long timestampMs) {
        final byte[] type = type(order);
        if (type == null || order.side() == Side.NULL_VAL || order.quantity() == NewOrderDecoder.quantityNullValue()) {
            return RejectReason.UNSUPPORTED;
        }
        final byte[] timeInForce = timeInForce(order.timeInForce());
        final boolean priced = type == LIMIT || type == LIMIT_MAKER || type == STOP_LOSS_LIMIT;
        final boolean timed = type == LIMIT || type == STOP_LOSS_LIMIT;
        final boolean stop = type == STOP_LOSS || type == STOP_LOSS_LIMIT;
        if (priced && order.price() == NewOrderDecoder.priceNullValue()
                || stop && order.stopPrice() == NewOrderDecoder.stopPriceNullValue()
                || timed && timeInForce == null) {
            return RejectReason.UNSUPPORTED;
        }
        final Instrument instrument = instruments.get(order.instrumentId());
        begin(requestId, PLACE);
        request.clientOrderId(RequestParameter.NEW_CLIENT_ORDER_ID, order.clientOrderId());
        request.text(RequestParameter.NEW_ORDER_RESP_TYPE, ACK);
        if (priced) {
            request.decimal(RequestParameter.PRICE, order.price(), instrument.priceDecimals());
        }
        request.decimal(RequestParameter.QUANTITY, order.quantity(), instrument.quantityDecimals());
        request.number(RequestParameter.RECV_WINDOW, recvWindowMs);
        request.text(RequestParameter.SIDE, order.side() == Side.BUY ? BUY : SELL);
        if (stop) {
            request.decimal(RequestParameter.STOP_PRICE, order.stopPrice(), instrument.priceDecimals());
        }
        request.text(RequestParameter.SYMBOL, symbols[instrument.instrumentId()]);
        if (timed) {
            request.text(RequestParameter.TIME_IN_FORCE, timeInForce);
        }
        request.number(RequestParameter.TIMESTAMP, timestampMs);
        request.text(RequestParameter.TYPE, type);
        request.sign();
        return RejectReason.NONE;
    }

    /** Cancel by the venue's order id where it is known, else by ours. */
    void cancelOrder(final long requestId, final CancelOrderDecoder cancel, final long timestampMs) {
        begin(requestId, CANCEL);
        final long venueOrderId = cancel.venueOrderId().low();
        if (venueOrderId == Id128Decoder.lowNullValue()) {
            request.clientOrderId(RequestParameter.ORIG_CLIENT_ORDER_ID, cancel.clientOrderId());
        } else {
            request.number(RequestParameter.ORDER_ID, venueOrderId);
        }
        end(cancel.instrumentId(), timestampMs);
    }

    /** Ask for an order's state. */
    void queryOrder(final long requestId, final QueryOrderDecoder query, final long timestampMs) {
        begin(requestId, STATUS);
        request.clientOrderId(RequestParameter.ORIG_CLIENT_ORDER_ID, query.clientOrderId());
        end(query.instrumentId(), timestampMs);
    }

    /** Ask for the balances that are not zero. */
    void account(final long requestId, final long timestampMs) {
        begin(requestId, ACCOUNT);
        request.literal(RequestParameter.OMIT_ZERO_BALANCES, TRUE);
        request.number(RequestParameter.RECV_WINDOW, recvWindowMs);
        request.number(RequestParameter.TIMESTAMP, timestampMs);
        request.sign();
    }

    /** Subscribe to the account's events on this connection; works with every kind of key. */
    void subscribe(final long requestId, final long timestampMs) {
        begin(requestId, SUBSCRIBE);
        request.number(RequestParameter.TIMESTAMP, timestampMs);
        request.sign();
    }

    /** Ask for the venue's time. */
    void time(final long requestId) {
        request.unsigned(requestId, TIME);
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
        request.close();
    }

    private void begin(final long requestId, final byte[] method) {
        request.begin(requestId, method);
        request.text(RequestParameter.API_KEY, apiKey);
    }

    private void end(final int instrumentId, final long timestampMs) {
        request.number(RequestParameter.RECV_WINDOW, recvWindowMs);
        request.text(RequestParameter.SYMBOL, symbols[instrumentId]);
        request.number(RequestParameter.TIMESTAMP, timestampMs);
        request.sign();
    }

    /** The venue's word for the order's type, or null where it has none. */
    private static byte[] type(final NewOrderDecoder order) {
        final boolean postOnly = order.postOnly() == BooleanType.TRUE;
        if (postOnly) {
            return order.orderType() == OrderType.LIMIT && order.timeInForce() == TimeInForce.GTC ? LIMIT_MAKER : null;
        }
        return switch (order.orderType()) {
            case MARKET -> MARKET;
            case LIMIT -> LIMIT;
            case STOP -> STOP_LOSS;
            case STOP_LIMIT -> STOP_LOSS_LIMIT;
            case NULL_VAL -> null;
        };
    }

    private static byte[] timeInForce(final TimeInForce timeInForce) {
        return switch (timeInForce) {
            case GTC -> GTC;
            case IOC -> IOC;
            case FOK -> FOK;
            case NULL_VAL -> null;
        };
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
