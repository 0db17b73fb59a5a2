package io.peregrine.offload;

/**
 * An OpenCL device for people and reports.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param platform the platform's name
 * @param name the device's name
 * @param type its kind
 * @param version OpenCL version and driver, as the device says
 * @param fp64 whether it computes in doubles; the signals do not need it
 * @param sharedMemory how it gets at the host's memory
 * @param computeUnitsMax parallel compute units
 * @param selfTest {@link #PASSED}, or why the device is not to be used
 */
public record DeviceInfo(
    String platform,
    String name,
    DeviceType type,
    String version,
    boolean fp64,
    SharedMemory sharedMemory,
    int computeUnitsMax,
    String selfTest) {

    /** All golden books gave the reference's bits. */
    public static final String PASSED = "passed";
    /** The self-test was not run. */
    public static final String NOT_TESTED = "not tested";

    /** Whether the device may be used. */
    public boolean usable() {
        return PASSED.equals(selfTest);
    }

    DeviceInfo withSelfTest(final String result) {
        return new DeviceInfo(platform, name, type, version, fp64, sharedMemory, computeUnitsMax, result);
    }
}
