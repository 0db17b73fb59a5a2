package io.peregrine.offload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The machine's OpenCL devices, for reports and for choice.
 *
 * <p><b>Threading:</b> thread-safe. <b>Allocates:</b> a session on every device while it is tested: up to a second each.
 */
public final class OffloadDevices {
    private static final long TEST_DEADLINE_NS = 10_000_000_000L;

    private OffloadDevices() {
    }

    /** All devices in the order of choice (accelerators, GPUs, CPUs), each with the result of its self-test. */
    public static List<DeviceInfo> list() {
        final List<DeviceInfo> tested = new ArrayList<>();
        for (final OpenClDevice device : OpenClRuntime.instance().devices()) {
            try {
                OpenClSignalEngine.open(device, 1, TEST_DEADLINE_NS).close();
                tested.add(device.info().withSelfTest(DeviceInfo.PASSED));
            } catch (final OpenClException e) {
                tested.add(device.info().withSelfTest(e.getMessage()));
            }
        }
        return List.copyOf(tested);
    }

    /** Why there is no device at all, or null where there is one. */
    public static String absence() {
        return OpenClRuntime.instance().absence();
    }

    /**
     * The first device whose name contains the filter and that passes its self-test.
     *
     * @throws OpenClException where there is none, with the reason of each
     */
    static OpenClSignalEngine open(final OffloadSettings settings, final int capacity) throws OpenClException {
        final OpenClRuntime runtime = OpenClRuntime.instance();
        if (runtime.absence() != null) {
            throw new OpenClException(runtime.absence());
        }
        final String filter = settings.deviceName().toLowerCase(Locale.ROOT);
        final List<String> refusals = new ArrayList<>();
        for (final OpenClDevice device : runtime.devices()) {
            final String name = device.info().name();
            if (name.toLowerCase(Locale.ROOT).contains(filter)) {
                try {
                    return OpenClSignalEngine.open(device, capacity, settings.deadlineNs());
                } catch (final OpenClException e) {
                    refusals.add(name + ": " + e.getMessage());
                }
            } else {
                refusals.add(name + ": its name does not contain \"" + settings.deviceName() + "\"");
            }
        }
        throw new OpenClException(String.join("; ", refusals));
    }
}
