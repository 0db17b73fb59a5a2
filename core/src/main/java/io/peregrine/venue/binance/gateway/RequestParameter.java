package io.peregrine.venue.binance.gateway;

import java.nio.charset.StandardCharsets;

/**
 * Names of request parameters, in the byte order in which the signature wants them: a request that adds them in the order of this enum is
 * sorted.
 */
enum RequestParameter {
    API_KEY("apiKey"),
    CANCEL_ORDER_ID("cancelOrderId"),
    CANCEL_ORIG_CLIENT_ORDER_ID("cancelOrigClientOrderId"),
    CANCEL_REPLACE_MODE("cancelReplaceMode"),
    FROM_ID("fromId"),
    LIMIT("limit"),
    NEW_CLIENT_ORDER_ID("newClientOrderId"),
    NEW_ORDER_RESP_TYPE("newOrderRespType"),
    NEW_QTY("newQty"),
    OMIT_ZERO_BALANCES("omitZeroBalances"),
    ORDER_ID("orderId"),
    ORIG_CLIENT_ORDER_ID("origClientOrderId"),
    PRICE("price"),
    QUANTITY("quantity"),
    RECV_WINDOW("recvWindow"),
    SIDE("side"),
    START_TIME("startTime"),
    STOP_PRICE("stopPrice"),
    SYMBOL("symbol"),
    TIME_IN_FORCE("timeInForce"),
    TIMESTAMP("timestamp"),
    TYPE("type");

    private final String text;
    private final byte[] payloadName;
    private final byte[] jsonName;

    RequestParameter(final String text) {
        this.text = text;
        payloadName = ('&' + text + '=').getBytes(StandardCharsets.US_ASCII);
        jsonName = (",\"" + text + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    String text() {
        return text;
    }

    /** {@code &name=} for the signature's payload. */
    byte[] payloadName() {
        return payloadName;
    }

    /** {@code ,"name":} for the request. */
    byte[] jsonName() {
        return jsonName;
    }
}
