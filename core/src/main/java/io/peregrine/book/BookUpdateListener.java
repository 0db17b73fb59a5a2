package io.peregrine.book;

/** Sees a book after each delta that was applied to it, whatever its state: for digests, audits and recorders. */
@FunctionalInterface
public interface BookUpdateListener {
    /** One more delta is in the book. */
    void onBookUpdate(OrderBook book);
}
