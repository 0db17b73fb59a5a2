package io.peregrine.venue;

import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Cancels all that an account has open at a venue, over a connection of its own and with nothing of the engine: for the kill switch, where
 * the trade core or its gateway may hang. Orders that others placed with the same account go, too.
 *
 * <p><b>Threading:</b> one thread, which waits for the answers. <b>Allocates:</b> freely. <b>Errors:</b> {@link AccountCallException} for
 * a call without a usable answer: it may be made again. Whatever part of a call succeeded has been told by then.
 */
public interface AccountCanceller extends AutoCloseable {
    /** Asks for the venue's time: opens the connection, loads what a call needs, and measures the clock. */
    void prepare() throws AccountCallException, InterruptedException;

    /**
     * Asks for the cancel of every open order.
     *
     * @param acknowledged hears, at once, of how many the venue says so
     */
    void cancelAll(IntConsumer acknowledged) throws AccountCallException, InterruptedException;

    /** How many orders the venue lists as open; stops that wait for their price are among them. */
    int openOrders() throws AccountCallException, InterruptedException;

    /** What closes positions over the same connection, on the same thread; nothing where it can not. */
    default Optional<AccountFlattener> flattener() {
        return Optional.empty();
    }

    /** Ends the connection and forgets the secret. */
    @Override
    void close();
}
