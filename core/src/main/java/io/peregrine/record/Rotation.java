package io.peregrine.record;

/**
 * When a capture file is ended and the next begun: at whichever of the two comes first.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param bytesMax size of a file, compressed; passed by what half a second holds, at most
 * @param ageMaxNs time since its first message
 */
public record Rotation(long bytesMax, long ageMaxNs) {
    /** One file, however long. */
    public static final Rotation NEVER = new Rotation(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Checks the ranges. */
    public Rotation {
        if (bytesMax < 1 || ageMaxNs < 1) {
            throw new IllegalArgumentException("rotation at " + bytesMax + " bytes or " + ageMaxNs + " ns: both at least 1");
        }
    }
}
