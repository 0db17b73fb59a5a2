package io.peregrine.venue.binance.feed;

import io.peregrine.capture.CaptureScan;
import io.peregrine.capture.ObservedDecimals;
import io.peregrine.feed.DepthUpdate;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongArrayList;

/**
 * Derives the instruments of a capture, which holds no reference data, from its messages: symbols, decimals, and the tick as the greatest
 * common divisor of all prices. A symbol that is seen once beside another that is seen more often is damage.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> yes; not for the hot path.
 */
public final class BinanceReferenceScan implements CaptureScan {
    private static final long DATA = JsonReader.word("data");
    private static final long BIDS = JsonReader.word("bids");
    private static final long ASKS = JsonReader.word("asks");
    private static final long SYMBOL = JsonReader.word("symbol");
    private static final byte[] SNAPSHOT_START = "{\"lastUpdateId\"".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> EVENTS = Set.of("depthUpdate", "trade", "aggTrade", "bookTicker");

    private final JsonReader reader = new JsonReader();
    private final Map<String, Observed> bySymbol = new TreeMap<>();
    private final Observed snapshots = new Observed();
    private final long[] first = new long[DepthUpdate.LEVELS_MAX];
    private final long[] second = new long[DepthUpdate.LEVELS_MAX];
    private final LongArrayList prices = new LongArrayList();
    private final LongArrayList quantities = new LongArrayList();
    private final SbeObserver binary = new SbeObserver(prices, quantities);
    private String symbol;
    private String event;

    private static final class Observed {
        private final ObservedDecimals price = new ObservedDecimals();
        private final ObservedDecimals quantity = new ObservedDecimals();
        private long messages;

        private void see(final LongArrayList prices, final LongArrayList quantities, final boolean isSnapshot) {
            prices.forEachLong(price::see);
            quantities.forEachLong(quantity::see);
            price.endMessage(isSnapshot);
            quantity.endMessage(isSnapshot);
            messages++;
        }
    }

    @Override
    public boolean isSnapshot(final DirectBuffer buffer, final int offset, final int length) {
        int same = 0;
        while (same < SNAPSHOT_START.length && same < length && buffer.getByte(offset + same) == SNAPSHOT_START[same]) {
            same++;
        }
        return same == SNAPSHOT_START.length;
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        if (BinanceSbeDecoder.isBinary(buffer, offset, length)) {
            onBinary(buffer, offset, length);
            return;
        }
        read(buffer, offset, length);
        if (!reader.atEnd() || event != null && !EVENTS.contains(event)) {
            return;
        }
        final boolean isSnapshot = isSnapshot(buffer, offset, length);
        if (symbol != null && !symbol.isEmpty()) {
            bySymbol.computeIfAbsent(symbol, key -> new Observed()).see(prices, quantities, isSnapshot);
        } else if (isSnapshot) {
            snapshots.see(prices, quantities, true);
        }
    }

    private void onBinary(final DirectBuffer buffer, final int offset, final int length) {
        prices.clear();
        quantities.clear();
        final String name = binary.observe(buffer, offset, length);
        if (name != null) {
            bySymbol.computeIfAbsent(name, key -> new Observed()).see(prices, quantities, false);
        }
    }

    /** COIN-M's bodies name it, and our recorder adds it to the others'. */
    @Override
    public String snapshotSymbol(final DirectBuffer buffer, final int offset, final int length) {
        read(buffer, offset, length);
        return symbol;
    }

    private void read(final DirectBuffer buffer, final int offset, final int length) {
        prices.clear();
        quantities.clear();
        symbol = null;
        event = null;
        reader.wrap(buffer, offset, length);
        reader.beginObject();
        readFields(true);
    }

    @Override
    public List<Instrument> instruments(final Venue venue) {
        final long most = bySymbol.values().stream().mapToLong(observed -> observed.messages).max().orElse(0);
        final List<Instrument> instruments = new ArrayList<>();
        bySymbol.forEach((name, observed) -> {
            if (observed.messages > 1 || most == 1) {
                observed.price.add(snapshots.price);
                observed.quantity.add(snapshots.quantity);
                instruments.add(new Instrument(
                        instruments.size(), venue, name, name, name, "", observed.price.decimals(), observed.quantity.decimals(),
                        observed.price.divisor(), 1, 0, Long.MAX_VALUE, 0));
            }
        });
        return instruments;
    }

    private void readFields(final boolean isOuter) {
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            final int value = reader.peek();
            if (key == DATA && isOuter && value == '{') {
                reader.beginObject();
                readFields(false);
            } else if (value == '[' && (key == 'b' || key == 'a' || key == BIDS || key == ASKS)) {
                readLevels();
            } else if (value == '"') {
                readText(key);
            } else {
                reader.skipValue();
            }
        }
    }

    private void readLevels() {
        final int count = reader.readPairs(first, ObservedDecimals.DECIMALS, second, ObservedDecimals.DECIMALS);
        for (int i = 0; i < count; i++) {
            prices.addLong(first[i]);
            quantities.addLong(second[i]);
        }
    }

    private void readText(final long key) {
        if (key == 'b' || key == 'a' || key == 'p') {
            prices.addLong(reader.readDecimal(ObservedDecimals.DECIMALS));
        } else if (key == 'B' || key == 'A' || key == 'q') {
            quantities.addLong(reader.readDecimal(ObservedDecimals.DECIMALS));
        } else {
            reader.readString();
            event = key == 'e' ? reader.text() : event;
            symbol = key == 's' || key == SYMBOL ? reader.text() : symbol;
        }
    }
}
