package io.peregrine.api.config;

/**
 * Reads the block {@code kill_switch}.
 *
 * <p><b>Threading:</b> stateless. <b>Errors:</b> {@link ConfigException}.
 */
final class KillSwitchReader {
    private KillSwitchReader() {
    }

    static KillSwitchSettings killSwitch(final Section root) {
        try (Section killSwitch = root.section("kill_switch")) {
            return new KillSwitchSettings(
                    killSwitch.flag("watchdog", true),
                    killSwitch.durationNs("watchdog_timeout", "1s", "100ms", "10m"),
                    killSwitch.flag("flatten", false));
        }
    }
}
