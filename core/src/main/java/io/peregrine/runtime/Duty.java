package io.peregrine.runtime;

/**
 * One agent's share of a duty cycle. How duties are put together on threads is the thread plan's; a duty does not know it.
 *
 * <p><b>Threading:</b> all methods but {@link #name} on the thread that runs it.
 */
interface Duty {
    /** For people: {@code trade}, {@code feed-binance}. */
    String name();

    /** Before the first cycle. */
    default void start() {
    }

    /**
     * One cycle; bounded.
     *
     * @return number of things done
     */
    int doWork(long nowNs);

    /** After the last cycle. */
    default void close() {
    }
}
