package io.peregrine.venue.coinbase.gateway;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.json.JsonUuid;
import java.util.UUID;

/**
 * The text form of a client order id at the venue: a random UUID as far as the venue can see, which drops anything else. 64 bits of it are
 * the number, the other 58 free ones are always the same, so that orders of this engine are known from others.
 * <pre>
 *  70657265-6772-4nnn-9555-nnnnnnnnnnnn
 *  |             ||   |||  |
 *  |             ||   ||+--+ "55", 5 (10 fixed bits behind the variant)
 *  |             ||   +variant 10
 *  |             |+ 12 high bits of the number
 *  fixed         version 4                    52 low bits of the number
 * </pre>
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none, but for {@link #text} and {@link #parse}.
 */
public final class OrderUuid {
    /** Characters. */
    static final int LENGTH = 36;
    /** Not one of ours. */
    static final long FOREIGN = ClientOrderId.FOREIGN;

    private static final long HIGH_FIXED = 0x7065_7265_6772_4000L;
    private static final long LOW_FIXED = 0x9550_0000_0000_0000L;
    private static final int LOW_BITS = 52;
    private static final long LOW_MASK = (1L << LOW_BITS) - 1;
    private static final long HIGH_MASK = 0xFFF;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private OrderUuid() {
    }

    /** Writes {@link #LENGTH} characters of a client order id. */
    static void put(final byte[] bytes, final int offset, final long clientOrderId) {
        put(bytes, offset, HIGH_FIXED | clientOrderId >>> LOW_BITS, LOW_FIXED | clientOrderId & LOW_MASK);
    }

    /** A client order id as a text of its own. Allocates. */
    static String text(final long clientOrderId) {
        return new UUID(HIGH_FIXED | clientOrderId >>> LOW_BITS, LOW_FIXED | clientOrderId & LOW_MASK).toString();
    }

    /** Writes {@link #LENGTH} characters of any UUID. */
    static void put(final byte[] bytes, final int offset, final long high, final long low) {
        int position = offset;
        for (int digit = 0; digit < 32; digit++) {
            if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
                bytes[position++] = '-';
            }
            final long word = digit < 16 ? high : low;
            bytes[position++] = HEX[(int) (word >>> 60 - 4 * (digit & 15)) & 15];
        }
    }

    /** The number in a UUID, or {@link #FOREIGN}. */
    static long clientOrderId(final JsonUuid uuid) {
        return uuid.isKnown() ? clientOrderId(uuid.high(), uuid.low()) : FOREIGN;
    }

    /** The number in a UUID's text, or {@link ClientOrderId#FOREIGN}. */
    public static long parse(final String text) {
        try {
            final UUID uuid = UUID.fromString(text);
            return clientOrderId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        } catch (final IllegalArgumentException notOne) {
            return FOREIGN;
        }
    }

    private static long clientOrderId(final long high, final long low) {
        return (high & ~HIGH_MASK) == HIGH_FIXED && (low & ~LOW_MASK) == LOW_FIXED ? high << LOW_BITS | low & LOW_MASK : FOREIGN;
    }
}
