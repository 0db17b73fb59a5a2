package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.NameTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * What REST calls pairs and assets, which the engine and the stream call otherwise: Bitcoin is XBT there, older assets have an X or a Z
 * before them, and a pair is known as {@code XXBTZUSD}, {@code XBTUSD}, {@code XBT/USD} or {@code BTC/USD}.
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> none after construction.
 */
final class RestNames {
    private static final Map<String, String> OLD_NAMES = Map.of("BTC", "XBT", "DOGE", "XDG");

    private final List<Instrument> instruments = new ArrayList<>();
    private final String[] pairNames;
    private final NameTable pairs;
    private final int[] assetIds;
    private final NameTable assets;

    RestNames(final Instruments all) {
        final List<String> names = new ArrayList<>();
        pairNames = new String[all.count()];
        for (final Instrument instrument : all.of(Venue.KRAKEN)) {
            for (final String base : names(instrument.baseAsset())) {
                for (final String quote : names(instrument.quoteAsset())) {
                    add(names, base + quote, instrument);
                    add(names, base + '/' + quote, instrument);
                }
            }
            pairNames[instrument.instrumentId()] = pair(instrument.baseAsset(), instrument.quoteAsset());
        }
        pairs = new NameTable(names);
        final List<String> assetNames = new ArrayList<>();
        final List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < all.assets().size(); i++) {
            for (final String name : names(all.assets().get(i))) {
                assetNames.add(name);
                ids.add(i);
            }
        }
        assets = new NameTable(assetNames);
        assetIds = ids.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What to call a pair in a request. */
    String pair(final int instrumentId) {
        return pairNames[instrumentId];
    }

    /** What to call the pair of two assets in a request. */
    static String pair(final String baseAsset, final String quoteAsset) {
        return oldName(baseAsset) + oldName(quoteAsset);
    }

    /** The instrument, or null. */
    Instrument instrument(final DirectBuffer buffer, final int offset, final int length) {
        final int index = pairs.indexOf(buffer, offset, length);
        return index == NameTable.UNKNOWN ? null : instruments.get(index);
    }

    /** The engine's id of an asset, or {@link NameTable#UNKNOWN}. */
    int assetId(final DirectBuffer buffer, final int offset, final int length) {
        final int index = assets.indexOf(buffer, offset, length);
        return index == NameTable.UNKNOWN ? NameTable.UNKNOWN : assetIds[index];
    }

    private void add(final List<String> names, final String name, final Instrument instrument) {
        names.add(name);
        instruments.add(instrument);
    }

    /** Every name that an asset may have in an answer. */
    static List<String> names(final String asset) {
        final String old = oldName(asset);
        return old.equals(asset) ? List.of(asset, 'X' + asset, 'Z' + asset) : List.of(asset, old, 'X' + old);
    }

    private static String oldName(final String asset) {
        return OLD_NAMES.getOrDefault(asset, asset);
    }
}
