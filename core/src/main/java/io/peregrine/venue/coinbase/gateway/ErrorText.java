package io.peregrine.venue.coinbase.gateway;

import io.peregrine.message.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.agrona.DirectBuffer;

/**
 * What the venues' texts of errors mean for an order: the first row whose words are in the text, without regard to the case of letters.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none. Source: docs/protocol/coinbase.md, "Refusals".
 */
final class ErrorText {
    private static final Row[] ROWS = {
        row("insufficient fund", RejectReason.INSUFFICIENT_BALANCE),
        row("insufficient_fund", RejectReason.INSUFFICIENT_BALANCE),
        row("insufficient balance", RejectReason.INSUFFICIENT_BALANCE),
        row("duplicate_cancel", RejectReason.TOO_LATE),
        row("duplicate", RejectReason.DUPLICATE_ORDER),
        row("post only mode", RejectReason.INSTRUMENT_HALTED),
        row("post_only", RejectReason.POST_ONLY_WOULD_TAKE),
        row("post only", RejectReason.POST_ONLY_WOULD_TAKE),
        row("already done", RejectReason.TOO_LATE),
        row("fully_filled", RejectReason.TOO_LATE),
        row("invalid_cancel_request", RejectReason.TOO_LATE),
        row("unknown_cancel_order", RejectReason.UNKNOWN_ORDER),
        row("order_not_found", RejectReason.UNKNOWN_ORDER),
        row("order not found", RejectReason.UNKNOWN_ORDER),
        row("notfound", RejectReason.UNKNOWN_ORDER),
        row("not_found", RejectReason.UNKNOWN_ORDER),
        row("invalid order id", RejectReason.UNKNOWN_ORDER),
        row("invalid order_id", RejectReason.UNKNOWN_ORDER),
        row("product not found", RejectReason.UNKNOWN_INSTRUMENT),
        row("productnotfound", RejectReason.UNKNOWN_INSTRUMENT),
        row("invalid_product_id", RejectReason.UNKNOWN_INSTRUMENT),
        row("untradable_product", RejectReason.INSTRUMENT_HALTED),
        row("order_entry_disabled", RejectReason.INSTRUMENT_HALTED),
        row("cancel only mode", RejectReason.INSTRUMENT_HALTED),
        row("limit only mode", RejectReason.UNSUPPORTED),
        row("below_filled_size", RejectReason.TOO_LATE),
        row("edits_supported", RejectReason.UNSUPPORTED),
        row("price is too precise", RejectReason.OFF_TICK),
        row("price_precision", RejectReason.OFF_TICK),
        row("size is too accurate", RejectReason.OFF_LOT),
        row("size_precision", RejectReason.OFF_LOT),
        row("funds is too small", RejectReason.NOTIONAL_MIN),
        row("quote_size_too_small", RejectReason.NOTIONAL_MIN),
        row("too small", RejectReason.QUANTITY_RANGE),
        row("too large", RejectReason.QUANTITY_RANGE),
        row("too_small", RejectReason.QUANTITY_RANGE),
        row("too_large", RejectReason.QUANTITY_RANGE),
        row("edited_size", RejectReason.QUANTITY_RANGE),
        row("stop price", RejectReason.PRICE_COLLAR),
        row("stop_price", RejectReason.PRICE_COLLAR),
        row("limit_price", RejectReason.PRICE_COLLAR),
        row("edited_price", RejectReason.PRICE_COLLAR),
        row("invalid price", RejectReason.PRICE_COLLAR),
        row("too many open orders", RejectReason.OPEN_ORDERS),
        row("rate limit", RejectReason.RATE_LIMITED),
        row("rate_limit", RejectReason.RATE_LIMITED),
    };

    private ErrorText() {
    }

    /** Why; {@code VENUE_OTHER} where no row fits. */
    static RejectReason reason(final DirectBuffer text, final int offset, final int length) {
        for (final Row row : ROWS) {
            if (contains(text, offset, length, row.words)) {
                return row.reason;
            }
        }
        return RejectReason.VENUE_OTHER;
    }

    /** Are these words, in lower case, in the text? */
    static boolean contains(final DirectBuffer text, final int offset, final int length, final byte[] words) {
        final int last = offset + length - words.length;
        for (int start = offset; start <= last; start++) {
            int i = 0;
            while (i < words.length && lower(text.getByte(start + i)) == words[i]) {
                i++;
            }
            if (i == words.length) {
                return true;
            }
        }
        return false;
    }

    private static int lower(final byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    }

    private static Row row(final String words, final RejectReason reason) {
        return new Row(words.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII), reason);
    }

    private record Row(byte[] words, RejectReason reason) {
    }
}
