package io.peregrine.api.cli;

import io.peregrine.api.config.Section;

/** Durations on the command line, as in the configuration: a whole number and a unit. */
final class Durations {
    private Durations() {
    }

    /**
     * Nanoseconds of {@code 30s}.
     *
     * @throws CommandException naming the option
     */
    static long parse(final String option, final String text) {
        final long durationNs = Section.parseDurationNs(text);
        if (durationNs <= 0) {
            throw new CommandException(ExitCode.USAGE, option + ": '" + text + "' is not a duration such as 30s, 10m or 2h");
        }
        return durationNs;
    }
}
