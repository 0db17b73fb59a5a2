package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that the venue refuses, with its HTTP status, error code and message. */
final class ApiException extends Exception {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private final int status;
    private final int code;
    private final transient JsonNode data;

    ApiException(final int status, final int code, final String message, final JsonNode data) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.data = data;
    }

    static ApiException of(final int code, final String message) {
        return new ApiException(BAD_REQUEST, code, message, null);
    }

    static ApiException unauthorized(final int code, final String message) {
        return new ApiException(UNAUTHORIZED, code, message, null);
    }

    static ApiException missing(final String name) {
        return of(-1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed.");
    }

    static ApiException missingBoth(final String first, final String second) {
        return of(-1102, "Param '" + first + "' or '" + second + "' must be sent, but both were empty/null!");
    }

    static ApiException illegal(final String name, final String range) {
        return of(-1100, "Illegal characters found in parameter '" + name + "'; legal range is '" + range + "'.");
    }

    static ApiException invalid(final String name) {
        return of(-1130, "Data sent for parameter '" + name + "' is not valid.");
    }

    static ApiException filter(final String name) {
        return of(-1013, "Filter failure: " + name);
    }

    static ApiException unknown() {
        return new ApiException(500, -1000, "An unknown error occurred while processing the request.", null);
    }

    static ApiException overloaded() {
        return new ApiException(503, -1008,
                "Server is currently overloaded with other requests. Please try again in a few minutes.", null);
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }

    /** When a client that is limited may come back, in milliseconds since the epoch, or 0. */
    long retryAfterMs() {
        return data == null ? 0 : data.path("retryAfter").asLong();
    }

    /** As REST writes it: how long to wait is in a header there. */
    ObjectNode httpJson() {
        final ObjectNode json = json();
        if (retryAfterMs() > 0) {
            json.remove("data");
        }
        return json;
    }

    /** As the WebSocket API writes it. */
    ObjectNode json() {
        final ObjectNode json = Json.object().put("code", code).put("msg", getMessage());
        if (data != null) {
            json.set("data", data);
        }
        return json;
    }
}
