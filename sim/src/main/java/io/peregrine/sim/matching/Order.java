package io.peregrine.sim.matching;

/**
 * An order as far as matching is concerned; whoever keeps accounts extends it.
 *
 * <p><b>Threading:</b> confined to the thread of its book. <b>Units:</b> prices and quantities at eight decimals.
 */
public class Order {
    private final long orderId;
    private final long ownerId;
    private OrderTerms terms;
    private long quantity;
    private long executed;
    private long shown;
    private boolean triggered;
    private OrderStatus status = OrderStatus.NEW;

    /**
     * @param orderId unique in its book and growing with time
     * @param ownerId orders of the same owner are subject to self-trade prevention
     * @param terms   what was asked for
     */
    public Order(final long orderId, final long ownerId, final OrderTerms terms) {
        this.orderId = orderId;
        this.ownerId = ownerId;
        this.terms = terms;
        this.quantity = terms.quantity();
    }

    public final long orderId() {
        return orderId;
    }

    public final long ownerId() {
        return ownerId;
    }

    /** What it asks for; an amendment changes its prices. */
    public final OrderTerms terms() {
        return terms;
    }

    public final Side side() {
        return terms.side();
    }

    public final OrderType type() {
        return terms.type();
    }

    /** Limit price, or 0 for a market order. */
    public final long price() {
        return terms.price();
    }

    /** Order quantity; an amendment changes it. */
    public final long quantity() {
        return quantity;
    }

    /** Quantity traded so far. */
    public final long executed() {
        return executed;
    }

    /** Quantity still to trade. */
    public final long leaves() {
        return quantity - executed;
    }

    /** Quantity that the book shows while the order rests: all that is left, or an iceberg's tip. */
    public final long shown() {
        return terms.displayQuantity() == 0 ? leaves() : shown;
    }

    public final OrderStatus status() {
        return status;
    }

    /** A conditional order whose stop price has been reached. */
    public final boolean triggered() {
        return triggered;
    }

    /** In the book or able to enter it: not waiting for its stop price, not finished. */
    public final boolean working() {
        return !status.finished() && (triggered || !type().conditional());
    }

    final boolean accepts(final long counterPrice) {
        return type().market() || (side() == Side.BUY ? counterPrice <= price() : counterPrice >= price());
    }

    final void fill(final long fillQuantity) {
        executed += fillQuantity;
        shown = Math.max(0, shown - fillQuantity);
        status = executed == quantity ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
    }

    final void reduceTo(final long newQuantity) {
        quantity = newQuantity;
        shown = Math.min(shown, leaves());
    }

    /** The order rests from now on, or an iceberg's tip is used up: the next is shown. */
    final void show() {
        shown = Math.min(terms.displayQuantity(), leaves());
    }

    final void replaceBy(final OrderTerms newTerms, final long newQuantity) {
        terms = newTerms;
        quantity = newQuantity;
    }

    final void trigger() {
        triggered = true;
    }

    final void close(final CloseReason reason) {
        status = reason.status();
    }
}
