package io.peregrine.sim.kraken;

import io.peregrine.sim.matching.OrderType;

/** Order types of the venue and what they are to the exchange. Trailing stops and settle-position are not simulated. */
enum OrderKind {
    LIMIT("limit", OrderType.LIMIT),
    ICEBERG("iceberg", OrderType.LIMIT),
    MARKET("market", OrderType.MARKET),
    STOP_LOSS("stop-loss", OrderType.STOP_LOSS),
    STOP_LOSS_LIMIT("stop-loss-limit", OrderType.STOP_LOSS_LIMIT),
    TAKE_PROFIT("take-profit", OrderType.TAKE_PROFIT),
    TAKE_PROFIT_LIMIT("take-profit-limit", OrderType.TAKE_PROFIT_LIMIT);

    private final String text;
    private final OrderType type;

    OrderKind(final String text, final OrderType type) {
        this.text = text;
        this.type = type;
    }

    /** The kind with this name. */
    static OrderKind parse(final String text) throws RequestException {
        for (final OrderKind kind : values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        throw RequestException.arguments("ordertype");
    }

    String text() {
        return text;
    }

    /** The exchange's type. */
    OrderType type() {
        return type;
    }

    boolean hasTrigger() {
        return type.conditional();
    }

    boolean hasLimit() {
        return !type.market();
    }
}
