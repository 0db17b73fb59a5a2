package io.peregrine.sim;

import io.peregrine.sim.binance.BinanceVenue;
import io.peregrine.sim.coinbase.advanced.AdvancedVenue;
import io.peregrine.sim.coinbase.exchange.ExchangeVenue;
import io.peregrine.sim.kraken.KrakenVenue;
import io.peregrine.sim.venue.SimulatedVenue;
import io.peregrine.sim.venue.VenueSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The venues that can be simulated, by name. A further venue is one package and one line here.
 *
 * <p><b>Threading:</b> immutable.
 */
public final class Venues {
    private static final Map<String, Function<VenueSettings, SimulatedVenue>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put(BinanceVenue.NAME, BinanceVenue::new);
        BY_NAME.put(ExchangeVenue.NAME, ExchangeVenue::new);
        BY_NAME.put(AdvancedVenue.NAME, AdvancedVenue::new);
        BY_NAME.put(KrakenVenue.NAME, KrakenVenue::new);
    }

    private Venues() {
    }

    /** All names, in the order in which they are shown. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /**
     * Makes a venue; it is quiet until it is opened or started.
     *
     * @throws IllegalArgumentException where there is no such venue, or naming what is wrong with its settings
     */
    public static SimulatedVenue open(final String name, final VenueSettings settings) {
        final Function<VenueSettings, SimulatedVenue> factory = BY_NAME.get(name);
        if (factory == null) {
            throw unknown("venues", name);
        }
        return factory.apply(settings);
    }

    /** What to say of a name that is not here. */
    static IllegalArgumentException unknown(final String option, final String name) {
        return new IllegalArgumentException(option + ": unknown venue '" + name + "'; known: " + String.join(", ", BY_NAME.keySet()));
    }
}
