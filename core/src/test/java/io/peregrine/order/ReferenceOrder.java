package io.peregrine.order;

import io.peregrine.message.OrderStatus;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** What should become of one order of 100, in plain words: a slow and simple second opinion for {@link OrderTracker}. */
final class ReferenceOrder {
    static final long QUANTITY = 100;

    private static final Set<OrderStatus> ENDED =
            EnumSet.of(OrderStatus.FILLED, OrderStatus.CANCELED, OrderStatus.REJECTED, OrderStatus.EXPIRED);

    OrderStatus status = OrderStatus.PENDING_NEW;
    long cum;

    private final Set<Long> fills = new HashSet<>();
    private boolean seenByVenue;
    /** How the venue says that it stands, but with fills that are not here yet; else null. */
    private OrderStatus promised;
    private long promisedCum;

    boolean ended() {
        return ENDED.contains(status);
    }

    long leaves() {
        return ended() ? 0 : QUANTITY - cum;
    }

    void cancelSent() {
        if (!ended()) {
            status = OrderStatus.PENDING_CANCEL;
        }
    }

    void ack() {
        if (ended() || seenByVenue) {
            return;
        }
        seenByVenue = true;
        if (status != OrderStatus.PENDING_CANCEL) {
            status = OrderStatus.NEW;
        }
    }

    void fill(final long id, final long quantity) {
        if (!fills.add(id)) {
            return;
        }
        cum += quantity;
        final boolean firstProof = !seenByVenue;
        seenByVenue = true;
        if (ended()) {
            return;
        }
        if (cum >= QUANTITY) {
            status = OrderStatus.FILLED;
        } else if (promised != null) {
            keepPromise();
        } else if (status == OrderStatus.PENDING_NEW || status == OrderStatus.NEW || status == OrderStatus.UNKNOWN && firstProof) {
            status = OrderStatus.PARTIALLY_FILLED;
        }
    }

    void canceled(final OrderStatus how, final long venueCum) {
        if (ended()) {
            return;
        }
        promised = how;
        promisedCum = Math.max(promisedCum, venueCum);
        if (cum < promisedCum) {
            seenByVenue = true;
            status = OrderStatus.UNKNOWN;
        }
        keepPromise();
    }

    void rejected() {
        if (!seenByVenue) {
            canceled(OrderStatus.REJECTED, 0);
        }
    }

    void cancelRejected() {
        if (status == OrderStatus.PENDING_CANCEL) {
            status = cum > 0 ? OrderStatus.PARTIALLY_FILLED : seenByVenue ? OrderStatus.NEW : OrderStatus.PENDING_NEW;
        }
    }

    /** The cancel's retries are used up in this model. */
    void timeout() {
        if (status == OrderStatus.PENDING_NEW || status == OrderStatus.PENDING_CANCEL) {
            status = OrderStatus.UNKNOWN;
        }
    }

    void toldWorking(final long venueCum) {
        if (ended()) {
            return;
        }
        seenByVenue = true;
        if (status != OrderStatus.UNKNOWN && status != OrderStatus.PENDING_NEW) {
            return;
        }
        promisedCum = Math.max(promisedCum, venueCum);
        if (promised == null) {
            promised = OrderStatus.NEW;
        }
        if (cum < promisedCum) {
            status = OrderStatus.UNKNOWN;
        }
        keepPromise();
    }

    void notFound() {
        if (status == OrderStatus.UNKNOWN && !seenByVenue) {
            status = OrderStatus.REJECTED;
        }
    }

    private void keepPromise() {
        if (cum >= promisedCum) {
            status = ENDED.contains(promised) ? promised : cum > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW;
            promised = null;
        }
    }
}
