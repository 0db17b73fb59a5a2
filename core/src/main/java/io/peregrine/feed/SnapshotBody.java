package io.peregrine.feed;

import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;
import org.agrona.DirectBuffer;

/**
 * Reads the best levels out of the body of a snapshot over REST, for a {@link LevelAudit}, as venues write them: {@code bids} and
 * {@code asks}, in whatever objects they are wrapped, of rows <code>["price","quantity",…]</code> or
 * <code>{"price":"…","size":"…"}</code>, the best first; and {@code sequence}, where there is one.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> mantissas at the instrument's decimals. <b>Allocates:</b> none after
 * construction. <b>Errors:</b> false; never throws for anything in the bytes.
 */
public final class SnapshotBody {
    private static final long BIDS = JsonReader.word("bids");
    private static final long ASKS = JsonReader.word("asks");
    private static final long SEQUENCE = JsonReader.word("sequence");
    private static final long PRICE = JsonReader.word("price");
    private static final long SIZE = JsonReader.word("size");
    /** Objects around the levels. */
    private static final int NESTING_MAX = 4;

    private final boolean isRounded;
    private final JsonReader reader = new JsonReader();
    private DirectBuffer bytes;
    private int bytesOffset;
    private Instrument instrument;
    private int decimalsMax;
    private boolean hasBids;
    private boolean hasAsks;
    private long price;
    private long quantity;

    /** @param isRounded may quantities have fewer decimals than the instrument's, and be rounded to them? */
    public SnapshotBody(final boolean isRounded) {
        this.isRounded = isRounded;
    }

    /**
     * Reads a body into an empty update, whose {@code lastId} is the sequence number.
     *
     * @return false where it can not be used
     */
    public boolean read(
            final DirectBuffer buffer, final int offset, final int length, final Instrument of, final DepthUpdate into) {
        bytes = buffer;
        bytesOffset = offset;
        instrument = of;
        decimalsMax = 0;
        hasBids = false;
        hasAsks = false;
        reader.wrap(buffer, offset, length);
        readObject(into, 1);
        return reader.atEnd() && hasBids && hasAsks;
    }

    /** What a quantity of those that were read may be off by, less than: trailing zeros may be left out. */
    public long roundedTo() {
        return isRounded ? Decimals.power(Math.max(0, instrument.quantityDecimals() - decimalsMax)) : 1;
    }

    private void readObject(final DepthUpdate into, final int nesting) {
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            final int value = reader.peek();
            if (key == BIDS && value == '[') {
                into.bidCount = readRows(into.bidPrices, into.bidQuantities);
                hasBids = true;
            } else if (key == ASKS && value == '[') {
                into.askCount = readRows(into.askPrices, into.askQuantities);
                hasAsks = true;
            } else if (key == SEQUENCE && value != '"') {
                into.lastId = reader.readLong();
            } else if (value == '{' && nesting < NESTING_MAX) {
                readObject(into, nesting + 1);
            } else {
                reader.skipValue();
            }
        }
    }

    private int readRows(final long[] prices, final long[] quantities) {
        int count = 0;
        reader.beginArray();
        while (reader.nextElement()) {
            if (count == prices.length) {
                reader.skipValue();
                continue;
            }
            if (reader.peek() == '[') {
                readArray();
            } else {
                readFields();
            }
            prices[count] = price;
            quantities[count++] = quantity;
        }
        return count;
    }

    private void readArray() {
        reader.beginArray();
        reader.nextElement();
        price = reader.readDecimal(instrument.priceDecimals());
        reader.nextElement();
        readQuantity();
        while (reader.nextElement()) {
            reader.skipValue();
        }
    }

    private void readFields() {
        price = Instrument.NULL_VALUE;
        quantity = Instrument.NULL_VALUE;
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == PRICE) {
                price = reader.readDecimal(instrument.priceDecimals());
            } else if (key == SIZE) {
                readQuantity();
            } else {
                reader.skipValue();
            }
        }
    }

    private void readQuantity() {
        reader.peek();
        final int start = reader.position();
        quantity = reader.readDecimal(instrument.quantityDecimals());
        int decimals = 0;
        boolean isBehindPoint = false;
        for (int i = start + 1; i < reader.position() && isRounded; i++) {
            final byte character = bytes.getByte(bytesOffset + i);
            decimals += isBehindPoint && character >= '0' && character <= '9' ? 1 : 0;
            isBehindPoint |= character == '.';
        }
        decimalsMax = Math.max(decimalsMax, decimals);
    }
}
