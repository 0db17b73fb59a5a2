package io.peregrine.feed;

/**
 * Which of several addresses of the same venue is in use: the one that works, until it fails; then the next in turn.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Allocates:</b> none after construction.
 */
final class Addresses {
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
     * @return true where it is one that has not failed since any last worked, so that there is no reason to pause
     */
    boolean failed() {
        index = (index + 1) % count;
        failures++;
        return failures % count != 0;
    }

    /** The one in use did what it is for. */
    void worked() {
        failures = 0;
    }
}
