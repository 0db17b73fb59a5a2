package io.peregrine.offload;

import java.nio.charset.StandardCharsets;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * A device's handles and what it says about itself.
 *
 * <p><b>Threading:</b> immutable. <b>Memory:</b> the handles live as long as the process.
 */
record OpenClDevice(cl_platform_id platform, cl_device_id id, DeviceInfo info) {
    static OpenClDevice of(final cl_platform_id platform, final cl_device_id id) throws OpenClException {
        final String version = text(id, CL.CL_DEVICE_VERSION) + ", driver " + text(id, CL.CL_DRIVER_VERSION);
        return new OpenClDevice(platform, id, new DeviceInfo(
            platformName(platform),
            text(id, CL.CL_DEVICE_NAME),
            type(number(id, CL.CL_DEVICE_TYPE, Sizeof.cl_long)),
            version,
            text(id, CL.CL_DEVICE_EXTENSIONS).contains("cl_khr_fp64"),
            sharedMemory(id),
            (int) number(id, CL.CL_DEVICE_MAX_COMPUTE_UNITS, Sizeof.cl_uint),
            DeviceInfo.NOT_TESTED));
    }

    private static DeviceType type(final long bits) {
        if ((bits & CL.CL_DEVICE_TYPE_ACCELERATOR) != 0) {
            return DeviceType.ACCELERATOR;
        }
        if ((bits & CL.CL_DEVICE_TYPE_GPU) != 0) {
            return DeviceType.GPU;
        }
        return (bits & CL.CL_DEVICE_TYPE_CPU) != 0 ? DeviceType.CPU : DeviceType.OTHER;
    }

    /** OpenCL 1.2 devices do not know the question about shared virtual memory, so its failure is an answer. */
    @SuppressWarnings("deprecation") // CL_DEVICE_HOST_UNIFIED_MEMORY has no successor for devices without shared virtual memory
    private static SharedMemory sharedMemory(final cl_device_id id) throws OpenClException {
        final long[] capabilities = new long[1];
        final int status = CL.clGetDeviceInfo(id, CL.CL_DEVICE_SVM_CAPABILITIES, Sizeof.cl_long, Pointer.to(capabilities), null);
        if (status == CL.CL_SUCCESS && (capabilities[0] & CL.CL_DEVICE_SVM_FINE_GRAIN_BUFFER) != 0) {
            return SharedMemory.SVM_FINE_GRAIN;
        }
        return number(id, CL.CL_DEVICE_HOST_UNIFIED_MEMORY, Sizeof.cl_uint) != 0 ? SharedMemory.HOST_POINTER : SharedMemory.COPY;
    }

    /** The buffer is zeroed and little-endian, so narrower answers are right too. */
    private static long number(final cl_device_id id, final int question, final long bytes) throws OpenClException {
        final long[] answer = new long[1];
        OpenClException.check(CL.clGetDeviceInfo(id, question, bytes, Pointer.to(answer), null), "clGetDeviceInfo");
        return answer[0];
    }

    private static String text(final cl_device_id id, final int question) throws OpenClException {
        final long[] length = new long[1];
        OpenClException.check(CL.clGetDeviceInfo(id, question, 0, null, length), "clGetDeviceInfo");
        final byte[] answer = new byte[(int) length[0]];
        OpenClException.check(CL.clGetDeviceInfo(id, question, answer.length, Pointer.to(answer), null), "clGetDeviceInfo");
        return text(answer);
    }

    private static String platformName(final cl_platform_id platform) throws OpenClException {
        final long[] length = new long[1];
        OpenClException.check(CL.clGetPlatformInfo(platform, CL.CL_PLATFORM_NAME, 0, null, length), "clGetPlatformInfo");
        final byte[] answer = new byte[(int) length[0]];
        OpenClException.check(
            CL.clGetPlatformInfo(platform, CL.CL_PLATFORM_NAME, answer.length, Pointer.to(answer), null), "clGetPlatformInfo");
        return text(answer);
    }

    /** A C string. */
    static String text(final byte[] zeroTerminated) {
        return new String(zeroTerminated, StandardCharsets.UTF_8).replace("\0", "").strip();
    }
}
