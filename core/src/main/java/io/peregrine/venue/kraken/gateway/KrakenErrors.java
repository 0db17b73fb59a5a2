package io.peregrine.venue.kraken.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.message.RejectReason;
import org.agrona.DirectBuffer;

/**
 * What the venue's error texts and reasons mean for an order.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none. Source: docs.kraken.com, "Error messages"; docs/protocol/kraken.md.
 */
final class KrakenErrors {
    private static final Meaning[] ERRORS = {
        new Meaning("Insufficient funds", RejectReason.INSUFFICIENT_BALANCE),
        new Meaning("Insufficient margin", RejectReason.INSUFFICIENT_BALANCE),
        new Meaning("Margin", RejectReason.INSUFFICIENT_BALANCE),
        new Meaning("Unknown order", RejectReason.UNKNOWN_ORDER),
        new Meaning("Invalid order", RejectReason.UNKNOWN_ORDER),
        new Meaning("Post only order", RejectReason.POST_ONLY_WOULD_TAKE),
        new Meaning("Order minimum not met", RejectReason.QUANTITY_RANGE),
        new Meaning("Cost minimum not met", RejectReason.NOTIONAL_MIN),
        new Meaning("Tick size check failed", RejectReason.OFF_TICK),
        new Meaning("Invalid price", RejectReason.PRICE_COLLAR),
        new Meaning("Invalid arguments:volume", RejectReason.OFF_LOT),
        new Meaning("Duplicate", RejectReason.DUPLICATE_ORDER),
        new Meaning("ate limit exceeded", RejectReason.RATE_LIMITED),
        new Meaning("Too many requests", RejectReason.RATE_LIMITED),
        new Meaning("Temporary lockout", RejectReason.RATE_LIMITED),
        new Meaning("Exceeded msg rate", RejectReason.RATE_LIMITED),
        new Meaning("rders limit exceeded", RejectReason.OPEN_ORDERS),
        new Meaning("Positions limit exceeded", RejectReason.POSITION_LIMIT),
        new Meaning("limit exceeded:CAL", RejectReason.POSITION_LIMIT),
        new Meaning("Market in", RejectReason.INSTRUMENT_HALTED),
        new Meaning("Deadline elapsed", RejectReason.TOO_LATE),
        new Meaning("Unknown asset pair", RejectReason.UNKNOWN_INSTRUMENT),
        new Meaning("pair not supported", RejectReason.UNKNOWN_INSTRUMENT),
        new Meaning("Index unavailable", RejectReason.UNSUPPORTED),
        new Meaning("Invalid arguments", RejectReason.UNSUPPORTED),
        new Meaning("Self trade", RejectReason.SELF_TRADE)};
    private static final byte[][] UNKNOWN_OUTCOMES =
        {ascii("EService:Timeout"), ascii("EService:Unavailable"), ascii("EService:Busy"), ascii("Internal error")};
    private static final byte[] SESSION = ascii("ESession");
    private static final byte[] INVALID_NONCE = ascii("Invalid nonce");
    private static final byte[] USER_REQUESTED = ascii("User requested");
    private static final byte[] CALLS = ascii("EAPI:Rate limit");

    private KrakenErrors() {
    }

    private record Meaning(byte[] part, RejectReason reason) {
        Meaning(final String part, final RejectReason reason) {
            this(ascii(part), reason);
        }
    }

    /** Why a request was refused, or an order ended. */
    static RejectReason reason(final DirectBuffer text, final int offset, final int length) {
        for (final Meaning meaning : ERRORS) {
            if (contains(text, offset, length, meaning.part)) {
                return meaning.reason;
            }
        }
        return RejectReason.VENUE_OTHER;
    }

    /** The request may or may not have been carried out: only a query can tell. */
    static boolean outcomeUnknown(final DirectBuffer text, final int offset, final int length) {
        for (final byte[] part : UNKNOWN_OUTCOMES) {
            if (contains(text, offset, length, part)) {
                return true;
            }
        }
        return false;
    }

    /** The token is not good any more. */
    static boolean sessionLost(final DirectBuffer text, final int offset, final int length) {
        return contains(text, offset, length, SESSION);
    }

    static boolean invalidNonce(final DirectBuffer text, final int offset, final int length) {
        return contains(text, offset, length, INVALID_NONCE);
    }

    /** Refused for the counter of REST calls, not for that of orders. */
    static boolean tooManyCalls(final DirectBuffer text, final int offset, final int length) {
        return contains(text, offset, length, CALLS);
    }

    /** Did its owner end the order? Everything else is the venue's doing. */
    static boolean userRequested(final DirectBuffer text, final int offset, final int length) {
        return length == 0 || contains(text, offset, length, USER_REQUESTED);
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
