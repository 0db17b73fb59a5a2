package io.peregrine.venue;

import io.peregrine.gateway.Gateway;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Makes a venue's parts. A new venue is one package with one of these, named in
 * {@code META-INF/services/io.peregrine.venue.VenueProvider}.
 *
 * <p><b>Threading:</b> stateless; called at start, by the thread that starts the engine.
 */
public interface VenueProvider {
    /** All that are on the class path. */
    static List<VenueProvider> installed() {
        return ServiceLoader.load(VenueProvider.class).stream().map(ServiceLoader.Provider::get).toList();
    }

    /** Is this a venue that it makes? */
    boolean provides(Venue venue);

    /**
     * Asks the venue for the instruments of {@link VenueSettings#symbols}, in their order. Waits for the answer.
     *
     * @param firstInstrumentId id of the first; the others follow
     * @throws IOException              the venue can not be reached
     * @throws IllegalArgumentException the venue does not know or does not trade a symbol
     */
    List<Instrument> loadInstruments(VenueSettings settings, int firstInstrumentId) throws IOException;

    /** How its market data is written. */
    WireFormat wireFormat();

    /** Market data; not connected yet. */
    Feed feed(FeedContext context);

    /** Order entry; not connected yet. */
    Gateway gateway(GatewayContext context);
}
