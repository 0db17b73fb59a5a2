package io.peregrine.offload;

import io.peregrine.ffi.KernelSource;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_program;

/**
 * A device made ready: context, in-order queue, and the kernel {@code signals} built from source.
 *
 * <p><b>Threading:</b> confined to the owner. <b>Memory:</b> the handles belong to the {@link OpenClHandles} given.
 */
record OpenClSession(cl_context context, cl_command_queue queue, cl_kernel kernel) {
    /** Work-items in a group, as the kernel's source requires. */
    static final int LOCAL_SIZE = 64;

    private static final String KERNEL = "signals";
    private static final String BUILD_OPTIONS = "-cl-std=CL1.2";

    @SuppressWarnings("deprecation") // the call that replaces clCreateCommandQueue is not known to OpenCL 1.2 devices
    static OpenClSession open(final OpenClDevice device, final KernelSource source, final OpenClHandles handles) throws OpenClException {
        final int[] status = new int[1];
        final cl_device_id[] ids = {device.id()};
        final cl_context_properties properties = new cl_context_properties();
        properties.addProperty(CL.CL_CONTEXT_PLATFORM, device.platform());
        final cl_context context = CL.clCreateContext(properties, 1, ids, null, null, status);
        handles.own(context, status[0], "clCreateContext", CL::clReleaseContext);
        final cl_command_queue queue = CL.clCreateCommandQueue(context, device.id(), 0, status);
        handles.own(queue, status[0], "clCreateCommandQueue", CL::clReleaseCommandQueue);
        final cl_program program = CL.clCreateProgramWithSource(context, 1, new String[] {source.text()}, null, status);
        handles.own(program, status[0], "clCreateProgramWithSource", CL::clReleaseProgram);
        build(program, device.id(), source);
        final cl_kernel kernel = CL.clCreateKernel(program, KERNEL, status);
        handles.own(kernel, status[0], "clCreateKernel", CL::clReleaseKernel);
        return new OpenClSession(context, queue, kernel);
    }

    private static void build(final cl_program program, final cl_device_id device, final KernelSource source) throws OpenClException {
        final int status = CL.clBuildProgram(program, 1, new cl_device_id[] {device}, BUILD_OPTIONS, null, null);
        if (status != CL.CL_SUCCESS) {
            throw new OpenClException(source.name() + " (SHA-256 " + source.sha256() + "): "
                + OpenClException.describe(status, "clBuildProgram") + "\n" + buildLog(program, device));
        }
    }

    private static String buildLog(final cl_program program, final cl_device_id device) {
        final long[] length = new long[1];
        if (CL.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, 0, null, length) != CL.CL_SUCCESS) {
            return "without a build log";
        }
        final byte[] log = new byte[(int) length[0]];
        final int status = CL.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, log.length, Pointer.to(log), null);
        return status == CL.CL_SUCCESS ? OpenClDevice.text(log) : "without a build log";
    }
}
