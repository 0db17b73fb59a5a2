package io.peregrine.venue.coinbase.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.capture.CaptureScan;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.json.JsonReader;
import io.peregrine.venue.coinbase.ObservedProducts;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * Derives the instruments of a capture of the Exchange feed from its snapshots, changes, order events and trades, and whether its books are
 * built by level or order by order: the latter where it has orders and nothing by level.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> yes, but for {@link #isSnapshot}; not for the hot path.
 */
public final class ExchangeScan implements CaptureScan {
    /** How the venue's messages of the stream begin, but for order events. */
    private static final long STREAM_START = JsonReader.word("{\"type\":");
    private static final long TYPE = JsonReader.word("type");
    private static final long BIDS = JsonReader.word("bids");
    private static final long ASKS = JsonReader.word("asks");
    private static final long SYMBOL = JsonReader.word("symbol");
    private static final List<String> PRICES = List.of("price", "new_price");
    private static final List<String> QUANTITIES = List.of("size", "remaining_size", "new_size");

    private final JsonReader reader = new JsonReader();
    private final ObservedProducts products = new ObservedProducts();
    private boolean hasLevels;
    private boolean hasOrderEvents;
    private boolean hasOrderBook;
    /** In one REST snapshot of level 3. */
    private int ordersMost;

    /** A REST body has both sides and no type. One that is damaged behind its first side is one too: its book refuses it. */
    @Override
    public boolean isSnapshot(final DirectBuffer buffer, final int offset, final int length) {
        if (length >= Long.BYTES && buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN) == STREAM_START) {
            return false;
        }
        boolean hasSides = false;
        reader.wrap(buffer, offset, length);
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == TYPE) {
                return false;
            }
            hasSides |= isSide(key);
            reader.skipValue();
        }
        return hasSides;
    }

    /** Our recorder adds it. */
    @Override
    public String snapshotSymbol(final DirectBuffer buffer, final int offset, final int length) {
        String symbol = null;
        reader.wrap(buffer, offset, length);
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyWord() == SYMBOL) {
                symbol = text();
            } else {
                reader.skipValue();
            }
        }
        return symbol;
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        if (isSnapshot(buffer, offset, length)) {
            onSnapshot(snapshotSymbol(buffer, offset, length), buffer, offset, length);
            return;
        }
        final JsonNode message = ObservedProducts.parse(buffer, offset, length);
        final String product = message.path("product_id").asText();
        if (product.isEmpty()) {
            return;
        }
        switch (message.path("type").asText()) {
            case "snapshot" -> {
                hasLevels = true;
                message.path("bids").forEach(level -> products.see(product, level.path(0), level.path(1)));
                message.path("asks").forEach(level -> products.see(product, level.path(0), level.path(1)));
                products.endMessage(product, true);
            }
            case "l2update" -> {
                hasLevels = true;
                message.path("changes").forEach(change -> products.see(product, change.path(1), change.path(2)));
                products.endMessage(product, false);
            }
            case "match" -> {
                products.see(product, message.path("price"), message.path("size"));
                products.endMessage(product, false);
            }
            case "received", "activate", "open", "done", "change" -> {
                hasOrderEvents = true;
                PRICES.forEach(name -> products.seePrice(product, message.path(name).asText()));
                QUANTITIES.forEach(name -> products.seeQuantity(product, message.path(name).asText()));
                products.endMessage(product, false);
            }
            default -> { }
        }
    }

    /** Not as a tree: with all its orders it may have tens of megabytes. */
    private void onSnapshot(final String product, final DirectBuffer buffer, final int offset, final int length) {
        boolean isOfOrders = true;
        int rows = 0;
        reader.wrap(buffer, offset, length);
        reader.beginObject();
        while (reader.nextKey()) {
            if (isSide(reader.keyWord()) && reader.peek() == '[') {
                reader.beginArray();
                while (reader.nextElement()) {
                    isOfOrders &= onRow(product);
                    rows++;
                }
            } else {
                reader.skipValue();
            }
        }
        if (isOfOrders) {
            hasOrderBook = true;
            ordersMost = Math.max(ordersMost, rows);
        }
        if (product != null) {
            products.endMessage(product, true);
        }
    }

    /** One of {@code ["price","size","order id"]}; false where it has no id, as in level 2, which has a number there. */
    private boolean onRow(final String product) {
        reader.beginArray();
        final String price = element();
        final String quantity = element();
        final boolean isOrder = !element().isEmpty();
        while (reader.nextElement()) {
            reader.skipValue();
        }
        if (product != null) {
            products.seePrice(product, price);
            products.seeQuantity(product, quantity);
        }
        return isOrder;
    }

    private String element() {
        return reader.nextElement() ? text() : "";
    }

    private String text() {
        if (reader.peek() != '"') {
            reader.skipValue();
            return "";
        }
        reader.readString();
        return reader.text();
    }

    private static boolean isSide(final long key) {
        return key == BIDS || key == ASKS;
    }

    @Override
    public List<Instrument> instruments(final Venue venue) {
        return products.instruments(venue);
    }

    @Override
    public Map<String, String> options() {
        return isByOrder() ? BookOptions.byOrder(ordersMost) : Map.of();
    }

    @Override
    public String missing() {
        return isByOrder() && !hasOrderBook
                ? "it has events of orders (channel full), but of no product the snapshot that they go on from, a line with the body of "
                + "GET /products/{id}/book?level=3" : null;
    }

    private boolean isByOrder() {
        return (hasOrderEvents || ordersMost > 0) && !hasLevels;
    }
}
