package io.peregrine.runtime;

import io.peregrine.message.DepthDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.Side;
import io.peregrine.message.SignalDecoder;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.Order;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends one order at each depth, buying and selling by turns, and tells how many were filled. */
final class TakerStrategy implements Strategy {
    final AtomicInteger fills = new AtomicInteger();
    final List<Long> signals = new CopyOnWriteArrayList<>();
    private int depths;

    @Override
    public void onDepth(final StrategyContext context, final DepthDecoder depth) {
        final boolean buy = depths++ % 2 == 0;
        context.submitLimit(depth.instrumentId(), buy ? Side.BUY : Side.SELL, buy ? depth.askPrice(0) : depth.bidPrice(0),
                1 + depths, TimeInForce.GTC);
    }

    @Override
    public void onSignal(final StrategyContext context, final SignalDecoder signal) {
        signals.add(signal.value());
    }

    @Override
    public void onExecutionReport(final StrategyContext context, final Order order, final ExecutionReportDecoder report) {
        if (report.execType() == ExecType.TRADE) {
            fills.incrementAndGet();
        }
    }
}
