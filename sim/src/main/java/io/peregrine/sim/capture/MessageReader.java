package io.peregrine.sim.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Reads what one venue's messages say about its books and trades: all that a capture market has to know of a venue. A new one reads each
 * pass over a file, message by message in the order of the file.
 *
 * <p><b>Threading:</b> confined to the thread of the capture. <b>Errors:</b> what a message lacks is a {@link DamagedLineException}; a
 * number that is none may escape as {@link NumberFormatException}, one out of range as {@link ArithmeticException}, a time that is none as
 * {@link java.time.DateTimeException}.
 */
public interface MessageReader {
    /** What it reads, for example {@code Kraken}. */
    String source();

    /**
     * Reads a message; its decimals have kept their digits.
     *
     * @return what it says, in the order in which it happened; nothing where it is about something else
     * @throws DamagedLineException saying what is wrong
     */
    List<RecordedMessage> read(JsonNode json) throws DamagedLineException;

    /**
     * The assets of an instrument, what is traded and what it is paid in.
     *
     * @throws IllegalArgumentException where the symbol does not tell
     */
    Assets assets(String symbol);

    /** Places with which the messages so far wrote prices of an instrument, where the venue always writes as many; else 0. */
    default int priceDecimals(final String symbol) {
        return 0;
    }

    /**
     * The assets of an instrument under their common names.
     *
     * @param base  what is bought and sold
     * @param quote what it is paid in
     */
    record Assets(String base, String quote) {
        /**
         * The assets of a symbol with a separator such as {@code BTC-USD}.
         *
         * @throws IllegalArgumentException where it has none
         */
        public static Assets split(final String symbol, final char separator) {
            final int at = symbol.indexOf(separator);
            if (at <= 0 || at + 1 == symbol.length()) {
                throw new IllegalArgumentException("capture: expected a symbol such as BTC" + separator + "USD, found '" + symbol + "'");
            }
            return new Assets(symbol.substring(0, at), symbol.substring(at + 1));
        }
    }
}
