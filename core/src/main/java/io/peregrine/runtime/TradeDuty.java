package io.peregrine.runtime;

import io.peregrine.killswitch.KillSwitch;
import io.peregrine.message.RejectReason;
import io.peregrine.trade.TradeCore;
import java.util.List;

/**
 * The trade agent: takes what other threads have put down for the trade core, in a fixed order, and then gives it its time. Market data
 * and execution reports are among the inlets only where feeds and gateways are on other threads; otherwise they call the core
 * themselves.
 *
 * <p><b>Threading:</b> the trade thread; requests and what is published by any. <b>Allocates:</b> none per cycle.
 */
final class TradeDuty implements Duty {
    private final TradeCore core;
    private final KillSwitch killSwitch;
    private final Inlet[] inlets;
    private boolean started;
    private boolean halted;
    private volatile RejectReason haltReason;
    private boolean killed;
    private volatile boolean stopRequested;
    private volatile boolean stopped;
    private volatile int openOrders;
    private volatile boolean reconciled;
    private volatile RejectReason halt = RejectReason.NONE;

    /**
     * @param core       recovered, not started
     * @param killSwitch read once a cycle
     * @param inlets     polled in this order in each cycle
     */
    TradeDuty(final TradeCore core, final KillSwitch killSwitch, final List<Inlet> inlets) {
        this.core = core;
        this.killSwitch = killSwitch;
        this.inlets = inlets.toArray(new Inlet[0]);
    }

    @Override
    public String name() {
        return "trade";
    }

    @Override
    public int doWork(final long nowNs) {
        int work = requests(nowNs);
        for (int i = 0; i < inlets.length; i++) {
            work += inlets[i].poll(nowNs);
        }
        work += core.doWork(nowNs);
        publish();
        return work;
    }

    /** Asks for the end of trading: strategies are silenced, orders cancelled. */
    void requestStop() {
        stopRequested = true;
    }

    /** Asks for the end of trading until the next start, for this reason. */
    void requestHalt(final RejectReason reason) {
        haltReason = reason;
    }

    /** Has trading ended, and is no order open or of unknown fate? */
    boolean quiet() {
        return stopped && openOrders == 0;
    }

    /** Orders that have not come to their end, as of the last cycle. */
    int openOrders() {
        return openOrders;
    }

    /** Are all orders of earlier runs settled? */
    boolean reconciled() {
        return reconciled;
    }

    /** Why the core takes no orders, as of the last cycle; NONE where it does. */
    RejectReason halt() {
        return halt;
    }

    private int requests(final long nowNs) {
        int work = 0;
        if (!started) {
            started = true;
            core.start(nowNs);
            work++;
        }
        if (!halted && haltReason != null) {
            halted = true;
            core.halt(haltReason, nowNs);
            work++;
        }
        if (killSwitch.tripped() != killed) {
            killed = !killed;
            if (killed) {
                core.halt(RejectReason.KILL_SWITCH, nowNs);
            } else {
                core.resume(nowNs);
            }
            work++;
        }
        if (stopRequested && !stopped) {
            core.stop(nowNs);
            openOrders = core.openOrderCount();
            stopped = true;
            work++;
        }
        return work;
    }

    /** Written only when they change: a volatile write costs more than the comparison. */
    private void publish() {
        final int count = core.openOrderCount();
        if (count != openOrders) {
            openOrders = count;
        }
        final RejectReason reason = core.halted();
        if (reason != halt) {
            halt = reason;
        }
        if (!reconciled && core.reconciled()) {
            reconciled = true;
        }
    }
}
