package io.peregrine.venue.coinbase.exchange;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.json.DecimalScanner;
import io.peregrine.json.JsonError;
import io.peregrine.json.JsonReader;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Levels as the Exchange feed writes them: changes <code>["buy","83388.88","0.11987123"]</code> and, in snapshots, pairs
 * <code>["83388.88","0.11987123"]</code>. The exact form, without a space, is read without looking for its parts; from the first element of
 * any other form on, the general way reads or refuses it.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> a view of the message. <b>Units:</b> mantissas. <b>Allocates:</b> none
 * after construction. <b>Errors:</b> kept by the {@link JsonReader}.
 */
final class LevelText {
    private static final long BUY = JsonReader.word("buy");
    private static final long SELL = JsonReader.word("sell");
    private static final long BUY_OPENING = JsonReader.word("[\"buy\",\"");
    private static final long SELL_OPENING = JsonReader.word("[\"sell\",");
    private static final int PAIR_OPENING = '[' | '"' << 8;
    private static final int SEPARATOR = '"' | ',' << 8 | '"' << 16;
    private static final int CLOSING = '"' | ']' << 8;
    private static final int TWO_BYTES = 0xFFFF;
    private static final int THREE_BYTES = 0xFFFFFF;
    private static final int OPENING_BYTES = 9;
    private static final int SEPARATOR_BYTES = 4;
    /** The quote and the bracket, and the first two bytes of what follows. */
    private static final int CLOSING_BYTES = 4;
    private static final int OTHER_FORM = -1;

    private final DecimalScanner scanner = new DecimalScanner();
    private int limit;
    private long price;
    private long quantity;

    void wrap(final DirectBuffer buffer, final int offset, final int length) {
        scanner.wrap(buffer, offset, length);
        limit = length;
    }

    /** The message. */
    UnsafeBuffer bytes() {
        return scanner.bytes();
    }

    /** Reads the array of changes at the reader's place into the update, behind what it has. */
    void readChanges(final JsonReader reader, final DepthUpdate update, final int priceDecimals, final int quantityDecimals) {
        if (!reader.beginArray()) {
            return;
        }
        reader.seek(readShortChanges(reader.position(), update, priceDecimals, quantityDecimals));
        while (reader.nextElement()) {
            reader.beginArray();
            reader.nextElement();
            reader.readString();
            final boolean isBid = reader.keyIs(BUY);
            if (!isBid && !reader.keyIs(SELL) || !reader.nextElement()) {
                reader.refuse(JsonError.SYNTAX);
                return;
            }
            readLevel(reader, priceDecimals, quantityDecimals);
            if (!add(update, isBid)) {
                reader.refuse(JsonError.CAPACITY);
            }
        }
    }

    /**
     * Reads changes of the exact form, from the bracket of the first on.
     *
     * @return where the first stands that is of another form, or the array's end
     */
    int readShortChanges(final int start, final DepthUpdate update, final int priceDecimals, final int quantityDecimals) {
        final DirectBuffer bytes = scanner.bytes();
        int at = start;
        while (at + OPENING_BYTES <= limit) {
            final long opening = bytes.getLong(at, LITTLE_ENDIAN);
            final boolean isBid = opening == BUY_OPENING;
            if (!isBid && (opening != SELL_OPENING || bytes.getByte(at + Long.BYTES) != '"')) {
                return at;
            }
            final int next = readShortLevel(at + Long.BYTES + (isBid ? 0 : 1), priceDecimals, quantityDecimals);
            if (next == OTHER_FORM || !add(update, isBid)) {
                return at;
            }
            at = next;
        }
        return at;
    }

    /** Reads the array of pairs at the reader's place; returns how many, or 0 after an error. */
    int readPairs(
            final JsonReader reader, final long[] prices, final int priceDecimals, final long[] quantities, final int quantityDecimals) {
        if (!reader.beginArray()) {
            return 0;
        }
        int count = readShortPairs(reader, prices, priceDecimals, quantities, quantityDecimals);
        while (reader.nextElement()) {
            if (count == prices.length) {
                reader.refuse(JsonError.CAPACITY);
                return 0;
            }
            reader.beginArray();
            reader.nextElement();
            readLevel(reader, priceDecimals, quantityDecimals);
            prices[count] = price;
            quantities[count++] = quantity;
        }
        return reader.failed() ? 0 : count;
    }

    private int readShortPairs(
            final JsonReader reader, final long[] prices, final int priceDecimals, final long[] quantities, final int quantityDecimals) {
        final DirectBuffer bytes = scanner.bytes();
        int count = 0;
        int at = reader.position();
        while (at + OPENING_BYTES <= limit && count < prices.length
                && (bytes.getShort(at, LITTLE_ENDIAN) & TWO_BYTES) == PAIR_OPENING) {
            at = readShortLevel(at + 2, priceDecimals, quantityDecimals);
            if (at == OTHER_FORM) {
                break;
            }
            prices[count] = price;
            quantities[count++] = quantity;
            reader.seek(at);
        }
        return count;
    }

    /** Reads {@code 83388.88","0.11987123"]} and goes to the next element, or to the array's end. */
    private int readShortLevel(final int start, final int priceDecimals, final int quantityDecimals) {
        final DirectBuffer bytes = scanner.bytes();
        price = scanner.read(start, priceDecimals);
        final int separator = scanner.end();
        if (price < 0 || separator + SEPARATOR_BYTES > limit || (bytes.getInt(separator, LITTLE_ENDIAN) & THREE_BYTES) != SEPARATOR) {
            return OTHER_FORM;
        }
        quantity = scanner.read(separator + 3, quantityDecimals);
        final int closing = scanner.end();
        if (quantity < 0 || closing + CLOSING_BYTES > limit || (bytes.getShort(closing, LITTLE_ENDIAN) & TWO_BYTES) != CLOSING) {
            return OTHER_FORM;
        }
        final byte next = bytes.getByte(closing + 2);
        if (next == ',' && bytes.getByte(closing + 3) == '[') {
            return closing + 3;
        }
        return next == ']' ? closing + 2 : OTHER_FORM;
    }

    /** The general way: the two numbers of a level, and whatever stands behind them in its array. */
    private void readLevel(final JsonReader reader, final int priceDecimals, final int quantityDecimals) {
        price = reader.readDecimal(priceDecimals);
        if (!reader.nextElement()) {
            reader.refuse(JsonError.SYNTAX);
            return;
        }
        quantity = reader.readDecimal(quantityDecimals);
        while (reader.nextElement()) {
            reader.skipValue();
        }
    }

    private boolean add(final DepthUpdate update, final boolean isBid) {
        if (isBid) {
            if (update.bidCount == update.bidPrices.length) {
                return false;
            }
            update.bidPrices[update.bidCount] = price;
            update.bidQuantities[update.bidCount++] = quantity;
            return true;
        }
        if (update.askCount == update.askPrices.length) {
            return false;
        }
        update.askPrices[update.askCount] = price;
        update.askQuantities[update.askCount++] = quantity;
        return true;
    }
}
