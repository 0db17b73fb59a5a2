package io.peregrine.offload;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jocl.CL;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * The machine's OpenCL, looked for once in the life of the process: the loader library, JOCL's native library, the platforms and their
 * devices. Where anything is missing there are no devices and a reason for people.
 *
 * <p>JOCL is first touched only when the loader library is known to be there: without it JOCL prints to standard output, which belongs to
 * reports, and leaves its classes unusable. JOCL unpacks its native library under a fixed name into {@code java.io.tmpdir}, where any user
 * of the machine could have put another; so that directory is a private one while it does.
 *
 * <p><b>Threading:</b> immutable after class initialisation. <b>Errors:</b> none leave; see {@link #absence}.
 */
final class OpenClRuntime {
    private static final String TEMPORARY_DIRECTORY = "java.io.tmpdir";
    private static final List<String> LOADERS = List.of("libOpenCL.so.1", "libOpenCL.so", "OpenCL.dll",
        "/System/Library/Frameworks/OpenCL.framework/OpenCL");
    private static final int COUNT_MAX = 64;

    private static final OpenClRuntime INSTANCE = load();

    private final List<OpenClDevice> devices;
    private final String absence;

    private OpenClRuntime(final List<OpenClDevice> devices, final String absence) {
        this.devices = List.copyOf(devices);
        this.absence = absence;
    }

    static OpenClRuntime instance() {
        return INSTANCE;
    }

    /** All devices in the order of choice: accelerators, GPUs, CPUs. */
    List<OpenClDevice> devices() {
        return devices;
    }

    /** Why there is no device, or null where there is one. */
    String absence() {
        return absence;
    }

    private static OpenClRuntime load() {
        try {
            if (!loaderPresent()) {
                return new OpenClRuntime(List.of(), "no usable OpenCL loader library (" + LOADERS.getFirst()
                    + "); on Debian: apt-get install ocl-icd-libopencl1 pocl-opencl-icd");
            }
            loadJocl();
            CL.setExceptionsEnabled(false);
            final List<OpenClDevice> devices = new ArrayList<>();
            for (final cl_platform_id platform : platforms()) {
                addDevices(platform, devices);
            }
            devices.sort(Comparator.comparing(device -> device.info().type()));
            return new OpenClRuntime(devices, devices.isEmpty()
                ? "the OpenCL platforms have no device (PoCL needs a writable POCL_CACHE_DIR or home directory)" : null);
        } catch (final OpenClException e) {
            return new OpenClRuntime(List.of(), e.getMessage());
        } catch (final LinkageError | RuntimeException | IOException e) {
            return new OpenClRuntime(List.of(), "OpenCL cannot be loaded: " + e);
        }
    }

    @SuppressWarnings("restricted") // looking a library up runs its initialisers, and JOCL is about to do the same
    private static boolean loaderPresent() {
        for (final String loader : LOADERS) {
            try (Arena arena = Arena.ofConfined()) {
                if (SymbolLookup.libraryLookup(loader, arena).find("clGetPlatformIDs").isPresent()) {
                    return true;
                }
            } catch (final IllegalArgumentException e) {
                continue;
            }
        }
        return false;
    }

    private static void loadJocl() throws IOException {
        final String shared = System.getProperty(TEMPORARY_DIRECTORY);
        final Path unpacked = privateDirectory();
        System.setProperty(TEMPORARY_DIRECTORY, unpacked.toString());
        try {
            CL.setLogLevel(CL.LogLevel.LOG_QUIET);
        } finally {
            System.setProperty(TEMPORARY_DIRECTORY, shared);
            delete(unpacked);
        }
    }

    private static Path privateDirectory() throws IOException {
        final String prefix = "peregrine-opencl";
        return File.separatorChar == '/'
            ? Files.createTempDirectory(prefix, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
            : Files.createTempDirectory(prefix);
    }

    /** A loaded library stays mapped after its file is gone, except on Windows, where it is left to the system's cleaning. */
    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.toFile().delete()) {
                    file.toFile().deleteOnExit();
                }
            }
        }
    }

    private static cl_platform_id[] platforms() throws OpenClException {
        final int[] count = new int[1];
        final cl_platform_id[] platforms = new cl_platform_id[COUNT_MAX];
        final int status = CL.clGetPlatformIDs(COUNT_MAX, platforms, count);
        if (status != CL.CL_SUCCESS) {
            throw new OpenClException("no OpenCL platform: " + OpenClException.describe(status, "clGetPlatformIDs")
                + "; on Debian: apt-get install pocl-opencl-icd, or the vendor's driver");
        }
        return Arrays.copyOf(platforms, Math.min(count[0], COUNT_MAX));
    }

    /** The count is garbage where the call fails, so a platform without devices is seen by the status. */
    private static void addDevices(final cl_platform_id platform, final List<OpenClDevice> devices) throws OpenClException {
        final int[] count = new int[1];
        final cl_device_id[] ids = new cl_device_id[COUNT_MAX];
        if (CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, COUNT_MAX, ids, count) == CL.CL_SUCCESS) {
            for (int i = 0; i < Math.min(count[0], COUNT_MAX); i++) {
                devices.add(OpenClDevice.of(platform, ids[i]));
            }
        }
    }
}
