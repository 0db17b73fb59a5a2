package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.OrderFault;
import io.peregrine.sim.coinbase.Refusal;
import io.peregrine.sim.server.RestReply;
import java.util.Map;

/**
 * Answers of the REST API.
 *
 * <p><b>Threading:</b> stateless. Source: B6 of the protocol document and the recorded errors.
 */
final class Replies {
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int NOT_FOUND = 404;
    static final int TOO_MANY_REQUESTS = 429;
    static final int UNAVAILABLE = 503;

    private Replies() {
    }

    static RestReply ok(final JsonNode json) {
        return RestReply.json(200, json.toString());
    }

    static RestReply error(final int status, final String error, final String details) {
        return RestReply.json(status,
                Json.object().put("error", error).put("error_details", details).put("message", details).toString());
    }

    static Refusal notFound(final String details) {
        return new Refusal(error(NOT_FOUND, "NOT_FOUND", details));
    }

    static Refusal invalid(final String details) {
        return new Refusal(error(BAD_REQUEST, "INVALID_ARGUMENT", details));
    }

    static Refusal unauthorized() {
        return new Refusal(new RestReply(UNAUTHORIZED, Map.of("Content-Type", "text/plain"), "Unauthorized\n"));
    }

    static Refusal tooMany() {
        final ObjectNode json = Json.object();
        json.putArray("errors").addObject().put("id", "rate_limit_exceeded").put("message", "Too many requests");
        return new Refusal(RestReply.json(TOO_MANY_REQUESTS, json.toString()));
    }

    /** The venue's word for why an order is not taken. */
    static String reason(final OrderFault fault) {
        return switch (fault) {
            case INSUFFICIENT_FUNDS -> "INSUFFICIENT_FUND";
            case DUPLICATE_ID -> "DUPLICATE_CLIENT_ORDER_ID";
            case WOULD_TAKE -> "INVALID_LIMIT_PRICE_POST_ONLY";
            case STOP_PRICE_REACHED -> "INVALID_STOP_PRICE";
            case PRICE_OUT_OF_RANGE -> "INVALID_LIMIT_PRICE";
            case PRICE_OFF_TICK -> "INVALID_PRICE_PRECISION";
            case SIZE_TOO_SMALL -> "INVALID_BASE_SIZE_TOO_SMALL";
            case SIZE_TOO_LARGE -> "INVALID_BASE_SIZE_TOO_LARGE";
            case SIZE_OFF_LOT, FUNDS_TOO_PRECISE -> "INVALID_SIZE_PRECISION";
            case FUNDS_TOO_SMALL -> "INVALID_QUOTE_SIZE_TOO_SMALL";
            case NO_LIQUIDITY -> "INVALID_NO_LIQUIDITY";
            case TOO_MANY_ORDERS, CANCEL_ONLY -> "ORDER_ENTRY_DISABLED";
        };
    }

    /** An order that is not taken; the HTTP status is 200 nevertheless. */
    static ObjectNode rejected(final String reason, final JsonNode configuration) {
        final ObjectNode json = Json.object().put("success", false);
        json.putObject("error_response").put("error", reason)
                .put("message", reason.equals("INSUFFICIENT_FUND") ? "Insufficient balance in source account" : reason)
                .put("error_details", "").put("preview_failure_reason", "PREVIEW_" + reason)
                .put("new_order_failure_reason", "UNKNOWN_FAILURE_REASON");
        json.set("order_configuration", configuration);
        return json;
    }
}
