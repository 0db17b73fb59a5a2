package io.peregrine.sim.capture;

/** A line of a capture that cannot be used. */
public final class DamagedLineException extends Exception {
    /** @param reason what is wrong with it */
    public DamagedLineException(final String reason) {
        super(reason, null, false, false);
    }
}
