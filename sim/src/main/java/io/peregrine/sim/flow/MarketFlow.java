package io.peregrine.sim.flow;

/**
 * The other participants of a venue's markets: what they do, and when.
 *
 * <p><b>Threading:</b> confined to the exchange thread, except {@link #close}.
 */
public interface MarketFlow extends AutoCloseable {
    /** Fills the books, before the first {@link #run}. */
    void open();

    /**
     * Does what is due.
     *
     * @param afterEach run after each event
     * @return when the next one is due, {@link Long#MAX_VALUE} where none is
     */
    long run(long nowUs, Runnable afterEach);

    /** Pace from now on, in the flow's own unit; 0 pauses. */
    void rate(double newRate);

    /** The pace. */
    double rate();

    /** Events so far, without those of {@link #open}. */
    long events();

    /** Frees what it holds, after the exchange thread has ended. */
    @Override
    default void close() {
    }
}
