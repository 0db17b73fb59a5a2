package io.peregrine.order;

import io.peregrine.message.OrderType;

/**
 * What a venue does by itself; what it does not, the engine does or refuses.
 *
 * @param stop      holds stop orders that become market orders
 * @param stopLimit holds stop orders that become limit orders
 * @param replace   how it replaces an order
 */
public record OrderCapabilities(boolean stop, boolean stopLimit, ReplaceStyle replace) {
    /** Market and limit orders only. */
    public static final OrderCapabilities PLAIN = new OrderCapabilities(false, false, ReplaceStyle.NONE);

    /** Does the venue take such orders? */
    public boolean takes(final OrderType type) {
        return switch (type) {
            case MARKET, LIMIT -> true;
            case STOP -> stop;
            case STOP_LIMIT -> stopLimit;
            case NULL_VAL -> false;
        };
    }
}
