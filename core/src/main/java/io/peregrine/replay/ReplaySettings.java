package io.peregrine.replay;

import io.peregrine.instrument.Venue;
import java.nio.file.Path;

/**
 * What to replay.
 *
 * @param venue          whose protocol the capture is in
 * @param capture        the file
 * @param depth          levels a side in the result
 * @param booksDirectory where the books are kept and left, or null for a temporary place
 * @param digest         compute the digest of the best ten levels after every update
 */
public record ReplaySettings(Venue venue, Path capture, int depth, Path booksDirectory, boolean digest) {
    /** Checks the ranges. */
    public ReplaySettings {
        if (depth < 1 || depth > 5000) {
            throw new IllegalArgumentException("depth from 1 to 5000: " + depth);
        }
    }
}
