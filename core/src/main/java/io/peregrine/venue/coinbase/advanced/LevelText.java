package io.peregrine.venue.coinbase.advanced;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.json.DecimalScanner;
import io.peregrine.json.JsonError;
import io.peregrine.json.JsonReader;
import io.peregrine.json.TimestampReader;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * Levels as {@code l2_data} writes them:
 * <pre>{@code
 * {"side":"bid","event_time":"2026-08-09T21:05:48.170326Z","price_level":"65083.66","new_quantity":"0.20371215"}
 * }</pre>
 * The exact form, without a space and in this order, is compared word by word instead of being parsed: all that is looked for is where the
 * numbers end, and the time is guessed to be as long as the one before. From the first element of any other form on, the general way
 * reads or refuses it.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> a view of the message. <b>Units:</b> mantissas. <b>Allocates:</b> none
 * after construction. <b>Errors:</b> kept by the {@link JsonReader}.
 */
final class LevelText {
    private static final long SIDE = JsonReader.word("side");
    private static final long BID = JsonReader.word("bid");
    private static final long OFFER = JsonReader.word("offer");
    private static final byte[] EVENT_TIME = "event_time".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PRICE_LEVEL = "price_level".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW_QUANTITY = "new_quantity".getBytes(StandardCharsets.US_ASCII);

    private static final long SIDE_OPENING = JsonReader.word("{\"side\":");
    private static final long BID_VALUE = JsonReader.word("\"bid\",\"e");
    private static final long OFFER_VALUE = JsonReader.word("\"offer\",");
    private static final long EVENT_TIME_1 = JsonReader.word("event_ti");
    private static final long EVENT_TIME_2 = JsonReader.word("t_time\":");
    private static final long PRICE_LEVEL_1 = JsonReader.word("\",\"price");
    private static final long PRICE_LEVEL_2 = JsonReader.word("_level\":");
    private static final long NEW_QUANTITY_1 = JsonReader.word("\",\"new_q");
    private static final long NEW_QUANTITY_2 = JsonReader.word("uantity\"");
    private static final int COLON_QUOTE = ':' | '"' << 8;
    private static final int CLOSING = '"' | '}' << 8;
    private static final int TWO_BYTES = 0xFFFF;

    /** From the object's brace to the e of event_time, and to its value's first byte, where the side is bid. */
    private static final int BID_NAME = 15;
    private static final int TIME_FROM_NAME = 13;
    private static final int TIME_LENGTH_MIN = 20;
    private static final int TIME_LENGTH_MAX = 30;
    private static final int PRICE_FROM_TIME_END = 17;
    private static final int QUANTITY_FROM_PRICE_END = 18;
    /** All that is read without a look at the limit: up to the price. */
    private static final int READABLE_BYTES = BID_NAME + 2 + TIME_FROM_NAME + TIME_LENGTH_MAX + PRICE_FROM_TIME_END;
    /** The quote and the brace, and the first two bytes of what follows. */
    private static final int CLOSING_BYTES = 4;
    private static final int OTHER_FORM = -1;

    private final DecimalScanner scanner = new DecimalScanner();
    private final TimestampReader times;
    private int limit;
    private int timeStart;
    private int timeLength = TIME_LENGTH_MIN;
    private boolean isBid;
    private long price;
    private long quantity;

    LevelText(final TimestampReader times) {
        this.times = times;
    }

    void wrap(final DirectBuffer buffer, final int offset, final int length) {
        scanner.wrap(buffer, offset, length);
        limit = length;
    }

    /** Reads the array of levels at the reader's place into the update, and the time of the last one. */
    void read(final JsonReader reader, final DepthUpdate update, final int priceDecimals, final int quantityDecimals) {
        if (!reader.beginArray()) {
            return;
        }
        timeStart = -1;
        int at = reader.position();
        while (at + READABLE_BYTES <= limit) {
            at = readShort(at, priceDecimals, quantityDecimals);
            if (at == OTHER_FORM || !add(update)) {
                break;
            }
            reader.seek(at);
        }
        if (timeStart >= 0) {
            update.venueTimeNs = times.parse(scanner.bytes(), timeStart, timeLength);
        }
        while (reader.nextElement()) {
            readLevel(reader, update, priceDecimals, quantityDecimals);
            if (!add(update)) {
                reader.refuse(JsonError.CAPACITY);
            }
        }
    }

    /** Reads one of the exact form and goes to the next element, or to the array's end. */
    private int readShort(final int start, final int priceDecimals, final int quantityDecimals) {
        final DirectBuffer bytes = scanner.bytes();
        final long value = bytes.getLong(start + Long.BYTES, LITTLE_ENDIAN);
        isBid = value == BID_VALUE;
        final int name = start + (isBid ? BID_NAME : BID_NAME + 2);
        if (bytes.getLong(start, LITTLE_ENDIAN) != SIDE_OPENING || !isBid && value != OFFER_VALUE
                || bytes.getLong(name, LITTLE_ENDIAN) != EVENT_TIME_1 || bytes.getLong(name + 4, LITTLE_ENDIAN) != EVENT_TIME_2
                || bytes.getByte(name + TIME_FROM_NAME - 1) != '"' || !isBid && bytes.getByte(name - 1) != '"') {
            return OTHER_FORM;
        }
        final int time = name + TIME_FROM_NAME;
        if (!timeEndsAt(time + timeLength) && !findTimeEnd(time)) {
            return OTHER_FORM;
        }
        price = scanner.read(time + timeLength + PRICE_FROM_TIME_END, priceDecimals);
        final int priceEnd = scanner.end();
        if (price < 0 || priceEnd + QUANTITY_FROM_PRICE_END > limit
                || bytes.getLong(priceEnd, LITTLE_ENDIAN) != NEW_QUANTITY_1
                || bytes.getLong(priceEnd + Long.BYTES, LITTLE_ENDIAN) != NEW_QUANTITY_2
                || (bytes.getShort(priceEnd + 2 * Long.BYTES, LITTLE_ENDIAN) & TWO_BYTES) != COLON_QUOTE) {
            return OTHER_FORM;
        }
        quantity = scanner.read(priceEnd + QUANTITY_FROM_PRICE_END, quantityDecimals);
        final int closing = scanner.end();
        if (quantity < 0 || closing + CLOSING_BYTES > limit || (bytes.getShort(closing, LITTLE_ENDIAN) & TWO_BYTES) != CLOSING) {
            return OTHER_FORM;
        }
        final byte next = bytes.getByte(closing + 2);
        final boolean isLast = next == ']';
        if (!isLast && (next != ',' || bytes.getByte(closing + 3) != '{')) {
            return OTHER_FORM;
        }
        timeStart = time;
        return closing + (isLast ? 2 : 3);
    }

    private boolean timeEndsAt(final int end) {
        final DirectBuffer bytes = scanner.bytes();
        return bytes.getLong(end, LITTLE_ENDIAN) == PRICE_LEVEL_1 && bytes.getLong(end + Long.BYTES, LITTLE_ENDIAN) == PRICE_LEVEL_2
                && bytes.getByte(end + 2 * Long.BYTES) == '"';
    }

    private boolean findTimeEnd(final int time) {
        for (int length = TIME_LENGTH_MIN; length <= TIME_LENGTH_MAX; length++) {
            if (scanner.bytes().getByte(time + length) == '"') {
                timeLength = length;
                return timeEndsAt(time + length);
            }
        }
        return false;
    }

    private void readLevel(final JsonReader reader, final DepthUpdate update, final int priceDecimals, final int quantityDecimals) {
        boolean hasSide = false;
        price = -1;
        quantity = -1;
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(SIDE)) {
                reader.readString();
                isBid = reader.keyIs(BID);
                hasSide = isBid || reader.keyIs(OFFER);
            } else if (reader.keyIs(PRICE_LEVEL)) {
                price = reader.readDecimal(priceDecimals);
            } else if (reader.keyIs(NEW_QUANTITY)) {
                quantity = reader.readDecimal(quantityDecimals);
            } else if (reader.keyIs(EVENT_TIME)) {
                update.venueTimeNs = times.read(reader);
            } else {
                reader.skipValue();
            }
        }
        if (!hasSide || price < 0 || quantity < 0) {
            reader.refuse(JsonError.SYNTAX);
        }
    }

    private boolean add(final DepthUpdate update) {
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
