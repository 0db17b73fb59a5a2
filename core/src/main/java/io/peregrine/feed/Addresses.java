package io.peregrine.feed;

/**
 * Which of several addresses of the same venue is in use: the one that works, until it fails; then the next in turn.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Allocates:</b> none after construction.
 */
final class Addresses {
    /** No address. */
    static final int NONE = -1;

    private final int count;
    private int index;
    private int failures;

    /** @param first the one to begin with; counted round */
    Addresses(final int count, final int first) {
        this.count = count;
        index = first % count;
    }

    /** The one to be used now. */
    int index() {
        return index;
    }

    /**
     * The one in use failed: the next one's turn.
     *
     * @param taken the one that another connection is for, or {@link #NONE}: two connections are not to depend on one address
     * @return true where it is another one that has not failed since any last worked, so that there is no reason to pause
     */
    boolean failed(final int taken) {
        final int failed = index;
        index = (index + 1) % count;
        if (index == taken) {
            index = (index + 1) % count;
        }
        failures++;
        return index != failed && failures % count != 0;
    }

    /** The one in use did what it is for. */
    void worked() {
        failures = 0;
    }
}
