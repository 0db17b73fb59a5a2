package io.peregrine.venue.kraken.feed;

import io.peregrine.feed.SymbolWords;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decodes frames of Kraken's WebSocket v2, in place, one entry after the other: {@link #decode} reads a frame as far as its first entry,
 * {@link #next} the others. A frame that is not whole gives no entry. Fields may come in any order.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> the buffer is needed until the last entry is read. <b>Units:</b>
 * mantissas at the instrument's decimals, times in ns since the epoch, {@link Instrument#NULL_VALUE} for what an entry does not say.
 * <b>Allocates:</b> none after construction. <b>Errors:</b> {@link MessageKind#MALFORMED}; never throws for anything in the bytes.
 *
 * <p>Source: docs.kraken.com, WebSocket v2; docs/protocol/kraken.md.
 */
final class KrakenDecoder {
    private static final long CHANNEL = JsonReader.word("channel");
    private static final long TYPE = JsonReader.word("type");
    private static final long DATA = JsonReader.word("data");
    private static final long METHOD = JsonReader.word("method");
    private static final long SUCCESS = JsonReader.word("success");
    private static final long RESULT = JsonReader.word("result");
    private static final long ERROR = JsonReader.word("error");
    private static final long FLOOD_ERROR = JsonReader.word("Error");
    private static final long DEPTH = JsonReader.word("depth");
    private static final long SYMBOL = JsonReader.word("symbol");
    private static final long SYSTEM = JsonReader.word("system");
    private static final long ONLINE = JsonReader.word("online");
    private static final long BOOK = JsonReader.word("book");
    private static final long TRADE = JsonReader.word("trade");
    private static final long TICKER = JsonReader.word("ticker");
    private static final long STATUS = JsonReader.word("status");
    private static final long SNAPSHOT = JsonReader.word("snapshot");
    private static final long UPDATE = JsonReader.word("update");
    private static final byte[] INSTRUMENT = "instrument".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUBSCRIBE = "subscribe".getBytes(StandardCharsets.US_ASCII);
    private static final int NOWHERE = -1;

    /** The entry just read. */
    final EntryReader entry;
    /** The pairs of an instrument frame. */
    final PairReader pairs;

    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private final JsonReader reader = new JsonReader();
    private final QuickBookFrame quick;

    /** What the channel says; of a frame without a channel null. */
    private MessageKind kind;
    private boolean hasChannel;
    private boolean isSnapshot;
    private boolean isUpdate;
    private boolean isRequest;
    private boolean isSubscribe;
    private boolean isRefused;
    private int dataAt;
    private int resultAt;
    private boolean isList;
    private KrakenBook book;
    private long depth;
    private boolean isOnline;

    KrakenDecoder(final List<KrakenBook> books) {
        entry = new EntryReader(reader, books);
        pairs = new PairReader(reader, books);
        quick = new QuickBookFrame(new SymbolWords<>(books));
    }

    /** Whose entry it was, or null; of a malformed one as far as it could be seen. */
    KrakenBook book() {
        return book;
    }

    /** May the frame have been one of a book? True also where nothing could be seen of its kind. */
    boolean mayBeBook() {
        return !hasChannel && !isRequest || kind == MessageKind.UPDATE;
    }

    /** Levels a side of the subscription that was accepted. */
    int depth() {
        return (int) depth;
    }

    /** Is the venue open, as the status says? */
    boolean isOnline() {
        return isOnline;
    }

    /** Decodes a frame, with the first of its entries. */
    MessageKind decode(final DirectBuffer buffer, final int offset, final int length) {
        bytes.wrap(buffer, offset, length);
        isList = false;
        final MessageKind quickly = quick.read(bytes, entry.update);
        if (quickly != MessageKind.OTHER) {
            book = quick.book();
            entry.checksum = quick.checksum();
            kind = MessageKind.UPDATE;
            return quickly;
        }
        clear();
        reader.wrap(bytes, 0, length);
        reader.beginObject();
        while (reader.nextKey()) {
            readField();
        }
        if (!reader.atEnd()) {
            attribute();
            return MessageKind.MALFORMED;
        }
        return isRefused ? MessageKind.ERROR : isRequest ? readAnswer() : readData();
    }

    /** Decodes the next entry of the frame; {@link MessageKind#END} after the last. */
    MessageKind next() {
        if (!isList) {
            return MessageKind.END;
        }
        if (reader.failed()) {
            // What an entry that can not be read took with it: any of the others.
            isList = false;
            book = null;
            return MessageKind.MALFORMED;
        }
        isList = reader.nextElement();
        if (!isList) {
            return MessageKind.END;
        }
        final MessageKind read = entry.read(kind == MessageKind.UPDATE && isSnapshot ? MessageKind.SNAPSHOT : kind);
        book = entry.book();
        return read;
    }

    private void clear() {
        entry.clear();
        kind = null;
        hasChannel = false;
        isSnapshot = false;
        isUpdate = false;
        isRequest = false;
        isSubscribe = false;
        isRefused = false;
        dataAt = NOWHERE;
        resultAt = NOWHERE;
        book = null;
    }

    private void readField() {
        final long key = reader.keyWord();
        final int value = reader.peek();
        if (value == '"' && (key == CHANNEL || key == TYPE || key == METHOD)) {
            if (reader.readString()) {
                readName(key);
            }
            return;
        }
        if (key == DATA) {
            dataAt = reader.position();
        } else if (key == RESULT && value == '{') {
            resultAt = reader.position();
        } else if (key == SUCCESS && value == 'f' || value == '"' && (key == ERROR || key == FLOOD_ERROR)) {
            isRefused = true;
        }
        reader.skipValue();
    }

    private void readName(final long key) {
        final long name = reader.keyWord();
        if (key == TYPE) {
            isSnapshot = name == SNAPSHOT;
            isUpdate = name == UPDATE;
        } else if (key == METHOD) {
            isRequest = true;
            isSubscribe = reader.keyIs(SUBSCRIBE);
        } else {
            hasChannel = true;
            kind = name == BOOK ? MessageKind.UPDATE
                    : name == TRADE ? MessageKind.TRADE
                    : name == TICKER ? MessageKind.TICKER
                    : name == STATUS ? MessageKind.STATUS
                    : reader.keyIs(INSTRUMENT) ? MessageKind.INSTRUMENTS : null;
        }
    }

    private MessageKind readData() {
        if (kind == null || kind == MessageKind.TRADE && isSnapshot) {
            return MessageKind.OTHER;
        }
        if (dataAt == NOWHERE || !isSnapshot && !isUpdate) {
            return MessageKind.MALFORMED;
        }
        reader.seek(dataAt);
        if (kind == MessageKind.INSTRUMENTS) {
            return pairs.begin() ? kind : MessageKind.MALFORMED;
        }
        if (reader.peek() != '[') {
            return MessageKind.MALFORMED;
        }
        reader.beginArray();
        if (kind == MessageKind.STATUS) {
            return readStatus();
        }
        isList = true;
        final MessageKind first = next();
        return first == MessageKind.END ? MessageKind.OTHER : first;
    }

    private MessageKind readStatus() {
        isOnline = true;
        boolean isSaid = false;
        if (reader.nextElement() && reader.peek() == '{') {
            reader.beginObject();
            while (reader.nextKey()) {
                if (reader.keyIs(SYSTEM) && reader.peek() == '"') {
                    reader.readString();
                    isOnline = reader.keyIs(ONLINE);
                    isSaid = true;
                } else {
                    reader.skipValue();
                }
            }
        }
        return isSaid ? MessageKind.STATUS : MessageKind.OTHER;
    }

    private MessageKind readAnswer() {
        if (!isSubscribe || resultAt == NOWHERE) {
            return MessageKind.ACKNOWLEDGEMENT;
        }
        boolean isBook = false;
        depth = 0;
        reader.seek(resultAt);
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            final int value = reader.peek();
            if (key == DEPTH && value >= '0' && value <= '9') {
                depth = reader.readLong();
            } else if (value == '"' && (key == CHANNEL || key == SYMBOL)) {
                reader.readString();
                if (key == SYMBOL) {
                    book = entry.find();
                } else {
                    isBook = reader.keyIs(BOOK);
                }
            } else {
                reader.skipValue();
            }
        }
        final boolean isDepth = depth > 0 && depth <= KrakenDepth.MAX;
        return isBook && isDepth && book != null ? MessageKind.BOOK_SUBSCRIBED : MessageKind.ACKNOWLEDGEMENT;
    }

    /** Whose frame was it that can not be read to its end? */
    private void attribute() {
        if (dataAt != NOWHERE && mayBeBook()) {
            reader.wrap(bytes, 0, bytes.capacity());
            reader.seek(dataAt);
            reader.beginArray();
            if (reader.nextElement()) {
                entry.read(MessageKind.UPDATE);
                book = entry.book();
            }
        }
    }
}
