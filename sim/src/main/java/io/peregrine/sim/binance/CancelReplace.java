package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Cancels one order and places another. Not atomic: either half may fail.
 *
 * <p><b>Threading:</b> runs on the exchange thread. Source: the venue's REST document, "Cancel an existing order and send a new order".
 *
 * @param mode      what to do when the cancel fails
 * @param limitMode what to do when no more orders may be placed
 * @param cancel    the first half
 * @param place     the second half
 */
record CancelReplace(Mode mode, LimitMode limitMode, Half cancel, Half place) {
    private static final int FAILED = 400;
    private static final int PARTIALLY_FAILED = 409;

    /** Does the new order depend on the cancel? */
    enum Mode {
        STOP_ON_FAILURE, ALLOW_FAILURE
    }

    /** Is the cancel still done when no more orders may be placed? */
    enum LimitMode {
        DO_NOTHING, CANCEL_ONLY
    }

    /** One half of the work. */
    @FunctionalInterface
    interface Half {
        JsonNode run() throws ApiException;
    }

    /** A check that may refuse. */
    @FunctionalInterface
    interface Check {
        void run() throws ApiException;
    }

    /** Both halves. */
    JsonNode run(final Check orderLimits) throws ApiException {
        if (limitMode == LimitMode.DO_NOTHING) {
            orderLimits.run();
        }
        final Outcome canceled = Outcome.of(cancel);
        final Outcome placed = canceled.success() || mode == Mode.ALLOW_FAILURE ? Outcome.of(place) : Outcome.NOT_ATTEMPTED;
        final ObjectNode data = Json.object().put("cancelResult", canceled.result()).put("newOrderResult", placed.result());
        data.set("cancelResponse", canceled.response());
        data.set("newOrderResponse", placed.response());
        if (canceled.success() && placed.success()) {
            return data;
        }
        if (canceled.success() || placed.success()) {
            throw new ApiException(PARTIALLY_FAILED, -2021, "Order cancel-replace partially failed.", data);
        }
        throw new ApiException(FAILED, -2022, "Order cancel-replace failed.", data);
    }

    private record Outcome(String result, JsonNode response) {
        private static final String SUCCESS = "SUCCESS";
        private static final Outcome NOT_ATTEMPTED = new Outcome("NOT_ATTEMPTED", Json.object().nullNode());

        private static Outcome of(final Half half) {
            try {
                return new Outcome(SUCCESS, half.run());
            } catch (final ApiException e) {
                return new Outcome("FAILURE", Json.object().put("code", e.code()).put("msg", e.getMessage()));
            }
        }

        private boolean success() {
            return SUCCESS.equals(result);
        }
    }
}
