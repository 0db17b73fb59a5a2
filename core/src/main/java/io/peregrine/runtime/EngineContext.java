package io.peregrine.runtime;

import io.peregrine.strategy.Strategies;
import io.peregrine.strategy.StrategyFactory;
import io.peregrine.time.EngineClock;
import io.peregrine.transport.TransportSettings;
import io.peregrine.venue.VenueProvider;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What an engine is made with besides its settings: the parts that are code.
 *
 * @param providers  of venues
 * @param strategies makes the strategies
 * @param extensions further agents
 * @param transport  between agents on different threads
 * @param clock      nanoseconds since the epoch, never stepping back
 */
public record EngineContext(
        List<VenueProvider> providers,
        StrategyFactory strategies,
        List<EngineExtension> extensions,
        TransportSettings transport,
        LongSupplier clock) {

    /** All that is built in, and no extension. */
    public static final EngineContext STANDARD = new EngineContext(
            VenueProvider.installed(), Strategies::create, List.of(), TransportSettings.EMBEDDED, EngineClock::nowNs);

    /** The same with these extensions. */
    public EngineContext withExtensions(final List<EngineExtension> newExtensions) {
        return new EngineContext(providers, strategies, List.copyOf(newExtensions), transport, clock);
    }

    /** The same with this clock. */
    public EngineContext withClock(final LongSupplier newClock) {
        return new EngineContext(providers, strategies, extensions, transport, newClock);
    }

    /** The same with this transport. */
    public EngineContext withTransport(final TransportSettings newTransport) {
        return new EngineContext(providers, strategies, extensions, newTransport, clock);
    }
}
