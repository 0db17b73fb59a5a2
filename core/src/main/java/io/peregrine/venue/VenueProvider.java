package io.peregrine.venue;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.gateway.Gateway;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.order.OrderCapabilities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

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

    /** The one that makes a venue's parts, if it is on the class path. */
    static Optional<VenueProvider> of(final Venue venue) {
        return installed().stream().filter(provider -> provider.provides(venue)).findFirst();
    }

    /** Is this a venue that it makes? */
    boolean provides(Venue venue);

    /** The parts of its API keys. */
    default KeyForm keyForm() {
        return KeyForm.TEXT;
    }

    /** Is the address of its order entry that of a REST API? Else it is that of a WebSocket. */
    default boolean takesOrdersOverRest() {
        return false;
    }

    /**
     * Asks the venue for the instruments of {@link VenueSettings#symbols}, in their order. Waits for the answer.
     *
     * @param firstInstrumentId id of the first; the others follow
     * @throws IOException              the venue can not be reached
     * @throws IllegalArgumentException the venue does not know or does not trade a symbol
     */
    List<Instrument> loadInstruments(VenueSettings settings, int firstInstrumentId) throws IOException;

    /**
     * Asks the venue again for instruments that were loaded before, with the same ids. Waits for the answer.
     *
     * <p>This asks for all of them at once, and only where the venue refuses one for each of them alone.
     *
     * @return in the order of the instruments
     * @throws IOException the venue can not be reached
     */
    default List<InstrumentListing> relist(final VenueSettings settings, final List<Instrument> instruments) throws IOException {
        final List<InstrumentListing> listings = new ArrayList<>();
        try {
            loadInstruments(settings, instruments.getFirst().instrumentId())
                    .forEach(instrument -> listings.add(new InstrumentListing(instrument, "")));
        } catch (final IllegalArgumentException oneIsRefused) {
            for (final Instrument instrument : instruments) {
                listings.add(relist(settings, instrument));
            }
        }
        return listings;
    }

    private InstrumentListing relist(final VenueSettings settings, final Instrument instrument) throws IOException {
        final VenueSettings alone = new VenueSettings(settings.venue(), settings.addresses(), settings.orderUri(), settings.credentials(),
                List.of(instrument.symbol()), settings.options());
        try {
            return new InstrumentListing(loadInstruments(alone, instrument.instrumentId()).getFirst(), "");
        } catch (final IllegalArgumentException refused) {
            return new InstrumentListing(instrument, refused.getMessage());
        }
    }

    /** How its market data is written. */
    WireFormat wireFormat();

    /** Market data; not connected yet. */
    Feed feed(FeedContext context);

    /** What the venue's order entry does by itself. */
    default OrderCapabilities orderCapabilities(final Venue venue) {
        return OrderCapabilities.PLAIN;
    }

    /** The engine's number in a client order id as the venue writes it, or {@link ClientOrderId#FOREIGN}. */
    default long clientOrderId(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ClientOrderId.parse(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    /** Assets in which the venue may take its fees besides those of the instrument. */
    default List<String> feeAssets(final Venue venue) {
        return List.of();
    }

    /**
     * An order's or execution's id as the venue writes it: a number where the high half is empty, a UUID otherwise.
     */
    default String idText(final long high, final long low) {
        return high == 0 || high == Instrument.NULL_VALUE ? Long.toUnsignedString(low) : new UUID(high, low).toString();
    }

    /** Order entry; not connected yet. */
    Gateway gateway(GatewayContext context);

    /**
     * What cancels all orders of an account without this engine, or nothing where this version places none there.
     *
     * @param settings with a key
     */
    default Optional<AccountCanceller> accountCanceller(final VenueSettings settings) {
        return Optional.empty();
    }
}
