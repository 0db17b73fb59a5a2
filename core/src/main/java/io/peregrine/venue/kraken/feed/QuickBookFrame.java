package io.peregrine.venue.kraken.feed;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.SymbolWords;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.DecimalWord;
import io.peregrine.json.JsonReader;
import io.peregrine.json.Literal;
import io.peregrine.json.Rfc3339;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The quick way through book frames, which are nearly all of the stream: one entry, no spaces, fields in the venue's order, each number
 * with exactly the instrument's decimals. Where the next thing begins then follows from the decimals, so that only the whole part's length
 * has to be found, and that is guessed from the number before and checked. Any other form is left to the general way, which reads or
 * refuses it.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> the buffer is needed only during the call; nothing outside the message is
 * read. <b>Allocates:</b> none after construction.
 */
final class QuickBookFrame {
    private static final Literal UPDATE = new Literal("{\"channel\":\"book\",\"type\":\"update\",\"data\":[{\"symbol\":\"");
    private static final Literal SNAPSHOT = new Literal("{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"");
    private static final Literal BIDS = new Literal("\",\"bids\":[");
    private static final Literal ASKS = new Literal(",\"asks\":[");
    private static final Literal CHECKSUM = new Literal(",\"checksum\":");
    private static final Literal TIMESTAMP = new Literal(",\"timestamp\":\"");
    /** {@code "}]}}. */
    private static final int END = '"' | '}' << 8 | ']' << 16 | '}' << 24;
    private static final int TIME_LENGTH = "2026-08-16T23:37:05.376419Z".length();
    private static final int TIME_TO_MINUTE = "2026-08-16T23:37".length();
    /** From the end of the levels on: a checksum of one digit. */
    private static final int TRAILER_BYTES_MIN = CHECKSUM.length() + 1 + TIMESTAMP.length() + TIME_LENGTH + Integer.BYTES;

    private static final long PRICE_KEY = JsonReader.word("\"price\":");
    private static final long QUANTITY_KEY = JsonReader.word(",\"qty\":");
    private static final long SEVEN_BYTES = -1L >>> Byte.SIZE;
    private static final int PRICE_START = 1 + Long.BYTES;
    private static final int QUANTITY_KEY_LENGTH = 7;
    private static final int DECIMALS_MAX = 10;
    private static final int CHECKSUM_DIGITS_MAX = 10;
    /** What reading one number may touch: 8 digits, the point, 16 digits. */
    private static final int NUMBER_BYTES = Long.BYTES + 1 + 2 * Long.BYTES;
    /** What reading one level may touch, the byte behind it included. */
    private static final int LEVEL_BYTES = PRICE_START + Long.BYTES + 1 + DECIMALS_MAX + QUANTITY_KEY_LENGTH + NUMBER_BYTES + 2;

    private final SymbolWords<KrakenBook> symbols;
    private UnsafeBuffer bytes;
    private int limit;
    /** Where reading goes on. */
    private int position;
    private KrakenBook book;
    private long checksum;
    private long minuteFirst;
    private long minuteSecond;
    private long minuteNs;

    QuickBookFrame(final SymbolWords<KrakenBook> symbols) {
        this.symbols = symbols;
    }

    /** Whose it is. */
    KrakenBook book() {
        return book;
    }

    /** The venue's checksum of the book. */
    long checksum() {
        return checksum;
    }

    /** Reads a frame; {@link MessageKind#OTHER} where it is not of this form, or of no book that is kept. */
    MessageKind read(final UnsafeBuffer message, final DepthUpdate update) {
        bytes = message;
        limit = message.capacity();
        if (limit < SNAPSHOT.readableBytes() + SymbolWords.READABLE_BYTES + TRAILER_BYTES_MIN) {
            return MessageKind.OTHER;
        }
        final MessageKind kind = UPDATE.isAt(bytes, 0) ? MessageKind.UPDATE
                : SNAPSHOT.isAt(bytes, 0) ? MessageKind.SNAPSHOT : MessageKind.OTHER;
        if (kind == MessageKind.OTHER) {
            return kind;
        }
        position = kind == MessageKind.UPDATE ? UPDATE.length() : SNAPSHOT.length();
        return readEntry(update) ? kind : MessageKind.OTHER;
    }

    private boolean readEntry(final DepthUpdate update) {
        book = symbols.find(bytes, position);
        if (book == null) {
            return false;
        }
        final Instrument instrument = book.kept().instrument();
        position += symbols.length();
        if (instrument.priceDecimals() > DECIMALS_MAX || instrument.priceDecimals() == 0
                || instrument.quantityDecimals() > DECIMALS_MAX || instrument.quantityDecimals() == 0 || !passes(BIDS)) {
            return false;
        }
        update.bidCount = readLevels(update.bidPrices, update.bidQuantities, instrument);
        if (!passes(ASKS)) {
            return false;
        }
        update.askCount = readLevels(update.askPrices, update.askQuantities, instrument);
        return passes(CHECKSUM) && position + Long.BYTES <= limit && readChecksum() && passes(TIMESTAMP) && readTime(update);
    }

    /** Goes past a text, if it stands here. */
    private boolean passes(final Literal text) {
        if (position + text.readableBytes() > limit || !text.isAt(bytes, position)) {
            return false;
        }
        position += text.length();
        return true;
    }

    /** Reads levels up to the array's end, and goes past that; any other form leaves the position where no further text follows. */
    private int readLevels(final long[] prices, final long[] quantities, final Instrument instrument) {
        if (bytes.getByte(position) == ']') {
            position++;
            return 0;
        }
        final int priceDecimals = instrument.priceDecimals();
        final int quantityDecimals = instrument.quantityDecimals();
        int start = position;
        int pricePoint = 0;
        int quantityPoint = 0;
        for (int count = 0; count < prices.length && start + LEVEL_BYTES <= limit; count++) {
            final int priceStart = start + PRICE_START;
            pricePoint = point(priceStart, pricePoint);
            final long price = number(priceStart, pricePoint, priceDecimals);
            final int key = priceStart + pricePoint + 1 + priceDecimals;
            final int quantityStart = key + QUANTITY_KEY_LENGTH;
            quantityPoint = point(quantityStart, quantityPoint);
            final long quantity = number(quantityStart, quantityPoint, quantityDecimals);
            final int end = quantityStart + quantityPoint + 1 + quantityDecimals;
            if ((price | quantity) < 0 || bytes.getByte(start) != '{' || bytes.getLong(start + 1, LITTLE_ENDIAN) != PRICE_KEY
                    || (bytes.getLong(key, LITTLE_ENDIAN) & SEVEN_BYTES) != QUANTITY_KEY || bytes.getByte(end) != '}') {
                break;
            }
            prices[count] = price;
            quantities[count] = quantity;
            start = end + 2;
            if (bytes.getByte(end + 1) != ',') {
                position = bytes.getByte(end + 1) == ']' ? start : position;
                return count + 1;
            }
        }
        return 0;
    }

    /** Digits before the point of the number that begins here: as many as guessed, or counted; 8 where that are more than 7. */
    private int point(final int start, final int guess) {
        return bytes.getByte(start + guess) == '.' ? guess : DecimalWord.pointAt(bytes.getLong(start, LITTLE_ENDIAN));
    }

    /** The mantissa of a number with its point here and exactly so many decimals; negative for any other form. */
    private long number(final int start, final int point, final int decimals) {
        if (point == 0 || bytes.getByte(start + point) != '.') {
            return DecimalWord.OTHER;
        }
        final long whole = DecimalWord.digits(bytes.getLong(start, LITTLE_ENDIAN), point);
        final long word = bytes.getLong(start + point + 1, LITTLE_ENDIAN);
        long fraction;
        if (decimals <= Long.BYTES) {
            fraction = DecimalWord.digits(word, decimals);
        } else {
            final long rest = DecimalWord.digits(bytes.getLong(start + point + 1 + Long.BYTES, LITTLE_ENDIAN), decimals - Long.BYTES);
            final long first = DecimalWord.digits(word, Long.BYTES);
            fraction = (first | rest) < 0 ? DecimalWord.OTHER : first * Decimals.power(decimals - Long.BYTES) + rest;
        }
        return (whole | fraction) < 0 ? DecimalWord.OTHER : whole * Decimals.power(decimals) + fraction;
    }

    private boolean readChecksum() {
        final long first = DecimalWord.digits(bytes.getLong(position, LITTLE_ENDIAN), Long.BYTES);
        long value = Math.max(0, first);
        int at = first < 0 ? position : position + Long.BYTES;
        for (; at < limit && at - position <= CHECKSUM_DIGITS_MAX; at++) {
            final int digit = bytes.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
        }
        final boolean isRead = at > position;
        checksum = value;
        position = at;
        return isRead;
    }

    /** The time to the minute is mostly that of the frame before. */
    private boolean readTime(final DepthUpdate update) {
        if (position + TIME_LENGTH + Integer.BYTES != limit || bytes.getInt(position + TIME_LENGTH, LITTLE_ENDIAN) != END) {
            return false;
        }
        final long first = bytes.getLong(position, LITTLE_ENDIAN);
        final long second = bytes.getLong(position + Long.BYTES, LITTLE_ENDIAN);
        final int at = position + TIME_TO_MINUTE;
        final long seconds = DecimalWord.digits(bytes.getLong(at + 1, LITTLE_ENDIAN), 2);
        final long micros = DecimalWord.digits(bytes.getLong(at + 4, LITTLE_ENDIAN), 6);
        final boolean isPlain = (seconds | micros) >= 0 && seconds <= 59
                && bytes.getByte(at) == ':' && bytes.getByte(at + 3) == '.' && bytes.getByte(at + 10) == 'Z';
        if (isPlain && first == minuteFirst && second == minuteSecond) {
            update.venueTimeNs = minuteNs + seconds * 1_000_000_000L + micros * 1_000L;
            return true;
        }
        update.venueTimeNs = Rfc3339.parse(bytes, position, TIME_LENGTH);
        if (isPlain && update.venueTimeNs != Rfc3339.INVALID) {
            minuteFirst = first;
            minuteSecond = second;
            minuteNs = update.venueTimeNs - seconds * 1_000_000_000L - micros * 1_000L;
        }
        return update.venueTimeNs != Rfc3339.INVALID;
    }
}
