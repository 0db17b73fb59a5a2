package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The words in which a client asked for an order, to be repeated to it.
 *
 * <p><b>Threading:</b> immutable but for the configuration, which nobody changes. <b>Units:</b> microseconds since the epoch.
 *
 * @param kind          the key of the configuration
 * @param configuration the whole {@code order_configuration}
 * @param clientOrderId the client's id
 * @param endUs         when it ends, or {@link io.peregrine.sim.coinbase.NewOrder#NEVER}
 */
record OrderForm(Kind kind, ObjectNode configuration, String clientOrderId, long endUs) {
    /** Is the size an amount of the quote currency? */
    boolean sizeInQuote() {
        return configuration.path(kind.key()).has("quote_size");
    }

    /** Must it not take? */
    boolean postOnly() {
        return configuration.path(kind.key()).path("post_only").asBoolean();
    }

    /** Kinds of order configuration. Source: B6 of the protocol document. */
    enum Kind {
        MARKET_IOC("market_market_ioc", "MARKET", "IMMEDIATE_OR_CANCEL"),
        LIMIT_GTC("limit_limit_gtc", "LIMIT", "GOOD_UNTIL_CANCELLED"),
        LIMIT_GTD("limit_limit_gtd", "LIMIT", "GOOD_UNTIL_DATE_TIME"),
        LIMIT_FOK("limit_limit_fok", "LIMIT", "FILL_OR_KILL"),
        LIMIT_IOC("sor_limit_ioc", "LIMIT", "IMMEDIATE_OR_CANCEL"),
        STOP_LIMIT_GTC("stop_limit_stop_limit_gtc", "STOP_LIMIT", "GOOD_UNTIL_CANCELLED"),
        STOP_LIMIT_GTD("stop_limit_stop_limit_gtd", "STOP_LIMIT", "GOOD_UNTIL_DATE_TIME");

        private final String key;
        private final String orderType;
        private final String timeInForce;

        Kind(final String key, final String orderType, final String timeInForce) {
            this.key = key;
            this.orderType = orderType;
            this.timeInForce = timeInForce;
        }

        /** Its key in {@code order_configuration}. */
        String key() {
            return key;
        }

        /** {@code MARKET}, {@code LIMIT} or {@code STOP_LIMIT}. */
        String orderType() {
            return orderType;
        }

        /** The order type as the user channel writes it. */
        String spokenOrderType() {
            return switch (orderType) {
                case "MARKET" -> "Market";
                case "LIMIT" -> "Limit";
                default -> "Stop Limit";
            };
        }

        String timeInForce() {
            return timeInForce;
        }

        boolean limit() {
            return this != MARKET_IOC;
        }

        boolean stop() {
            return this == STOP_LIMIT_GTC || this == STOP_LIMIT_GTD;
        }

        boolean dated() {
            return this == LIMIT_GTD || this == STOP_LIMIT_GTD;
        }
    }
}
