package io.peregrine.venue.coinbase.exchange;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.SymbolWords;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.Literal;
import io.peregrine.json.TimestampReader;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The quick way through level changes, which are nearly all of the stream: no spaces, fields in the venue's order, the time last,
 * <code>{"type":"l2update","product_id":"BTC-USD","changes":[["buy","83388.88","0.1"]],"time":"2021-04-17T16:43:37.586862Z"}</code>. Any
 * other form is left to the general way, which reads or refuses it.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> the message is needed only during the call; nothing outside of it is
 * read. <b>Allocates:</b> none after construction.
 */
final class QuickChanges {
    private static final Literal TYPE = new Literal("{\"type\":\"l2update\",\"product_id\":\"");
    private static final Literal CHANGES = new Literal("\",\"changes\":[");
    private static final Literal TIME = new Literal("],\"time\":\"");
    private static final int END = '"' | '}' << 8;
    private static final int END_LENGTH = 2;
    private static final int TWO_BYTES = 0xFFFF;

    private final SymbolWords<ExchangeBook> symbols;
    private final LevelText levels;
    private final TimestampReader times;
    private ExchangeBook book;
    private long timeNs;

    QuickChanges(final SymbolWords<ExchangeBook> symbols, final LevelText levels, final TimestampReader times) {
        this.symbols = symbols;
        this.levels = levels;
        this.times = times;
    }

    /** Whose they are. */
    ExchangeBook book() {
        return book;
    }

    /** The venue's time, or {@link TimestampReader#BEFORE_EPOCH}. */
    long timeNs() {
        return timeNs;
    }

    /** Reads the message that the levels wrap into an empty update; false, with anything in the update, where it is of another form. */
    boolean read(final DepthUpdate update) {
        final UnsafeBuffer bytes = levels.bytes();
        final int symbolStart = TYPE.length();
        if (!isAt(TYPE, bytes, 0) || symbolStart + SymbolWords.READABLE_BYTES > bytes.capacity()) {
            return false;
        }
        book = symbols.find(bytes, symbolStart);
        final int symbolEnd = symbolStart + symbols.length();
        if (book == null || !isAt(CHANGES, bytes, symbolEnd)) {
            return false;
        }
        final Instrument instrument = book.kept().instrument();
        final int levelsEnd = levels.readShortChanges(
                symbolEnd + CHANGES.length(), update, instrument.priceDecimals(), instrument.quantityDecimals());
        final int timeStart = levelsEnd + TIME.length();
        final int timeEnd = bytes.capacity() - END_LENGTH;
        if (!isAt(TIME, bytes, levelsEnd) || (bytes.getShort(timeEnd, LITTLE_ENDIAN) & TWO_BYTES) != END) {
            return false;
        }
        timeNs = times.parse(bytes, timeStart, timeEnd - timeStart);
        return timeNs != TimestampReader.NOT_A_TIME;
    }

    private static boolean isAt(final Literal text, final UnsafeBuffer bytes, final int position) {
        return position + text.readableBytes() <= bytes.capacity() && text.isAt(bytes, position);
    }
}
