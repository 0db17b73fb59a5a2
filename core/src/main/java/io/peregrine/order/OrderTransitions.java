package io.peregrine.order;

import static io.peregrine.message.OrderStatus.CANCELED;
import static io.peregrine.message.OrderStatus.EXPIRED;
import static io.peregrine.message.OrderStatus.FILLED;
import static io.peregrine.message.OrderStatus.NEW;
import static io.peregrine.message.OrderStatus.PARTIALLY_FILLED;
import static io.peregrine.message.OrderStatus.PENDING_CANCEL;
import static io.peregrine.message.OrderStatus.PENDING_NEW;
import static io.peregrine.message.OrderStatus.PENDING_REPLACE;
import static io.peregrine.message.OrderStatus.PENDING_RISK;
import static io.peregrine.message.OrderStatus.REJECTED;
import static io.peregrine.message.OrderStatus.RISK_REJECTED;
import static io.peregrine.message.OrderStatus.TRIGGERED;
import static io.peregrine.message.OrderStatus.UNKNOWN;

import io.peregrine.message.OrderStatus;

/**
 * The legal transitions of an order. An order only ever moves forward: nothing leads out of a terminal status, and nothing leads back to
 * PENDING_NEW or PENDING_REPLACE but a cancel that was refused before the venue answered the order or its replace. docs/order-states.md
 * tells what each status means.
 *
 * <pre>
 *  from             to
 *  PENDING_RISK     RISK_REJECTED PENDING_NEW CANCELED
 *  PENDING_NEW      NEW PARTIALLY_FILLED FILLED CANCELED REJECTED EXPIRED TRIGGERED PENDING_CANCEL UNKNOWN
 *  NEW              PARTIALLY_FILLED FILLED CANCELED EXPIRED TRIGGERED PENDING_CANCEL PENDING_REPLACE UNKNOWN
 *  PARTIALLY_FILLED FILLED CANCELED EXPIRED PENDING_CANCEL PENDING_REPLACE UNKNOWN
 *  TRIGGERED        NEW PARTIALLY_FILLED FILLED CANCELED REJECTED EXPIRED PENDING_CANCEL UNKNOWN
 *  PENDING_CANCEL   PENDING_NEW NEW PARTIALLY_FILLED FILLED CANCELED REJECTED EXPIRED TRIGGERED PENDING_REPLACE UNKNOWN
 *  PENDING_REPLACE  NEW PARTIALLY_FILLED FILLED CANCELED EXPIRED PENDING_CANCEL UNKNOWN
 *  UNKNOWN          NEW PARTIALLY_FILLED FILLED CANCELED REJECTED EXPIRED TRIGGERED PENDING_CANCEL
 * </pre>
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> none.
 */
public final class OrderTransitions {
    private static final int[] LEGAL = new int[Integer.SIZE];
    private static final int TERMINAL = set(RISK_REJECTED, FILLED, CANCELED, REJECTED, EXPIRED);

    static {
        legal(PENDING_RISK, RISK_REJECTED, PENDING_NEW, CANCELED);
        legal(PENDING_NEW, NEW, PARTIALLY_FILLED, FILLED, CANCELED, REJECTED, EXPIRED, TRIGGERED, PENDING_CANCEL, UNKNOWN);
        legal(NEW, PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED, TRIGGERED, PENDING_CANCEL, PENDING_REPLACE, UNKNOWN);
        legal(PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED, PENDING_CANCEL, PENDING_REPLACE, UNKNOWN);
        legal(TRIGGERED, NEW, PARTIALLY_FILLED, FILLED, CANCELED, REJECTED, EXPIRED, PENDING_CANCEL, UNKNOWN);
        legal(PENDING_CANCEL, PENDING_NEW, NEW, PARTIALLY_FILLED, FILLED, CANCELED, REJECTED, EXPIRED, TRIGGERED, PENDING_REPLACE, UNKNOWN);
        legal(PENDING_REPLACE, NEW, PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED, PENDING_CANCEL, UNKNOWN);
        legal(UNKNOWN, NEW, PARTIALLY_FILLED, FILLED, CANCELED, REJECTED, EXPIRED, TRIGGERED, PENDING_CANCEL);
    }

    private OrderTransitions() {
    }

    /** May an order go from one to the other? */
    public static boolean legal(final OrderStatus from, final OrderStatus to) {
        return (LEGAL[from.ordinal()] & bit(to)) != 0;
    }

    /** Is it the end? */
    public static boolean terminal(final OrderStatus status) {
        return (TERMINAL & bit(status)) != 0;
    }

    private static void legal(final OrderStatus from, final OrderStatus... to) {
        LEGAL[from.ordinal()] = set(to);
    }

    private static int set(final OrderStatus... statuses) {
        int set = 0;
        for (final OrderStatus status : statuses) {
            set |= bit(status);
        }
        return set;
    }

    private static int bit(final OrderStatus status) {
        return 1 << status.ordinal();
    }
}
