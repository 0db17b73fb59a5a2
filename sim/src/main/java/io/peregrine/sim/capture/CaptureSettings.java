package io.peregrine.sim.capture;

import java.nio.file.Path;

/**
 * A capture as a venue's market.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param file  the capture
 * @param speed factor on the recorded time, 0 to 50,000; 0 pauses
 * @param loop  begin again at the end, else the market stands still there
 */
public record CaptureSettings(Path file, double speed, boolean loop) {
    private static final double SPEED_MAX = 50_000;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException naming the setting, the value and the range
     */
    public CaptureSettings {
        if (!(speed >= 0 && speed <= SPEED_MAX)) {
            throw new IllegalArgumentException("flow: speed must be from 0 to " + (long) SPEED_MAX + ", found " + speed);
        }
    }

    /** A capture in its own time, again and again. */
    public CaptureSettings(final Path file) {
        this(file, 1, true);
    }

    /**
     * The same with the pace that {@code speed=10,loop=false} says; what is not named stays.
     *
     * @throws IllegalArgumentException for an unknown key or a bad value
     */
    public CaptureSettings withPace(final String text) {
        CaptureSettings settings = this;
        for (final String entry : text.isBlank() ? new String[0] : text.split(",")) {
            final int equals = entry.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("flow: expected key=value, found '" + entry + "'");
            }
            settings = settings.with(entry.substring(0, equals).strip(), entry.substring(equals + 1).strip());
        }
        return settings;
    }

    private CaptureSettings with(final String key, final String value) {
        return switch (key) {
            case "speed" -> new CaptureSettings(file, number(value), loop);
            case "loop" -> new CaptureSettings(file, speed, truth(value));
            default -> throw new IllegalArgumentException("flow: unknown key '" + key + "'; known with a capture: speed, loop");
        };
    }

    private static double number(final String value) {
        try {
            return Double.parseDouble(value);
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("flow: speed is not a number: '" + value + "'", e);
        }
    }

    private static boolean truth(final String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("flow: loop must be true or false, found '" + value + "'");
        };
    }
}
