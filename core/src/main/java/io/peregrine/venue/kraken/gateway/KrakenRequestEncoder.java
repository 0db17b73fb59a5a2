package io.peregrine.venue.kraken.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.BooleanType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The requests that go over the WebSocket. An order goes out exactly as it was given: what the venue has no word for is refused, nothing is
 * rounded, defaulted or added but a deadline, after which the venue does not match it any more. Nothing is signed: the token is the
 * authority.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Memory:</b> {@link #buffer} is valid until the next request. <b>Units:</b>
 * deadlines in milliseconds of the venue's clock. <b>Allocates:</b> none after construction, but for a new token. Source: docs.kraken.com,
 * WebSocket v2, "Add Order", "Amend Order", "Cancel Order", "Cancel All Orders After".
 */
final class KrakenRequestEncoder {
    /** The venue's default applies. */
    static final long NO_DEADLINE = Long.MIN_VALUE;

    private static final int CAPACITY = 1024;
    private static final byte[] ADD = ascii("{\"method\":\"add_order\",\"params\":{\"order_type\":\"");
    private static final byte[] MARKET = ascii("market");
    private static final byte[] LIMIT = ascii("limit");
    private static final byte[] STOP = ascii("stop-loss");
    private static final byte[] STOP_LIMIT = ascii("stop-loss-limit");
    private static final byte[] BUY = ascii("\",\"side\":\"buy\"");
    private static final byte[] SELL = ascii("\",\"side\":\"sell\"");
    private static final byte[] LIMIT_PRICE = ascii(",\"limit_price\":");
    private static final byte[] CLIENT_ORDER_ID = ascii(",\"cl_ord_id\":\"");
    private static final byte[] QUANTITY = ascii(",\"order_qty\":");
    private static final byte[] TRIGGER = ascii(",\"triggers\":{\"reference\":\"last\",\"price\":");
    private static final byte[] TRIGGER_END = ascii(",\"price_type\":\"static\"}");
    private static final byte[] IOC = ascii(",\"time_in_force\":\"ioc\"");
    private static final byte[] FOK = ascii(",\"time_in_force\":\"fok\"");
    private static final byte[] POST_ONLY = ascii(",\"post_only\":true");
    private static final byte[] DEADLINE = ascii(",\"deadline\":\"");
    private static final byte[] TRIGGER_PRICE = ascii(",\"trigger_price\":");
    private static final byte[] AMEND = ascii("{\"method\":\"amend_order\",\"params\":{\"");
    private static final byte[] ORDER_ID_FIRST = ascii("order_id\":\"");
    private static final byte[] CLIENT_ORDER_ID_FIRST = ascii("cl_ord_id\":\"");
    private static final byte[] CANCEL_ORDER_ID = ascii("{\"method\":\"cancel_order\",\"params\":{\"order_id\":[\"");
    private static final byte[] CANCEL_CLIENT_ORDER_ID = ascii("{\"method\":\"cancel_order\",\"params\":{\"cl_ord_id\":[\"");
    private static final byte[] LIST_END = ascii("\"]");
    private static final byte[] CANCEL_ALL = ascii("{\"method\":\"cancel_all\",\"params\":{");
    private static final byte[] DEAD_MAN = ascii("{\"method\":\"cancel_all_orders_after\",\"params\":{\"timeout\":");
    private static final byte[] SUBSCRIBE_EXECUTIONS = ascii("{\"method\":\"subscribe\",\"params\":{\"channel\":\"executions\","
            + "\"snap_orders\":true,\"snap_trades\":true,\"order_status\":true,\"ratecounter\":true");
    private static final byte[] SUBSCRIBE_BALANCES =
            ascii("{\"method\":\"subscribe\",\"params\":{\"channel\":\"balances\",\"snapshot\":true");
    private static final byte[] UNSUBSCRIBE_EXECUTIONS = ascii("{\"method\":\"unsubscribe\",\"params\":{\"channel\":\"executions\"");
    private static final byte[] PING = ascii("{\"method\":\"ping\",\"req_id\":");

    private final byte[] bytes = new byte[CAPACITY];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final TimeText time = new TimeText();
    private final Instruments instruments;
    private final byte[][] symbols;
    private final byte[] selfTrade;
    private byte[] token = {};
    private int length;

    /** @param selfTradePrevention the venue's word for what happens between orders of this account, or empty for its default */
    KrakenRequestEncoder(final Instruments instruments, final String selfTradePrevention) {
        this.instruments = instruments;
        symbols = new byte[instruments.count()][];
        for (final Instrument instrument : instruments.all()) {
            symbols[instrument.instrumentId()] = ascii(",\"symbol\":\"" + instrument.venueSymbol() + '"');
        }
        selfTrade = selfTradePrevention.isEmpty() ? new byte[0] : ascii(",\"stp_type\":\"" + selfTradePrevention + '"');
    }

    /** All requests carry this from now on. */
    void token(final String newToken) {
        token = ascii("\"token\":\"" + newToken + "\"},\"req_id\":");
    }

    /** Order entry; on anything but {@code NONE} there is no request. */
    RejectReason newOrder(final long requestId, final NewOrderDecoder order, final long deadlineMs) {
        final RejectReason refusal = OrderTerms.refusal(order);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        final Instrument instrument = instruments.get(order.instrumentId());
        begin(ADD);
        put(type(order.orderType()));
        put(order.side() == Side.BUY ? BUY : SELL);
        if (OrderTerms.limited(order.orderType())) {
            decimal(LIMIT_PRICE, order.price(), instrument.priceDecimals());
        }
        put(CLIENT_ORDER_ID);
        clientOrderId(order.clientOrderId());
        quote();
        decimal(QUANTITY, order.quantity(), instrument.quantityDecimals());
        put(symbols[instrument.instrumentId()]);
        if (OrderTerms.conditional(order.orderType())) {
            decimal(TRIGGER, order.stopPrice(), instrument.priceDecimals());
            put(TRIGGER_END);
        }
        if (order.orderType() == OrderType.LIMIT && order.timeInForce() != TimeInForce.GTC) {
            put(order.timeInForce() == TimeInForce.IOC ? IOC : FOK);
        }
        if (order.postOnly() == BooleanType.TRUE) {
            put(POST_ONLY);
        }
        put(selfTrade);
        deadline(deadlineMs);
        end(requestId);
        return RejectReason.NONE;
    }

    /** Changes an order in place, by the venue's id where that is known. */
    void replaceOrder(
            final long requestId, final ReplaceOrderDecoder replace, final long venueIdHigh, final long venueIdLow, final long deadlineMs) {
        final Instrument instrument = instruments.get(replace.instrumentId());
        begin(AMEND);
        if (venueIdLow == VenueId.UNKNOWN) {
            put(CLIENT_ORDER_ID_FIRST);
            clientOrderId(replace.clientOrderId());
        } else {
            put(ORDER_ID_FIRST);
            venueId(venueIdHigh, venueIdLow);
        }
        quote();
        if (replace.price() != ReplaceOrderDecoder.priceNullValue()) {
            decimal(LIMIT_PRICE, replace.price(), instrument.priceDecimals());
        }
        decimal(QUANTITY, replace.quantity(), instrument.quantityDecimals());
        if (replace.stopPrice() != ReplaceOrderDecoder.stopPriceNullValue()) {
            decimal(TRIGGER_PRICE, replace.stopPrice(), instrument.priceDecimals());
        }
        if (replace.postOnly() == BooleanType.TRUE) {
            put(POST_ONLY);
        }
        deadline(deadlineMs);
        end(requestId);
    }

    /** Cancels by the venue's id where it is known, else by ours. */
    void cancelOrder(final long requestId, final long clientOrderId, final long venueIdHigh, final long venueIdLow) {
        if (venueIdLow == VenueId.UNKNOWN) {
            begin(CANCEL_CLIENT_ORDER_ID);
            clientOrderId(clientOrderId);
        } else {
            begin(CANCEL_ORDER_ID);
            venueId(venueIdHigh, venueIdLow);
        }
        put(LIST_END);
        end(requestId);
    }

    /** Cancels every order of the account. */
    void cancelAll(final long requestId) {
        begin(CANCEL_ALL);
        put(token);
        number(requestId);
    }

    /** Cancels every order of the account after so many seconds without another of these; 0 for never. */
    void deadMan(final long requestId, final int timeoutSeconds) {
        begin(DEAD_MAN);
        length += buffer.putLongAscii(length, timeoutSeconds);
        end(requestId);
    }

    void subscribeExecutions(final long requestId) {
        begin(SUBSCRIBE_EXECUTIONS);
        end(requestId);
    }

    void subscribeBalances(final long requestId) {
        begin(SUBSCRIBE_BALANCES);
        end(requestId);
    }

    void unsubscribeExecutions(final long requestId) {
        begin(UNSUBSCRIBE_EXECUTIONS);
        end(requestId);
    }

    /** Asks for the venue's time. */
    void ping(final long requestId) {
        begin(PING);
        number(requestId);
    }

    DirectBuffer buffer() {
        return buffer;
    }

    int length() {
        return length;
    }

    private static byte[] type(final OrderType type) {
        return switch (type) {
            case MARKET -> MARKET;
            case LIMIT -> LIMIT;
            case STOP -> STOP;
            default -> STOP_LIMIT;
        };
    }

    private void begin(final byte[] head) {
        length = 0;
        put(head);
    }

    private void end(final long requestId) {
        bytes[length++] = ',';
        put(token);
        number(requestId);
    }

    private void number(final long requestId) {
        length += buffer.putLongAscii(length, requestId);
        bytes[length++] = '}';
    }

    private void deadline(final long deadlineMs) {
        if (deadlineMs != NO_DEADLINE) {
            put(DEADLINE);
            time.put(buffer, length, deadlineMs);
            length += TimeText.LENGTH;
            quote();
        }
    }

    private void decimal(final byte[] name, final long mantissa, final int decimals) {
        put(name);
        length += Decimals.put(buffer, length, mantissa, decimals);
    }

    private void clientOrderId(final long clientOrderId) {
        ClientOrderId.put(buffer, length, clientOrderId);
        length += ClientOrderId.LENGTH;
    }

    private void venueId(final long high, final long low) {
        length += VenueId.put(buffer, length, high, low);
    }

    private void quote() {
        bytes[length++] = '"';
    }

    private void put(final byte[] source) {
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
    }
}
