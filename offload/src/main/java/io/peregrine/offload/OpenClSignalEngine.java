package io.peregrine.offload;

import io.peregrine.ffi.KernelSource;
import io.peregrine.signal.SignalBatch;
import org.agrona.BitUtil;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_event;

/**
 * The signals on an OpenCL device: one kernel over all instruments, dispatched without blocking and watched against a deadline.
 *
 * <p>A device that has opened has built the kernel, run it once at its work-group size (the first run compiles more) and given the
 * reference's bits for all {@link GoldenBooks}.
 *
 * <p><b>Threading:</b> confined to the owner. <b>Memory:</b> computes only its own {@link #batch}, which is valid until {@link #close}. A
 * kernel that never ended may still use the memory, so then nothing is released. <b>Allocates:</b> none after construction, as long as
 * it works. <b>Errors:</b> any error status and any result later than the deadline is its {@link #failure}, for ever.
 */
public final class OpenClSignalEngine implements DeviceSignalEngine {
    private static final long SELF_TEST_DEADLINE_NS = 30_000_000_000L;
    private static final int SPINS_MAX = 1_000;
    private static final int COUNT_ARGUMENT = 3;

    private final String name;
    private final OpenClSession session;
    private final OpenClHandles handles;
    private final DeviceMemory memory;
    private final long deadlineNs;

    private final long[] globalSize = new long[1];
    private final long[] localSize = {OpenClSession.LOCAL_SIZE};
    private final int[] rows = new int[1];
    private final Pointer rowsPointer = Pointer.to(rows);
    private final int[] execution = new int[1];
    private final Pointer executionPointer = Pointer.to(execution);
    private final cl_event done = new cl_event();

    private boolean running;
    private String failure;

    private OpenClSignalEngine(final String name, final OpenClSession session, final DeviceMemory memory, final long deadlineNs,
        final OpenClHandles handles) throws OpenClException {
        this.name = name;
        this.session = session;
        this.memory = memory;
        this.deadlineNs = deadlineNs;
        this.handles = handles;
        memory.bind();
        final int[] strideLongs = {memory.batch().columnOffset(1) / Long.BYTES};
        OpenClException.check(CL.clSetKernelArg(session.kernel(), 2, Sizeof.cl_uint, Pointer.to(strideLongs)), "clSetKernelArg");
    }

    /**
     * Opens and tests a device.
     *
     * @param capacity instruments in a batch, at least 1
     * @param deadlineNs longest time from dispatch to result
     * @throws OpenClException where it cannot be used, with the reason
     */
    static OpenClSignalEngine open(final OpenClDevice device, final int capacity, final long deadlineNs) throws OpenClException {
        return open(device, KernelSource.signals(), device.info().sharedMemory(), capacity, deadlineNs);
    }

    static OpenClSignalEngine open(final OpenClDevice device, final KernelSource source, final SharedMemory sharing, final int capacity,
        final long deadlineNs) throws OpenClException {
        final OpenClHandles handles = new OpenClHandles();
        OpenClSignalEngine engine = null;
        boolean opened = false;
        try {
            final OpenClSession session = OpenClSession.open(device, source, handles);
            final int rows = Math.max(capacity, GoldenBooks.COUNT);
            final DeviceMemory memory = sharing == SharedMemory.SVM_FINE_GRAIN
                ? new SvmMemory(session, rows, handles)
                : new BufferMemory(session, rows, sharing == SharedMemory.HOST_POINTER, handles);
            engine = new OpenClSignalEngine("opencl:" + device.info().name(), session, memory, deadlineNs, handles);
            engine.selfTest();
            opened = true;
            return engine;
        } catch (final RuntimeException | LinkageError e) {
            throw new OpenClException("the OpenCL library failed: " + e, e);
        } finally {
            if (!opened && (engine == null || !engine.running)) {
                handles.close();
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SignalBatch batch() {
        return memory.batch();
    }

    @Override
    public boolean compute(final SignalBatch batch, final int count) {
        if (batch != memory.batch()) {
            throw new IllegalArgumentException("a device computes only its own batch, see batch()");
        }
        return failure == null && (count == 0 || compute(count, deadlineNs));
    }

    private boolean compute(final int count, final long deadlineNs) {
        final long startNs = System.nanoTime();
        rows[0] = count;
        int status = CL.clSetKernelArg(session.kernel(), COUNT_ARGUMENT, Sizeof.cl_uint, rowsPointer);
        if (status != CL.CL_SUCCESS) {
            return fail("clSetKernelArg", status);
        }
        globalSize[0] = BitUtil.align(count, OpenClSession.LOCAL_SIZE);
        status = memory.enqueue(globalSize, localSize, done);
        if (status != CL.CL_SUCCESS) {
            return fail("enqueue", status);
        }
        running = true;
        status = CL.clFlush(session.queue());
        return status == CL.CL_SUCCESS ? finish(count, startNs, deadlineNs) : fail("clFlush", status);
    }

    private boolean finish(final int count, final long startNs, final long deadlineNs) {
        int status = await(startNs, deadlineNs);
        if (status != CL.CL_SUCCESS) {
            return fail("clGetEventInfo", status);
        }
        if (execution[0] > CL.CL_COMPLETE) {
            return failLate(startNs, deadlineNs);
        }
        running = false;
        CL.clReleaseEvent(done);
        status = execution[0] == CL.CL_COMPLETE ? memory.fetch() : execution[0];
        if (status != CL.CL_SUCCESS) {
            return fail("the kernel or the transfer of its answers", status);
        }
        if (System.nanoTime() - startNs > deadlineNs) {
            return failLate(startNs, deadlineNs);
        }
        copyAnswers(count);
        return true;
    }

    private void copyAnswers(final int count) {
        final SignalBatch batch = memory.batch();
        for (int column = 0; column < DeviceMemory.ANSWER_COLUMNS; column++) {
            final int offset = batch.columnOffset(SignalBatch.INPUT_COLUMNS + column);
            batch.buffer().putBytes(offset, memory.answers(), batch.columnOffset(column), count * Long.BYTES);
        }
    }

    /** Until the dispatch is complete, failed or late; leaves its state in {@link #execution}. */
    private int await(final long startNs, final long deadlineNs) {
        int spins = 0;
        int status;
        do {
            status = CL.clGetEventInfo(done, CL.CL_EVENT_COMMAND_EXECUTION_STATUS, Sizeof.cl_int, executionPointer, null);
            // A device on the host's own cores needs this one: yield once the wait is no longer short.
            if (++spins > SPINS_MAX) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        } while (status == CL.CL_SUCCESS && execution[0] > CL.CL_COMPLETE && System.nanoTime() - startNs <= deadlineNs);
        return status;
    }

    private void selfTest() throws OpenClException {
        final SignalBatch batch = memory.batch();
        GoldenBooks.fill(batch, GoldenBooks.COUNT, GoldenBooks.SEED);
        if (!compute(GoldenBooks.COUNT, SELF_TEST_DEADLINE_NS)) {
            throw new OpenClException("the self-test did not run: " + failure);
        }
        final int mismatch = GoldenBooks.firstMismatch(batch, GoldenBooks.COUNT);
        if (mismatch != GoldenBooks.COUNT) {
            throw new OpenClException("the self-test gave other bits than the reference: " + GoldenBooks.describe(batch, mismatch));
        }
        batch.buffer().setMemory(0, batch.buffer().capacity(), (byte) 0);
    }

    private boolean fail(final String call, final int status) {
        failure = OpenClException.describe(status, call);
        return false;
    }

    private boolean failLate(final long startNs, final long deadlineNs) {
        failure = "no result after " + (System.nanoTime() - startNs) + " ns, the deadline is " + deadlineNs + " ns";
        return false;
    }

    @Override
    public String failure() {
        return failure;
    }

    @Override
    public void close() {
        failure = "closed";
        if (!running) {
            handles.close();
        }
    }
}
