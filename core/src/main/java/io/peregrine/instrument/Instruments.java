package io.peregrine.instrument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All instruments of an engine, by dense id and by venue symbol, and the assets they are made of or cost fees in, by dense
 * id.
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> the text look-ups are for set-up and the API, not for the hot path.
 */
public final class Instruments {
    private final Instrument[] byId;
    private final Map<String, Instrument> byVenueSymbol = new HashMap<>();
    private final Map<String, Instrument> bySymbol = new HashMap<>();
    private final List<String> assets = new ArrayList<>();

    /**
     * @param instruments in the order of their ids, which must be 0, 1, 2, …
     * @throws IllegalArgumentException for a wrong id or a symbol given twice
     */
    public Instruments(final List<Instrument> instruments) {
        this(instruments, List.of(), List.of());
    }

    /**
     * @param instruments in the order of their ids, which must be 0, 1, 2, …
     * @param knownAssets assets that have ids already, in their order
     * @param feeAssets   assets that fees may be paid in besides those of the instruments
     * @throws IllegalArgumentException for a wrong id or a symbol given twice
     */
    public Instruments(final List<Instrument> instruments, final List<String> knownAssets, final List<String> feeAssets) {
        knownAssets.forEach(this::addAsset);
        byId = instruments.toArray(new Instrument[0]);
        for (int i = 0; i < byId.length; i++) {
            final Instrument instrument = byId[i];
            if (instrument.instrumentId() != i) {
                throw new IllegalArgumentException("instrument id " + instrument.instrumentId() + " at position " + i);
            }
            if (byVenueSymbol.put(key(instrument.venue(), instrument.venueSymbol()), instrument) != null
                    || bySymbol.put(key(instrument.venue(), instrument.symbol()), instrument) != null) {
                throw new IllegalArgumentException("instrument given twice: " + instrument.venue() + " " + instrument.symbol());
            }
            addAsset(instrument.baseAsset());
            addAsset(instrument.quoteAsset());
        }
        feeAssets.forEach(this::addAsset);
    }

    public int count() {
        return byId.length;
    }

    /** The instrument with this id. */
    public Instrument get(final int instrumentId) {
        return byId[instrumentId];
    }

    /** Is there an instrument with this id? */
    public boolean contains(final int instrumentId) {
        return instrumentId >= 0 && instrumentId < byId.length;
    }

    /** By the venue's own symbol ({@code BTCUSDT}), or null. */
    public Instrument byVenueSymbol(final Venue venue, final String venueSymbol) {
        return byVenueSymbol.get(key(venue, venueSymbol));
    }

    /** By the engine's symbol ({@code BTC/USDT}), or null. */
    public Instrument bySymbol(final Venue venue, final String symbol) {
        return bySymbol.get(key(venue, symbol));
    }

    /** Those of one venue, in order of id. */
    public List<Instrument> of(final Venue venue) {
        return List.of(byId).stream().filter(instrument -> instrument.venue() == venue).toList();
    }

    /** All, in order of id. */
    public List<Instrument> all() {
        return List.of(byId);
    }

    /** Dense id of an asset, or -1 where no instrument uses it. */
    public int assetId(final String asset) {
        return assets.indexOf(asset);
    }

    /** Names of all assets; the index is the asset id. */
    public List<String> assets() {
        return List.copyOf(assets);
    }

    private void addAsset(final String asset) {
        if (!assets.contains(asset)) {
            assets.add(asset);
        }
    }

    private static String key(final Venue venue, final String symbol) {
        return venue.key() + ' ' + symbol;
    }
}
