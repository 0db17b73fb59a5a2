package io.peregrine.offload;

/**
 * Tops of books that other threads write.
 *
 * <p><b>Threading:</b> called by the offload agent only. <b>Allocates:</b> implementations must not.
 */
@FunctionalInterface
public interface TopOfBookSource {
    /** Longs that {@link #read} writes: bid price, bid quantity, ask price, ask quantity. */
    int LENGTH = 4;

    /**
     * Reads an instrument's best bid and ask, as mantissas.
     *
     * @param out takes bid price, bid quantity, ask price, ask quantity
     * @return false, and nothing to be used in {@code out}, where the book is not LIVE or has an empty side
     */
    boolean read(int instrumentId, long[] out);
}
