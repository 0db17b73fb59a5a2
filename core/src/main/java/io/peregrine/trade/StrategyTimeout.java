package io.peregrine.trade;

/**
 * Thrown into a strategy whose call takes too long, wherever it uses its context, begins a method or closes a loop. One for all, so that
 * it can be thrown where there is no room for another: it holds no place and nothing can be added to it.
 */
final class StrategyTimeout extends RuntimeException {
    static final StrategyTimeout INSTANCE = new StrategyTimeout();

    private static final long serialVersionUID = 1L;

    private StrategyTimeout() {
        super("a call took longer than strategy_engine.execution_timeout", null, false, false);
    }
}
