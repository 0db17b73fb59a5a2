package io.peregrine.venue.binance.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.json.JsonReader;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import org.agrona.DirectBuffer;

/**
 * The fields of one flat JSON object by the letter that user data events give them, for example {@code q} for the order quantity and
 * {@code z} for the cumulative quantity. Responses say the same with long names, which {@link FieldNames} translates, so both are read the
 * same way.
 *
 * <p>Only the places of the values are kept when a message is read; a value is converted when it is asked for, because a quantity can be
 * read only when the symbol, which may come later, is known.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> valid while the message is. <b>Units:</b> mantissas as asked for; times in
 * milliseconds. <b>Allocates:</b> none after construction. <b>Errors:</b> a value of a wrong form reads as absent and sets
 * {@link #malformed}.
 */
final class OrderFields {
    /** Absent, or not readable. */
    static final long ABSENT = Long.MIN_VALUE;

    private static final int LETTERS = 128;

    private static final long NEW = JsonReader.word("NEW");
    private static final long FILLED = JsonReader.word("FILLED");
    private static final long CANCELED = JsonReader.word("CANCELED");
    private static final long REJECTED = JsonReader.word("REJECTED");
    private static final long EXPIRED = JsonReader.word("EXPIRED");
    private static final long BUY = JsonReader.word("BUY");
    private static final long SELL = JsonReader.word("SELL");
    private static final long GTC = JsonReader.word("GTC");
    private static final long IOC = JsonReader.word("IOC");
    private static final long FOK = JsonReader.word("FOK");
    private static final long LIMIT = JsonReader.word("LIMIT");
    private static final long MARKET = JsonReader.word("MARKET");
    private static final byte[] PENDING_NEW = ascii("PENDING_NEW");
    private static final byte[] PENDING_CANCEL = ascii("PENDING_CANCEL");
    private static final byte[] PARTIALLY_FILLED = ascii("PARTIALLY_FILLED");
    private static final byte[] EXPIRED_IN_MATCH = ascii("EXPIRED_IN_MATCH");
    private static final byte[] LIMIT_MAKER = ascii("LIMIT_MAKER");
    private static final byte[] STOP_LOSS = ascii("STOP_LOSS");
    private static final byte[] STOP_LOSS_LIMIT = ascii("STOP_LOSS_LIMIT");

    private final JsonReader value = new JsonReader();
    private final int[] offsets = new int[LETTERS];
    private final int[] lengths = new int[LETTERS];
    private final long[] messages = new long[LETTERS];
    private DirectBuffer buffer;
    private long message;
    private boolean malformed;

    /** Forgets the last message; places are from {@code buffer}'s start. */
    void clear(final DirectBuffer newBuffer) {
        buffer = newBuffer;
        message++;
        malformed = false;
    }

    /** Reads an event: keys of one letter; others are passed over. */
    void readEvent(final JsonReader reader, final int textOffset) {
        reader.beginObject();
        while (reader.nextKey()) {
            final int letter = reader.sliceLength() == 1 ? (int) reader.keyWord() : 0;
            readValue(reader, letter, textOffset);
        }
    }

    /** Reads an object with long names; those that are not in the table are passed over. */
    void readResult(final JsonReader reader, final int textOffset, final FieldNames names) {
        reader.beginObject();
        while (reader.nextKey()) {
            readValue(reader, names.letter(reader), textOffset);
        }
    }

    /** Was a value that was asked for of a wrong form? */
    boolean malformed() {
        return malformed;
    }

    boolean has(final char letter) {
        return messages[letter] == message;
    }

    int offset(final char letter) {
        return offsets[letter];
    }

    /** 0 where absent. */
    int length(final char letter) {
        return has(letter) ? lengths[letter] : 0;
    }

    /** An integer, or {@link #ABSENT}. */
    long number(final char letter) {
        if (!has(letter)) {
            return ABSENT;
        }
        final long number = value.wrap(buffer, offsets[letter], lengths[letter]).readLong();
        return checked(number);
    }

    /** A mantissa, or {@link #ABSENT}. */
    long decimal(final char letter, final int decimals) {
        if (!has(letter)) {
            return ABSENT;
        }
        final long mantissa = value.wrap(buffer, offsets[letter], lengths[letter]).readDecimal(decimals);
        return checked(mantissa);
    }

    boolean isTrue(final char letter) {
        return has(letter) && buffer.getByte(offsets[letter]) == 't';
    }

    boolean is(final char letter, final byte[] text) {
        if (length(letter) != text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (buffer.getByte(offsets[letter] + i) != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** A text of 1 to 8 bytes as {@link JsonReader#word} packs it; else 0. */
    long word(final char letter) {
        final int length = length(letter);
        if (length > Long.BYTES) {
            return 0;
        }
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = word << Byte.SIZE | buffer.getByte(offsets[letter] + i) & 0xFF;
        }
        return word;
    }

    /** The number of one of our client order ids, or {@link ClientOrderId#FOREIGN}. */
    long clientOrderId(final char letter) {
        return ClientOrderId.parse(buffer, offsets[letter], length(letter));
    }

    OrderStatus orderStatus() {
        final long word = word('X');
        if (word == NEW || is('X', PENDING_NEW)) {
            return OrderStatus.NEW;
        } else if (word == FILLED) {
            return OrderStatus.FILLED;
        } else if (is('X', PARTIALLY_FILLED)) {
            return OrderStatus.PARTIALLY_FILLED;
        } else if (word == CANCELED) {
            return OrderStatus.CANCELED;
        } else if (word == EXPIRED || is('X', EXPIRED_IN_MATCH)) {
            return OrderStatus.EXPIRED;
        } else if (word == REJECTED) {
            return OrderStatus.REJECTED;
        }
        return is('X', PENDING_CANCEL) ? OrderStatus.PENDING_CANCEL : OrderStatus.NULL_VAL;
    }

    Side side() {
        final long word = word('S');
        return word == BUY ? Side.BUY : word == SELL ? Side.SELL : Side.NULL_VAL;
    }

    OrderType orderType() {
        final long word = word('o');
        if (word == LIMIT || is('o', LIMIT_MAKER)) {
            return OrderType.LIMIT;
        } else if (word == MARKET) {
            return OrderType.MARKET;
        } else if (is('o', STOP_LOSS)) {
            return OrderType.STOP;
        }
        return is('o', STOP_LOSS_LIMIT) ? OrderType.STOP_LIMIT : OrderType.NULL_VAL;
    }

    TimeInForce timeInForce() {
        final long word = word('f');
        return word == GTC ? TimeInForce.GTC : word == IOC ? TimeInForce.IOC : word == FOK ? TimeInForce.FOK : TimeInForce.NULL_VAL;
    }

    private void readValue(final JsonReader reader, final int letter, final int textOffset) {
        final boolean string = reader.peek() == '"';
        final int start = reader.position();
        if (string) {
            reader.readString();
        } else {
            reader.skipValue();
        }
        if (letter > 0 && letter < LETTERS) {
            offsets[letter] = textOffset + (string ? reader.sliceOffset() : start);
            lengths[letter] = string ? reader.sliceLength() : reader.position() - start;
            messages[letter] = message;
        }
    }

    private long checked(final long result) {
        if (value.failed()) {
            malformed = true;
            return ABSENT;
        }
        return result;
    }
}
