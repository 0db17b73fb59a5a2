package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;

/**
 * One request of the API, the same over REST and WebSocket.
 *
 * <p><b>Threading:</b> immutable; see the nested types for who runs what.
 *
 * @param http      REST method and path, for example {@code GET /api/v3/depth}, or null
 * @param webSocket method of the WebSocket API, or null
 * @param security  who may use it
 * @param weight    request weight
 * @param handler   what it does
 */
record ApiMethod(String http, String webSocket, Security security, Weight weight, Handler handler) {
    /** Does it count as an order? */
    boolean placesOrders() {
        return "order.place".equals(webSocket) || "order.cancelReplace".equals(webSocket);
    }

    /** Who may use a method. */
    enum Security {
        /** Everyone. */
        NONE,
        /** Who sends a known key. */
        KEY,
        /** Who sends a known key, the time and a signature. */
        SIGNED
    }

    /** Request weight, which may depend on the parameters. */
    @FunctionalInterface
    interface Weight {
        long of(Parameters parameters) throws ApiException;
    }

    /** Reads and checks the parameters on the connection's thread. */
    @FunctionalInterface
    interface Handler {
        Work prepare(Call call) throws ApiException;
    }

    /** Does the work on the exchange thread. */
    @FunctionalInterface
    interface Work {
        /** The result, to be written by any thread. */
        Supplier<JsonNode> run() throws ApiException;
    }
}
