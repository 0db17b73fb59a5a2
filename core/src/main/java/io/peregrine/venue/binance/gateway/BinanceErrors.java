package io.peregrine.venue.binance.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.message.RejectReason;
import org.agrona.DirectBuffer;

/**
 * What the venue's error codes and messages mean for an order.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none. Source: Binance "Error codes", "Filter failures", "Messages for -1010, -2010,
 * -2011, and -2038".
 */
final class BinanceErrors {
    static final int TOO_MANY_REQUESTS = -1003;
    static final int SERVER_BUSY = -1008;
    static final int INVALID_MESSAGE = -1013;
    static final int TOO_MANY_ORDERS = -1015;
    static final int INVALID_TIMESTAMP = -1021;
    static final int ORDER_REJECTED = -2010;
    static final int CANCEL_REJECTED = -2011;
    static final int NO_SUCH_ORDER = -2013;
    /** The order is cancelled, and the one in its place was refused. */
    static final int REPLACE_PARTIALLY_FAILED = -2021;
    /** The order could not be cancelled, and nothing was placed. */
    static final int REPLACE_FAILED = -2022;
    static final int AMEND_REJECTED = -2038;

    private static final int STATUS_TEAPOT = 418;
    private static final int STATUS_TOO_MANY_REQUESTS = 429;
    private static final int STATUS_SERVER_ERROR = 500;
    private static final byte[] PERCENT_PRICE = ascii("PERCENT_PRICE");
    private static final byte[] PRICE_FILTER = ascii("PRICE_FILTER");
    private static final byte[] LOT_SIZE = ascii("LOT_SIZE");
    private static final byte[] NOTIONAL = ascii("NOTIONAL");
    private static final byte[] MAX_POSITION = ascii("MAX_POSITION");
    private static final byte[] MAX_NUM = ascii("MAX_NUM_");
    private static final byte[] UNKNOWN_ORDER = ascii("Unknown order");
    private static final byte[] DUPLICATE = ascii("Duplicate order");
    private static final byte[] INSUFFICIENT = ascii("insufficient balance");
    private static final byte[] INSUFFICIENT_BALANCES = ascii("INSUFFICIENT_BALANCE");
    private static final byte[] WOULD_TAKE = ascii("immediately match");
    private static final byte[] WOULD_MATCH_IMMEDIATELY = ascii("WOULD_MATCH_IMMEDIATELY");
    private static final byte[] NOT_SUPPORTED = ascii("not support");
    private static final byte[] COMBINATION = ascii("Unsupported order combination");
    private static final byte[] QUANTITY = ascii("uantity");

    private BinanceErrors() {
    }

    /** The request may or may not have been carried out: only a query can tell. */
    static boolean outcomeUnknown(final int status, final int code) {
        return switch (code) {
            case -1000, -1001, -1006, -1007 -> true;
            default -> status >= STATUS_SERVER_ERROR;
        };
    }

    /** The venue wants no request at all for a while; going on would be answered with a ban. */
    static boolean blocksRequests(final int status, final int code) {
        return code != TOO_MANY_ORDERS && (status == STATUS_TOO_MANY_REQUESTS || status == STATUS_TEAPOT || code == TOO_MANY_REQUESTS);
    }

    /** Why a request was refused. */
    static RejectReason reason(final int status, final int code, final DirectBuffer text, final int offset, final int length) {
        if (code == TOO_MANY_ORDERS || code == SERVER_BUSY || blocksRequests(status, code)) {
            return RejectReason.RATE_LIMITED;
        }
        return switch (code) {
            case INVALID_MESSAGE -> filterReason(text, offset, length);
            case ORDER_REJECTED, CANCEL_REJECTED, AMEND_REJECTED -> orderReason(text, offset, length);
            case -1111 -> contains(text, offset, length, QUANTITY) ? RejectReason.OFF_LOT : RejectReason.OFF_TICK;
            case -1121 -> RejectReason.UNKNOWN_INSTRUMENT;
            case -1014, -1020, -1115, -1116, -1117 -> RejectReason.UNSUPPORTED;
            case NO_SUCH_ORDER -> RejectReason.UNKNOWN_ORDER;
            case -2026 -> RejectReason.TOO_LATE;
            default -> RejectReason.VENUE_OTHER;
        };
    }

    /** Why an order that the venue had accepted was rejected later: the event's {@code r}. */
    static RejectReason eventReason(final DirectBuffer text, final int offset, final int length) {
        if (contains(text, offset, length, INSUFFICIENT_BALANCES)) {
            return RejectReason.INSUFFICIENT_BALANCE;
        }
        return contains(text, offset, length, WOULD_MATCH_IMMEDIATELY) ? RejectReason.POST_ONLY_WOULD_TAKE : RejectReason.VENUE_OTHER;
    }

    private static RejectReason filterReason(final DirectBuffer text, final int offset, final int length) {
        if (contains(text, offset, length, PERCENT_PRICE)) {
            return RejectReason.PRICE_COLLAR;
        } else if (contains(text, offset, length, PRICE_FILTER)) {
            return RejectReason.OFF_TICK;
        } else if (contains(text, offset, length, LOT_SIZE)) {
            return RejectReason.OFF_LOT;
        } else if (contains(text, offset, length, NOTIONAL)) {
            return RejectReason.NOTIONAL_MIN;
        } else if (contains(text, offset, length, MAX_POSITION)) {
            return RejectReason.POSITION_LIMIT;
        }
        return contains(text, offset, length, MAX_NUM) ? RejectReason.OPEN_ORDERS : RejectReason.VENUE_OTHER;
    }

    private static RejectReason orderReason(final DirectBuffer text, final int offset, final int length) {
        if (contains(text, offset, length, UNKNOWN_ORDER)) {
            return RejectReason.UNKNOWN_ORDER;
        } else if (contains(text, offset, length, INSUFFICIENT)) {
            return RejectReason.INSUFFICIENT_BALANCE;
        } else if (contains(text, offset, length, WOULD_TAKE)) {
            return RejectReason.POST_ONLY_WOULD_TAKE;
        } else if (contains(text, offset, length, DUPLICATE)) {
            return RejectReason.DUPLICATE_ORDER;
        }
        return contains(text, offset, length, NOT_SUPPORTED) || contains(text, offset, length, COMBINATION)
                ? RejectReason.UNSUPPORTED : RejectReason.VENUE_OTHER;
    }

    private static boolean contains(final DirectBuffer text, final int offset, final int length, final byte[] part) {
        final int last = offset + length - part.length;
        for (int start = offset; start <= last; start++) {
            int i = 0;
            while (i < part.length && text.getByte(start + i) == part[i]) {
                i++;
            }
            if (i == part.length) {
                return true;
            }
        }
        return false;
    }
}
