package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.OrderRefusedException;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Refusal;
import io.peregrine.sim.server.RestReply;

/**
 * Answers of the REST API.
 *
 * <p><b>Threading:</b> stateless. Source: A9 of the protocol document; where that gives no text for an error, the text is this simulator's.
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

    static RestReply error(final int status, final String message) {
        return RestReply.json(status, Json.object().put("message", message).toString());
    }

    static Refusal refusal(final int status, final String message) {
        return new Refusal(error(status, message));
    }

    static Refusal refusal(final OrderRefusedException e, final Product product) {
        return refusal(BAD_REQUEST, switch (e.fault()) {
            case INSUFFICIENT_FUNDS -> "Insufficient funds";
            case DUPLICATE_ID -> "Duplicate client_oid";
            case WOULD_TAKE -> "post only";
            case STOP_PRICE_REACHED -> "Stop price has already been reached by the last trade price";
            case PRICE_OUT_OF_RANGE -> "Invalid price";
            case PRICE_OFF_TICK -> "price is too precise. Smallest unit is " + product.tick();
            case SIZE_TOO_SMALL -> "size is too small. Minimum size is " + product.lot();
            case SIZE_TOO_LARGE -> "size is too large. Maximum size is " + product.sizeMax();
            case SIZE_OFF_LOT -> "size is too accurate. Smallest unit is " + product.lot();
            case FUNDS_TOO_SMALL -> "funds is too small. Minimum size is " + product.fundsMin();
            case FUNDS_TOO_PRECISE -> "funds is too accurate. Smallest unit is 0.00000001";
            case NO_LIQUIDITY -> "Insufficient liquidity";
            case CANCEL_ONLY -> "Cancel only mode";
            case TOO_MANY_ORDERS -> "Too many open orders";
        });
    }
}
