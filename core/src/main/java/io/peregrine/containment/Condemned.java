package io.peregrine.containment;

/**
 * A call that is to end.
 *
 * <p><b>Threading:</b> {@link #onCheck} by any thread that runs woven code.
 */
@FunctionalInterface
public interface Condemned {
    /** Throws where the current thread is in this call; otherwise does nothing. */
    void onCheck();
}
