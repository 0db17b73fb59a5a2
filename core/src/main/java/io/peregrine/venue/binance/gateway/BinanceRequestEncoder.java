package io.peregrine.venue.binance.gateway;

import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
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
    private static final ConstantParameter ACK = ConstantParameter.text(RequestParameter.NEW_ORDER_RESP_TYPE, "ACK");
    private static final ConstantParameter STOP_ON_FAILURE =
            ConstantParameter.text(RequestParameter.CANCEL_REPLACE_MODE, "STOP_ON_FAILURE");
    private static final ConstantParameter NO_ZERO_BALANCES = ConstantParameter.literal(RequestParameter.OMIT_ZERO_BALANCES, "true");
    private static final ConstantParameter FILLS_LIMIT =
            ConstantParameter.literal(RequestParameter.LIMIT, Integer.toString(BinanceReconciliation.FILLS_MAX));
    private static final ConstantParameter BUY = ConstantParameter.text(RequestParameter.SIDE, "BUY");
    private static final ConstantParameter SELL = ConstantParameter.text(RequestParameter.SIDE, "SELL");
    private static final ConstantParameter GTC = ConstantParameter.text(RequestParameter.TIME_IN_FORCE, "GTC");
    private static final ConstantParameter IOC = ConstantParameter.text(RequestParameter.TIME_IN_FORCE, "IOC");
    private static final ConstantParameter FOK = ConstantParameter.text(RequestParameter.TIME_IN_FORCE, "FOK");
    private static final ConstantParameter MARKET = ConstantParameter.text(RequestParameter.TYPE, "MARKET");
    private static final ConstantParameter LIMIT = ConstantParameter.text(RequestParameter.TYPE, "LIMIT");
    private static final ConstantParameter LIMIT_MAKER = ConstantParameter.text(RequestParameter.TYPE, "LIMIT_MAKER");
    private static final ConstantParameter STOP_LOSS = ConstantParameter.text(RequestParameter.TYPE, "STOP_LOSS");
    private static final ConstantParameter STOP_LOSS_LIMIT = ConstantParameter.text(RequestParameter.TYPE, "STOP_LOSS_LIMIT");
    private static final byte[] TIME = SignedRequest.unsignedMethod("time");

    private final SignedRequest request;
    private final byte[] place;
    private final byte[] cancel;
    private final byte[] cancelReplace;
    private final byte[] amend;
    private final byte[] status;
    private final byte[] trades;
    private final byte[] account;
    private final byte[] openOrders;
    private final byte[] subscribe;
    private final Instruments instruments;
    private final ConstantParameter[] symbols;
    private final ConstantParameter recvWindow;

    /** The secret's bytes are read, not kept. */
    BinanceRequestEncoder(final Credentials credentials, final Instruments instruments, final long recvWindowMs) {
        request = new SignedRequest(credentials);
        place = request.signedMethod("order.place");
        cancel = request.signedMethod("order.cancel");
        cancelReplace = request.signedMethod("order.cancelReplace");
        amend = request.signedMethod("order.amend.keepPriority");
        status = request.signedMethod("order.status");
        trades = request.signedMethod("myTrades");
        account = request.signedMethod("account.status");
        openOrders = request.signedMethod("openOrders.status");
        subscribe = request.signedMethod("userDataStream.subscribe.signature");
        this.instruments = instruments;
        recvWindow = ConstantParameter.literal(RequestParameter.RECV_WINDOW, Long.toString(recvWindowMs));
        symbols = new ConstantParameter[instruments.count()];
        for (final Instrument instrument : instruments.all()) {
            symbols[instrument.instrumentId()] = ConstantParameter.text(RequestParameter.SYMBOL, instrument.venueSymbol());
        }
    }

    /** Order entry; on anything but {@code NONE} there is no request. */
    RejectReason newOrder(final long requestId, final NewOrderDecoder order, final long timestampMs) {
        final ConstantParameter type = type(order.orderType(), order.postOnly(), order.timeInForce());
        if (type == null || order.side() == Side.NULL_VAL || order.quantity() == NewOrderDecoder.quantityNullValue()) {
            return RejectReason.UNSUPPORTED;
        }
        final ConstantParameter timeInForce = timeInForce(order.timeInForce());
        if (lacks(type, order.price(), order.stopPrice(), timeInForce)) {
            return RejectReason.UNSUPPORTED;
        }
        final Instrument instrument = instruments.get(order.instrumentId());
        request.begin(requestId, place);
        request.clientOrderId(RequestParameter.NEW_CLIENT_ORDER_ID, order.clientOrderId());
        request.constant(ACK);
        if (priced(type)) {
            request.decimal(RequestParameter.PRICE, order.price(), instrument.priceDecimals());
        }
        request.decimal(RequestParameter.QUANTITY, order.quantity(), instrument.quantityDecimals());
        request.constant(recvWindow);
        request.constant(order.side() == Side.BUY ? BUY : SELL);
        if (stop(type)) {
            request.decimal(RequestParameter.STOP_PRICE, order.stopPrice(), instrument.priceDecimals());
        }
        request.constant(symbols[instrument.instrumentId()]);
        if (timed(type)) {
            request.constant(timeInForce);
        }
        request.number(RequestParameter.TIMESTAMP, timestampMs);
        request.constant(type);
        request.sign();
        return RejectReason.NONE;
    }

    /** Cancel by the venue's order id where it is known, else by ours. */
    void cancelOrder(final long requestId, final CancelOrderDecoder order, final long timestampMs) {
        cancelOrder(requestId, order.clientOrderId(), order.venueOrderId().low(), order.instrumentId(), timestampMs);
    }

    /** The same; {@link Id128Decoder#lowNullValue} where the venue's order id is not known. */
    void cancelOrder(
            final long requestId, final long clientOrderId, final long venueOrderId, final int instrumentId, final long timestampMs) {
        request.begin(requestId, cancel);
        order(clientOrderId, venueOrderId);
        end(instrumentId, timestampMs);
    }

    /**
     * Cancel an order and, only where that succeeds, place another with the replace's terms; on anything but {@code NONE} there is no
     * request.
     */
    RejectReason cancelReplace(final long requestId, final ReplaceOrderDecoder replace, final long timestampMs) {
        final ConstantParameter type = type(replace.orderType(), replace.postOnly(), replace.timeInForce());
        final ConstantParameter timeInForce = timeInForce(replace.timeInForce());
        if (type == null || lacks(type, replace.price(), replace.stopPrice(), timeInForce)) {
            return RejectReason.UNSUPPORTED;
        }
        final Instrument instrument = instruments.get(replace.instrumentId());
        request.begin(requestId, cancelReplace);
        order(replace, RequestParameter.CANCEL_ORDER_ID, RequestParameter.CANCEL_ORIG_CLIENT_ORDER_ID);
        request.constant(STOP_ON_FAILURE);
        request.clientOrderId(RequestParameter.NEW_CLIENT_ORDER_ID, replace.newClientOrderId());
        request.constant(ACK);
        if (priced(type)) {
            request.decimal(RequestParameter.PRICE, replace.price(), instrument.priceDecimals());
        }
        request.decimal(RequestParameter.QUANTITY, replace.quantity(), instrument.quantityDecimals());
        request.constant(recvWindow);
        request.constant(replace.side() == Side.BUY ? BUY : SELL);
        if (stop(type)) {
            request.decimal(RequestParameter.STOP_PRICE, replace.stopPrice(), instrument.priceDecimals());
        }
        request.constant(symbols[instrument.instrumentId()]);
        if (timed(type)) {
            request.constant(timeInForce);
        }
        request.number(RequestParameter.TIMESTAMP, timestampMs);
        request.constant(type);
        request.sign();
        return RejectReason.NONE;
    }

    /** Make an order smaller in its place. Our id is given as its new one: else the venue would make one up. */
    void amend(final long requestId, final ReplaceOrderDecoder replace, final long timestampMs) {
        final Instrument instrument = instruments.get(replace.instrumentId());
        request.begin(requestId, amend);
        request.clientOrderId(RequestParameter.NEW_CLIENT_ORDER_ID, replace.clientOrderId());
        request.decimal(RequestParameter.NEW_QTY, replace.quantity(), instrument.quantityDecimals());
        order(replace, RequestParameter.ORDER_ID, RequestParameter.ORIG_CLIENT_ORDER_ID);
        end(replace.instrumentId(), timestampMs);
    }

    /** The order that works, by the venue's id where it is known, else by ours. */
    private void order(final ReplaceOrderDecoder replace, final RequestParameter byVenueId, final RequestParameter byOurId) {
        final long venueOrderId = replace.venueOrderId().low();
        if (venueOrderId == Id128Decoder.lowNullValue()) {
            request.clientOrderId(byOurId, replace.clientOrderId());
        } else {
            request.number(byVenueId, venueOrderId);
        }
    }

    /** Ask for an order's state, by the venue's order id where it is known, else by ours. */
    void queryOrder(
            final long requestId, final long clientOrderId, final long venueOrderId, final int instrumentId, final long timestampMs) {
        request.begin(requestId, status);
        order(clientOrderId, venueOrderId);
        end(instrumentId, timestampMs);
    }

    /** Ask for a symbol's fills: from one on, or, where that is {@link OrderFields#ABSENT}, from a time on. */
    void fills(final long requestId, final int instrumentId, final long sinceMs, final long fromTradeId, final long timestampMs) {
        request.begin(requestId, trades);
        if (fromTradeId != OrderFields.ABSENT) {
            request.number(RequestParameter.FROM_ID, fromTradeId);
        }
        request.constant(FILLS_LIMIT);
        request.constant(recvWindow);
        if (fromTradeId == OrderFields.ABSENT) {
            request.number(RequestParameter.START_TIME, sinceMs);
        }
        request.constant(symbols[instrumentId]);
        request.number(RequestParameter.TIMESTAMP, timestampMs);
        request.sign();
    }

    /** Ask for a symbol's open orders. */
    void openOrders(final long requestId, final int instrumentId, final long timestampMs) {
        request.begin(requestId, openOrders);
        end(instrumentId, timestampMs);
    }

    /** Ask for an order's fills. */
    void trades(final long requestId, final long venueOrderId, final int instrumentId, final long timestampMs) {
        request.begin(requestId, trades);
        request.number(RequestParameter.ORDER_ID, venueOrderId);
        end(instrumentId, timestampMs);
    }

    /** Ask for the balances that are not zero. */
    void account(final long requestId, final long timestampMs) {
        request.begin(requestId, account);
        request.constant(NO_ZERO_BALANCES);
        request.constant(recvWindow);
        request.number(RequestParameter.TIMESTAMP, timestampMs);
        request.sign();
    }

    /** Subscribe to the account's events on this connection; works with every kind of key. */
    void subscribe(final long requestId, final long timestampMs) {
        request.begin(requestId, subscribe);
        request.number(RequestParameter.TIMESTAMP, timestampMs);
        request.sign();
    }

    /** Ask for the venue's time. */
    void time(final long requestId) {
        request.unsigned(requestId, TIME);
    }

    /** Does what can be done of the next requests before they are there; for when nothing is urgent. */
    void prepare() {
        request.prepare();
    }

    DirectBuffer buffer() {
        return request.buffer();
    }

    int length() {
        return request.length();
    }

    /** The last request's parameters but the key, as they go into a REST call's target, not signed. Allocates. */
    String query() {
        return request.query();
    }

    /** Wipes the secret. */
    @Override
    public void close() {
        request.close();
    }

    private void order(final long clientOrderId, final long venueOrderId) {
        if (venueOrderId == Id128Decoder.lowNullValue()) {
            request.clientOrderId(RequestParameter.ORIG_CLIENT_ORDER_ID, clientOrderId);
        } else {
            request.number(RequestParameter.ORDER_ID, venueOrderId);
        }
    }

    private void end(final int instrumentId, final long timestampMs) {
        request.constant(recvWindow);
        request.constant(symbols[instrumentId]);
        request.number(RequestParameter.TIMESTAMP, timestampMs);
        request.sign();
    }

    private static boolean priced(final ConstantParameter type) {
        return type == LIMIT || type == LIMIT_MAKER || type == STOP_LOSS_LIMIT;
    }

    private static boolean timed(final ConstantParameter type) {
        return type == LIMIT || type == STOP_LOSS_LIMIT;
    }

    private static boolean stop(final ConstantParameter type) {
        return type == STOP_LOSS || type == STOP_LOSS_LIMIT;
    }

    /** Is something missing that an order of the type needs? */
    private static boolean lacks(
            final ConstantParameter type, final long price, final long stopPrice, final ConstantParameter timeInForce) {
        return priced(type) && price == NewOrderDecoder.priceNullValue()
                || stop(type) && stopPrice == NewOrderDecoder.stopPriceNullValue()
                || timed(type) && timeInForce == null;
    }

    /** The venue's word for the order's type, or null where it has none. */
    private static ConstantParameter type(final OrderType orderType, final BooleanType postOnly, final TimeInForce timeInForce) {
        if (postOnly == BooleanType.TRUE) {
            return orderType == OrderType.LIMIT && timeInForce == TimeInForce.GTC ? LIMIT_MAKER : null;
        }
        return switch (orderType) {
            case MARKET -> MARKET;
            case LIMIT -> LIMIT;
            case STOP -> STOP_LOSS;
            case STOP_LIMIT -> STOP_LOSS_LIMIT;
            case NULL_VAL -> null;
        };
    }

    private static ConstantParameter timeInForce(final TimeInForce timeInForce) {
        return switch (timeInForce) {
            case GTC -> GTC;
            case IOC -> IOC;
            case FOK -> FOK;
            case NULL_VAL -> null;
        };
    }
}
