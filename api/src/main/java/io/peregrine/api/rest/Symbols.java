package io.peregrine.api.rest;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;

/**
 * Finds instruments by what people write: {@code BTC/USDT}, {@code BTC-USDT} (for paths) or the venue's own {@code BTCUSDT}.
 *
 * <p><b>Threading:</b> immutable.
 */
final class Symbols {
    private final Instruments instruments;

    Symbols(final Instruments instruments) {
        this.instruments = instruments;
    }

    /**
     * @throws Problem 422 that names what is known
     */
    Instrument find(final String venueKey, final String symbol) {
        final Venue venue = Venue.byKey(venueKey);
        if (venue == null || instruments.of(venue).isEmpty()) {
            throw Problem.field("UNKNOWN_VENUE", "venue", venueKey, "venue = '" + venueKey + "' is not connected; give one of "
                    + instruments.all().stream().map(instrument -> instrument.venue().key()).distinct().toList());
        }
        final Instrument instrument = findOrNull(venue, symbol);
        if (instrument == null) {
            throw Problem.field("UNKNOWN_INSTRUMENT", "symbol", symbol, "symbol = '" + symbol + "' is not traded on " + venueKey
                    + "; give one of " + instruments.of(venue).stream().map(Instrument::symbol).toList());
        }
        return instrument;
    }

    /** The instrument, or null. */
    Instrument findOrNull(final Venue venue, final String symbol) {
        final Instrument instrument = instruments.bySymbol(venue, symbol.replace('-', '/'));
        return instrument == null ? instruments.byVenueSymbol(venue, symbol) : instrument;
    }
}
