package io.peregrine.runtime;

import io.peregrine.command.CommandAdapter;
import io.peregrine.flatten.FlattenClaims;
import io.peregrine.gateway.Gateway;
import io.peregrine.gateway.GuardedGateway;
import io.peregrine.gateway.PaperGateway;
import io.peregrine.instrument.Instruments;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.latency.LatencyBoard;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.order.ExecutionListener;
import io.peregrine.trade.TradeCore;
import io.peregrine.transport.SignalRing;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;

/**
 * What the agents are put together from, whatever the plan.
 *
 * @param settings    the engine's
 * @param context     the engine's
 * @param life        the engine's
 * @param instruments all
 * @param venues      in the order of the settings
 * @param latency     all recorders
 * @param core        recovered, not started
 * @param router      where the core's requests go
 * @param commands    ring to the trade agent
 * @param signals     ring to the trade agent
 * @param killSwitch  of the data directory
 * @param claims      of the orders that close positions after the kill switch, or null where orders go to no venue
 * @param paper       simulates the fills of all venues, or null where orders go to the venues
 */
record EngineParts(
        EngineSettings settings,
        EngineContext context,
        EngineLife life,
        Instruments instruments,
        List<VenueLink> venues,
        LatencyBoard latency,
        TradeCore core,
        OrderRouter router,
        ManyToOneRingBuffer commands,
        SignalRing signals,
        KillSwitch killSwitch,
        FlattenClaims claims,
        PaperGateway paper) {

    /** The gateway behind the kill switch. */
    GuardedGateway guarded(final Gateway gateway, final ExecutionListener listener) {
        return new GuardedGateway(killSwitch, gateway, listener);
    }

    /** Who hears the market, on the trade thread: orders that rest on paper are filled before a strategy can react. */
    MarketDataListener market() {
        return paper == null ? core : new MarketDataPair(paper, core);
    }

    /** What reaches the trade agent in every plan. Of an order beside the core it hears before it hears reports. */
    List<Inlet> inlets() {
        final List<Inlet> inlets = new ArrayList<>();
        if (claims != null) {
            inlets.add(new FlattenInlet(claims, instruments, core));
        }
        inlets.add(new CommandAdapter(commands, core)::poll);
        inlets.add(signals::poll);
        return inlets;
    }

    /** The same recorder for every instrument of a venue, by instrument id. */
    LatencyRecorder[] byInstrument(final VenueLink venue, final LatencyRecorder recorder) {
        final LatencyRecorder[] recorders = new LatencyRecorder[instruments.count()];
        venue.instruments().forEach(instrument -> recorders[instrument.instrumentId()] = recorder);
        return recorders;
    }
}
