package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.venue.VenueProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts of the venues' 128-bit identifiers, each as its venue writes it.
 *
 * <p><b>Threading:</b> immutable.
 */
final class VenueId {
    private final List<VenueProvider> byInstrument = new ArrayList<>();

    VenueId(final Instruments instruments) {
        final List<VenueProvider> installed = VenueProvider.installed();
        for (final Instrument instrument : instruments.all()) {
            byInstrument.add(installed.stream().filter(provider -> provider.provides(instrument.venue())).findFirst().orElseThrow());
        }
    }

    /** The text, or null where the id is absent. */
    String text(final int instrumentId, final long high, final long low) {
        return low == Instrument.NULL_VALUE ? null : byInstrument.get(instrumentId).idText(high, low);
    }
}
