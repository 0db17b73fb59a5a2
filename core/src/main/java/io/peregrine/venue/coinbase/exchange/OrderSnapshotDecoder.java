package io.peregrine.venue.coinbase.exchange;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonError;
import io.peregrine.json.JsonReader;
import io.peregrine.json.JsonUuid;
import io.peregrine.json.TimestampReader;
import org.agrona.DirectBuffer;

/**
 * Decodes the REST book of level 3, <code>{"bids":[["price","size","order id"],…],"asks":[…],"sequence":…}</code>, into a table of orders
 * and into levels. On each side the best comes first, so orders of the same price are neighbours.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> mantissas at the instrument's decimals. <b>Allocates:</b> none after
 * construction. <b>Errors:</b> false; never throws for anything in the bytes.
 *
 * <p>Source: docs/protocol/coinbase.md, "Full channel".
 */
final class OrderSnapshotDecoder {
    private static final long BIDS = JsonReader.word("bids");
    private static final long ASKS = JsonReader.word("asks");
    private static final long SEQUENCE = JsonReader.word("sequence");
    private static final long TIME = JsonReader.word("time");

    private final JsonReader reader = new JsonReader();
    private final JsonUuid orderId = new JsonUuid();
    private final TimestampReader times = new TimestampReader();
    private boolean isFull;

    /** Had the table no room for all orders? */
    boolean isFull() {
        return isFull;
    }

    /**
     * Fills the table and the levels, whose {@code lastId} is the snapshot's sequence number.
     *
     * @return false where the body can not be used; the table then holds a part of it
     */
    boolean decode(
            final Instrument instrument, final DirectBuffer buffer, final int offset, final int length, final OrderTable orders,
            final DepthUpdate levels) {
        isFull = false;
        orders.clear();
        levels.clear();
        boolean hasBids = false;
        boolean hasAsks = false;
        reader.wrap(buffer, offset, length);
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == BIDS) {
                levels.bidCount = readSide(instrument, true, levels.bidPrices, levels.bidQuantities, orders);
                hasBids = true;
            } else if (key == ASKS) {
                levels.askCount = readSide(instrument, false, levels.askPrices, levels.askQuantities, orders);
                hasAsks = true;
            } else if (key == SEQUENCE && reader.peek() != '"') {
                levels.lastId = reader.readLong();
            } else if (key == TIME && reader.peek() == '"') {
                final long time = times.read(reader);
                levels.venueTimeNs = time > 0 ? time : NULL_VALUE;
            } else {
                reader.skipValue();
            }
        }
        return reader.atEnd() && hasBids && hasAsks && levels.lastId >= 0;
    }

    private int readSide(
            final Instrument instrument, final boolean isBid, final long[] prices, final long[] quantities, final OrderTable orders) {
        int count = 0;
        reader.beginArray();
        while (reader.nextElement()) {
            reader.beginArray();
            reader.nextElement();
            final long price = reader.readDecimal(instrument.priceDecimals());
            reader.nextElement();
            final long quantity = reader.readDecimal(instrument.quantityDecimals());
            reader.nextElement();
            orderId.read(reader);
            while (reader.nextElement()) {
                reader.skipValue();
            }
            count = add(isBid, price, quantity, count, prices, quantities);
            if (!reader.failed()) {
                addOrder(isBid, price, quantity, orders);
            }
        }
        return count;
    }

    private int add(
            final boolean isBid, final long price, final long quantity, final int count, final long[] prices, final long[] quantities) {
        final boolean isSame = count > 0 && prices[count - 1] == price;
        final boolean isWorse = count == 0 || (isBid ? price < prices[count - 1] : price > prices[count - 1]);
        if (price <= 0 || quantity < 0 || !isSame && !isWorse || isSame && quantities[count - 1] > Long.MAX_VALUE - quantity) {
            reader.refuse(JsonError.SYNTAX);
            return count;
        }
        if (isSame) {
            quantities[count - 1] += quantity;
            return count;
        }
        if (count == prices.length) {
            reader.refuse(JsonError.CAPACITY);
            return count;
        }
        prices[count] = price;
        quantities[count] = quantity;
        return count + 1;
    }

    private void addOrder(final boolean isBid, final long price, final long quantity, final OrderTable orders) {
        if (!orderId.isKnown() || orders.find(orderId.high(), orderId.low()) != OrderTable.NOT_FOUND) {
            reader.refuse(JsonError.SYNTAX);
        } else if (!orders.add(orderId.high(), orderId.low(), isBid, price, quantity)) {
            isFull = true;
            reader.refuse(JsonError.CAPACITY);
        }
    }
}
