package io.peregrine.signal;

/**
 * A backend that computes the batch signals of {@link SignalCatalogue} over all instruments.
 *
 * <p><b>Threading:</b> confined to the offload agent. <b>Errors:</b> a backend that has failed says so for ever after
 * ({@link #failure}), and its batch is to be computed again by another.
 */
public interface SignalEngine extends AutoCloseable {
    /** For people: {@code cpu-vector}, {@code opencl:…}. */
    String name();

    /**
     * Computes columns 4 and 5 from 0 to 3, for the first {@code count} instruments.
     *
     * @return false where the backend failed; the output is then undefined
     */
    boolean compute(SignalBatch batch, int count);

    /** Why it failed, or null while it works. */
    String failure();

    @Override
    void close();
}
