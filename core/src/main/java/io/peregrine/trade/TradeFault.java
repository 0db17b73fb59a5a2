package io.peregrine.trade;

/**
 * The engine can not go on: the journal can not be written, or a gateway broke its contract. Never a strategy's fault, so that a strategy's
 * containment lets it through and the agent stops.
 */
public final class TradeFault extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TradeFault(final String message, final Throwable cause) {
        super(message, cause);
    }
}
