package io.peregrine.venue.binance.gateway;

import java.nio.charset.StandardCharsets;

/**
 * A parameter whose value is known before the request is: its bytes are made once.
 *
 * <p><b>Threading:</b> immutable.
 */
final class ConstantParameter {
    private final RequestParameter name;
    private final byte[] json;
    private final byte[] payload;

    private ConstantParameter(final RequestParameter name, final String jsonValue, final String value) {
        this.name = name;
        json = (",\"" + name.text() + "\":" + jsonValue).getBytes(StandardCharsets.UTF_8);
        payload = ('&' + name.text() + '=' + value).getBytes(StandardCharsets.UTF_8);
    }

    /** A JSON string; it needs no escaping. */
    static ConstantParameter text(final RequestParameter name, final String value) {
        return new ConstantParameter(name, '"' + value + '"', value);
    }

    /** A JSON number or boolean. */
    static ConstantParameter literal(final RequestParameter name, final String value) {
        return new ConstantParameter(name, value, value);
    }

    RequestParameter name() {
        return name;
    }

    /** {@code ,"name":value} for the request. */
    byte[] json() {
        return json;
    }

    /** {@code &name=value} for the signature's payload. */
    byte[] payload() {
        return payload;
    }
}
