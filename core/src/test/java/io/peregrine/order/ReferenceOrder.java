package io.peregrine.order;

import io.peregrine.message.OrderStatus;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What should become of one order of 100, in plain words: a slow and simple second opinion for {@link OrderTracker}. */
final class ReferenceOrder {
    /** When the order is sent, and each request. */
    static final long SENT_NS = 0;
    /** So long a request can still arrive. */
    static final long TIMEOUT_NS = 10;
    static final long EARLY_NS = 1;
    /** When most is told. */
    static final long LATER_NS = 100;
    /** So late that what was told later is settled, too. */
    static final long LAST_NS = 200;
    static final Terms FIRST = new Terms(9_900, 100);

    private static final Set<OrderStatus> ENDED =
            EnumSet.of(OrderStatus.FILLED, OrderStatus.CANCELED, OrderStatus.REJECTED, OrderStatus.EXPIRED);

    OrderStatus status = OrderStatus.PENDING_NEW;
    long cum;
    Terms terms = FIRST;
    /** What a replace without an answer would make of it, or null. */
    Terms asked;
    private long askedAt;

    private final Set<Long> fills = new HashSet<>();
    private boolean seenByVenue;
    /** How the venue says that it stands, but with fills that are not here yet; else null. */
    private OrderStatus promised;
    private long promisedCum;

    /** Price and whole quantity. */
    record Terms(long price, long quantity) {
        Terms atLeast(final long filled) {
            return new Terms(price, Math.max(quantity, filled));
        }
    }

    boolean ended() {
        return ENDED.contains(status);
    }

    long leaves() {
        return ended() ? 0 : Math.max(0, terms.quantity - cum);
    }

    /** What must be reserved: the larger of what the old and the asked terms leave. */
    long reservedQuantity() {
        return ended() ? 0 : Math.max(0, Math.max(terms.quantity, asked == null ? 0 : asked.quantity) - cum);
    }

    long reservedAmount() {
        return ended() ? 0 : Math.max(amount(terms), asked == null ? 0 : amount(asked));
    }

    private long amount(final Terms of) {
        return of.price * Math.max(0, of.quantity - cum);
    }

    void cancelSent() {
        if (!ended()) {
            status = OrderStatus.PENDING_CANCEL;
        }
    }

    void replaceSent(final Terms wanted) {
        if (status == OrderStatus.NEW || status == OrderStatus.PARTIALLY_FILLED) {
            status = OrderStatus.PENDING_REPLACE;
            asked = wanted;
            askedAt = SENT_NS;
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

    void triggered() {
        if (ended() || asked != null || promised != null || status == OrderStatus.TRIGGERED) {
            return;
        }
        seenByVenue = true;
        if (status == OrderStatus.PENDING_NEW || status == OrderStatus.NEW || status == OrderStatus.UNKNOWN) {
            status = OrderStatus.TRIGGERED;
        }
    }

    /** The engine held it as a stop, and sends it now: the venue has seen nothing of it yet. */
    void triggerSent() {
        if (status == OrderStatus.NEW) {
            status = OrderStatus.TRIGGERED;
            seenByVenue = false;
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
        if (asked != null && cum > terms.quantity && asked.quantity > terms.quantity) {
            become(asked);
        }
        if (cum >= terms.quantity && (asked == null || cum >= asked.quantity)) {
            end(OrderStatus.FILLED);
        } else if (promised != null) {
            keepPromise();
        } else if (asked == null && status != OrderStatus.PENDING_CANCEL && (status != OrderStatus.UNKNOWN || firstProof)) {
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
        if (!seenByVenue || status == OrderStatus.TRIGGERED) {
            canceled(OrderStatus.REJECTED, 0);
        }
    }

    void cancelRejected(final boolean gone) {
        if (status == OrderStatus.PENDING_CANCEL) {
            status = gone || promised != null ? OrderStatus.UNKNOWN : asked != null ? OrderStatus.PENDING_REPLACE : working();
        }
    }

    /** @param told null where the report does not say the terms */
    void replaced(final Terms told, final long now) {
        if (ended()) {
            return;
        }
        if (asked != null) {
            if (told == null || told.equals(asked)) {
                become(asked);
                answered();
            }
        } else if (told != null && !told.equals(terms)) {
            seenByVenue = true;
            promised = ENDED.contains(promised) ? promised : null;
            asked = told;
            askedAt = now;
            status = OrderStatus.UNKNOWN;
        }
    }

    void replaceRejected(final boolean gone) {
        if (asked == null) {
            return;
        }
        asked = null;
        if (gone && status == OrderStatus.PENDING_REPLACE && cum < terms.quantity) {
            status = OrderStatus.UNKNOWN;
        } else {
            answered();
        }
    }

    /** The cancel's retries are used up in this model. */
    void timeout() {
        if (status == OrderStatus.PENDING_NEW || status == OrderStatus.PENDING_CANCEL || status == OrderStatus.PENDING_REPLACE
                || status == OrderStatus.TRIGGERED && !seenByVenue) {
            status = OrderStatus.UNKNOWN;
        }
    }

    /**
     * The venue says that it works.
     *
     * @param told null where it does not say the terms
     */
    void toldWorking(final long venueCum, final Terms told, final long now) {
        if (ended()) {
            return;
        }
        seenByVenue = true;
        if (status != OrderStatus.UNKNOWN && status != OrderStatus.PENDING_NEW) {
            return;
        }
        final boolean replaceCanStillArrive = asked != null && now - askedAt < TIMEOUT_NS;
        if (asked != null && (told == null || replaceCanStillArrive && !told.equals(asked))) {
            return;
        }
        become(told == null ? terms : told);
        if (cum >= terms.quantity) {
            end(OrderStatus.FILLED);
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

    /** The venue says that it is filled, and what its terms were, or null. */
    void toldFilled(final Terms told, final long venueCum) {
        if (ended()) {
            return;
        }
        become(told != null ? told : asked != null ? new Terms(terms.price, venueCum) : terms);
        canceled(OrderStatus.FILLED, terms.quantity);
    }

    void notFound() {
        if (status == OrderStatus.UNKNOWN && !seenByVenue) {
            end(OrderStatus.REJECTED);
        }
    }

    private void become(final Terms certain) {
        terms = certain.atLeast(cum);
        asked = null;
    }

    /** A replace has its answer; a cancel or a question goes on waiting for its own. */
    private void answered() {
        if (cum >= terms.quantity) {
            end(OrderStatus.FILLED);
        } else if (status == OrderStatus.PENDING_REPLACE) {
            status = working();
        }
    }

    private OrderStatus working() {
        return cum > 0 ? OrderStatus.PARTIALLY_FILLED : seenByVenue ? OrderStatus.NEW : OrderStatus.PENDING_NEW;
    }

    private void keepPromise() {
        if (cum < promisedCum) {
            return;
        }
        if (ENDED.contains(promised)) {
            end(promised);
        } else {
            status = cum > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW;
        }
        promised = null;
    }

    private void end(final OrderStatus how) {
        status = how;
        asked = null;
    }

    /** All that decides what it will do. */
    @Override
    public String toString() {
        return List.of(
                status, cum, terms, Objects.toString(asked), asked == null ? 0 : askedAt, fills, seenByVenue, Objects.toString(promised),
                promisedCum).toString();
    }
}
