package io.peregrine.offload;

import io.peregrine.signal.SignalBatch;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_event;

/** {@link DeviceMemory} in fine-grained shared virtual memory: no copy and no call but the kernel's. */
final class SvmMemory implements DeviceMemory {
    private static final long FLAGS = CL.CL_MEM_READ_WRITE | CL.CL_MEM_SVM_FINE_GRAIN_BUFFER;
    private static final int CACHE_LINE_BYTES = 64;

    private final OpenClSession session;
    private final Pointer inputMemory;
    private final Pointer answerMemory;
    private final SignalBatch batch;
    private final UnsafeBuffer answers;

    SvmMemory(final OpenClSession session, final int capacity, final OpenClHandles handles) throws OpenClException {
        this.session = session;
        final int answerBytes = ANSWER_COLUMNS * SignalBatch.strideBytes(capacity);
        inputMemory = allocate(SignalBatch.bytes(capacity), handles);
        answerMemory = allocate(answerBytes, handles);
        final ByteBuffer input = inputMemory.getByteBuffer(0, SignalBatch.bytes(capacity));
        batch = new SignalBatch(capacity, input);
        batch.buffer().setMemory(0, batch.buffer().capacity(), (byte) 0);
        answers = new UnsafeBuffer(answerMemory.getByteBuffer(0, answerBytes));
    }

    private Pointer allocate(final int bytes, final OpenClHandles handles) throws OpenClException {
        final Pointer memory = CL.clSVMAlloc(session.context(), FLAGS, bytes, CACHE_LINE_BYTES);
        final int status = memory == null ? CL.CL_MEM_OBJECT_ALLOCATION_FAILURE : CL.CL_SUCCESS;
        return handles.own(memory, status, "clSVMAlloc", pointer -> CL.clSVMFree(session.context(), pointer));
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
        OpenClException.check(CL.clSetKernelArgSVMPointer(session.kernel(), 0, inputMemory), "clSetKernelArgSVMPointer");
        OpenClException.check(CL.clSetKernelArgSVMPointer(session.kernel(), 1, answerMemory), "clSetKernelArgSVMPointer");
    }

    @Override
    public int enqueue(final long[] globalSize, final long[] localSize, final cl_event done) {
        return CL.clEnqueueNDRangeKernel(session.queue(), session.kernel(), 1, null, globalSize, localSize, 0, null, done);
    }

    /** Fine-grained memory shows the answers as soon as the kernel has ended. */
    @Override
    public int fetch() {
        return CL.CL_SUCCESS;
    }
}
