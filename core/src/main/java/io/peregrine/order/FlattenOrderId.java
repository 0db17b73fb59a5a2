package io.peregrine.order;

import java.util.concurrent.TimeUnit;

/**
 * Client order ids of the orders by which positions are closed after the kill switch, which no core has sent. They are a range of their
 * own, that no number of a run of the engine reaches, and follow from the trip and the claim: whoever may send such an order gives it the
 * same id.
 *
 * <pre>
 *  63      56                    14          0
 *  +--------+---------------------+----------+
 *  | 0x7F   | trip, milliseconds  | claim    |
 *  +--------+---------------------+----------+
 * </pre>
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none.
 */
public final class FlattenOrderId {
    /** Claims that there are numbers for. */
    public static final int CLAIMS_MAX = 1 << 14;

    private static final int PREFIX_SHIFT = 56;
    private static final long PREFIX = 0x7F;
    private static final int CLAIM_BITS = 14;
    private static final long TRIP_MASK = (1L << PREFIX_SHIFT - CLAIM_BITS) - 1;

    private FlattenOrderId() {
    }

    /**
     * The id.
     *
     * @param tripTimeNs of the kill switch, since the epoch
     * @param claim      number of the claim
     */
    public static long of(final long tripTimeNs, final int claim) {
        return PREFIX << PREFIX_SHIFT | (TimeUnit.NANOSECONDS.toMillis(tripTimeNs) & TRIP_MASK) << CLAIM_BITS | claim & CLAIMS_MAX - 1;
    }

    /** Is it one of these? */
    public static boolean is(final long clientOrderId) {
        return clientOrderId >>> PREFIX_SHIFT == PREFIX;
    }
}
