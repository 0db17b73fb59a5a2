package io.peregrine.sim.matching;

/**
 * What happens in a book, in order. Called on the thread that calls the book, with the order already in its new state.
 *
 * @param <O> the kind of order
 */
public interface MatchListener<O extends Order> {
    /** The order is in: it will match, rest, or wait for its trigger. */
    void onAccepted(O order);

    /** A conditional order has become active. */
    void onTriggered(O order);

    /** What is left of the order rests in the book now, last in the queue of its price. */
    void onRested(O order);

    /** Two orders traded at the maker's price. */
    void onTrade(O taker, O maker, long price, long quantity);

    /** The tip of an iceberg was used up, and the next is shown, last in the queue of its price. */
    default void onReplenished(final O order) {
    }

    /** Two orders of one owner met and did not trade; one or both are about to be closed. */
    void onPrevented(O taker, O maker, long price, long quantity);

    /** An open order has become smaller without a trade; it keeps its place. */
    void onReduced(O order, long earlierQuantity);

    /** An order left the book unfilled or partly filled. */
    void onClosed(O order, CloseReason reason);

    /** The total resting quantity at a price has changed; 0 where the level is gone. */
    void onLevel(Side side, long price, long quantity);
}
