package io.peregrine.trade;

/** Thrown into a strategy whose call takes too long, at the next use of its context. */
final class StrategyTimeout extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StrategyTimeout() {
        super("a call took longer than strategy_engine.execution_timeout");
    }
}
