package io.peregrine.offload;

import io.peregrine.signal.SignalBatch;
import org.agrona.concurrent.UnsafeBuffer;
import org.jocl.cl_event;

/**
 * The memory of one device session: a batch whose inputs the device reads, and apart from it the answers that the device writes. They are
 * apart so that a late kernel can never overwrite a batch that has since been computed again elsewhere.
 *
 * <p><b>Threading:</b> confined to the owner. <b>Memory:</b> valid until the session's handles are released. <b>Allocates:</b> none after
 * construction.
 */
interface DeviceMemory {
    /** Columns of answers: imbalance and microprice. */
    int ANSWER_COLUMNS = SignalBatch.COLUMNS - SignalBatch.INPUT_COLUMNS;

    /** The batch, shared with the device or copied to it at each dispatch. */
    SignalBatch batch();

    /** What the device answered, column after column at the batch's distance; to be read only after {@link #fetch}. */
    UnsafeBuffer answers();

    /** Sets the kernel's first two arguments, the batch and the answers. */
    void bind() throws OpenClException;

    /**
     * Brings the inputs to the device and puts the kernel into the empty queue.
     *
     * @param globalSize work-items, a multiple of the local size
     * @param localSize work-items in a group
     * @param done complete when the kernel has ended
     * @return CL_SUCCESS or the first error
     */
    int enqueue(long[] globalSize, long[] localSize, cl_event done);

    /**
     * Brings the answers of a kernel that has ended back to the host.
     *
     * @return CL_SUCCESS or the error
     */
    int fetch();
}
