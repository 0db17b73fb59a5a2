package io.peregrine.bench;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.Order;
import io.peregrine.position.Position;
import io.peregrine.signal.InlineSignals;
import io.peregrine.strategy.StrategyContext;

/**
 * What a strategy sees of a market that stands still, in which no order is taken.
 *
 * <p><b>Threading:</b> one thread. <b>Allocates:</b> none.
 */
record QuietContext(Instruments instruments, InlineSignals signals, Position position) implements StrategyContext {
    private static final long NOW_NS = 1_700_000_000_000_000_000L;
    private static final long REFUSED = StrategyContext.refused(RejectReason.HALTED);

    @Override
    public int strategyId() {
        return 1;
    }

    @Override
    public long nowNs() {
        return NOW_NS;
    }

    @Override
    public InlineSignals market(final int instrumentId) {
        return signals;
    }

    @Override
    public long signal(final int instrumentId, final int signalId) {
        return 0;
    }

    @Override
    public Position position(final int instrumentId) {
        return position;
    }

    @Override
    public Order order(final long clientOrderId) {
        return null;
    }

    @Override
    public long submitLimit(
            final int instrumentId, final Side side, final long price, final long quantity, final TimeInForce timeInForce) {
        return REFUSED;
    }

    @Override
    public long submitPostOnly(final int instrumentId, final Side side, final long price, final long quantity) {
        return REFUSED;
    }

    @Override
    public long submitMarket(final int instrumentId, final Side side, final long quantity) {
        return REFUSED;
    }

    @Override
    public long submitStop(final int instrumentId, final Side side, final long stopPrice, final long limitPrice, final long quantity) {
        return REFUSED;
    }

    @Override
    public boolean cancel(final long clientOrderId) {
        return false;
    }

    @Override
    public long replace(final long clientOrderId, final long price, final long quantity) {
        return REFUSED;
    }
}
