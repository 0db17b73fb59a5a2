package io.peregrine.offload;

import io.peregrine.signal.SignalBatch;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/**
 * {@link DeviceMemory} in OpenCL buffers. Over a host pointer the buffers are the host's own pages, and a write or read between the same
 * addresses only synchronises caches; otherwise the buffers are the device's, and each dispatch copies the inputs there and the answers
 * back.
 */
final class BufferMemory implements DeviceMemory {
    private static final int PAGE_BYTES = 4096;

    private final OpenClSession session;
    private final SignalBatch batch;
    private final UnsafeBuffer answers;
    private final int inputBytes;
    private final Pointer inputPointer;
    private final Pointer answerPointer;
    private final cl_mem inputBuffer;
    private final cl_mem answerBuffer;

    BufferMemory(final OpenClSession session, final int capacity, final boolean hostPointer, final OpenClHandles handles)
        throws OpenClException {
        this.session = session;
        final int strideBytes = SignalBatch.strideBytes(capacity);
        inputBytes = SignalBatch.INPUT_COLUMNS * strideBytes;
        final ByteBuffer input = BufferUtil.allocateDirectAligned(SignalBatch.bytes(capacity), PAGE_BYTES);
        final ByteBuffer answer = BufferUtil.allocateDirectAligned(ANSWER_COLUMNS * strideBytes, PAGE_BYTES);
        batch = new SignalBatch(capacity, input);
        answers = new UnsafeBuffer(answer);
        inputPointer = Pointer.to(input);
        answerPointer = Pointer.to(answer);
        inputBuffer = allocate(CL.CL_MEM_READ_ONLY, inputBytes, hostPointer ? inputPointer : null, handles);
        answerBuffer = allocate(CL.CL_MEM_WRITE_ONLY, answers.capacity(), hostPointer ? answerPointer : null, handles);
    }

    private cl_mem allocate(final long access, final int bytes, final Pointer host, final OpenClHandles handles) throws OpenClException {
        final int[] status = new int[1];
        final long flags = host == null ? access : access | CL.CL_MEM_USE_HOST_PTR;
        final cl_mem buffer = CL.clCreateBuffer(session.context(), flags, bytes, host, status);
        return handles.own(buffer, status[0], "clCreateBuffer", CL::clReleaseMemObject);
    }

    @Override
    public SignalBatch batch() {
        return batch;
    }

    @Override
    public UnsafeBuffer answers() {
        return answers;
    }

    @Override
    public void bind() throws OpenClException {
        OpenClException.check(CL.clSetKernelArg(session.kernel(), 0, Sizeof.cl_mem, Pointer.to(inputBuffer)), "clSetKernelArg");
        OpenClException.check(CL.clSetKernelArg(session.kernel(), 1, Sizeof.cl_mem, Pointer.to(answerBuffer)), "clSetKernelArg");
    }

    /** The queue is empty here, so blocking means no more than the time of the copy; JOCL's other transfers allocate. */
    @Override
    public int enqueue(final long[] globalSize, final long[] localSize, final cl_event done) {
        final int status = CL.clEnqueueWriteBuffer(session.queue(), inputBuffer, true, 0, inputBytes, inputPointer, 0, null, null);
        return status == CL.CL_SUCCESS
            ? CL.clEnqueueNDRangeKernel(session.queue(), session.kernel(), 1, null, globalSize, localSize, 0, null, done)
            : status;
    }

    @Override
    public int fetch() {
        return CL.clEnqueueReadBuffer(session.queue(), answerBuffer, true, 0, answers.capacity(), answerPointer, 0, null, null);
    }
}
