package io.peregrine.api.drill;

import io.peregrine.sim.fault.FaultScript;
import io.peregrine.sim.fault.FaultScripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.IoUtil;

/**
 * Drills of feeds, one after the other: scripts on venues.
 *
 * <p><b>Threading:</b> the caller's thread.
 */
public final class FeedDrills {
    /** In place of a script: no faults. */
    public static final String NO_FAULTS = "none";

    private FeedDrills() {
    }

    /**
     * All of them together.
     *
     * @param drills         how many
     * @param checks         LIVE books compared
     * @param wrongLiveBooks those that were wrong
     * @param failed         venue and script of those that did not pass
     */
    record Summary(int drills, long checks, long wrongLiveBooks, List<String> failed) {
    }

    /**
     * Runs them.
     *
     * @param venues     names, or none for all
     * @param scripts    names, files or {@link #NO_FAULTS}; or none for all of the simulator's
     * @param durationUs simulated time of each
     * @param lines      gets each result, and at last the {@link Summary}
     * @return did all pass?
     * @throws IllegalArgumentException for an unknown venue or script
     */
    public static boolean run(
            final List<String> venues, final List<String> scripts, final long durationUs, final long seed, final Consumer<Object> lines)
            throws IOException {
        final List<DrillVenue> drilled = (venues.isEmpty() ? DrillVenue.keys() : venues).stream().map(DrillVenue::byKey).toList();
        final List<Optional<FaultScript>> faults =
                (scripts.isEmpty() ? FaultScripts.names() : scripts).stream().map(FeedDrills::script).toList();
        Summary summary = new Summary(0, 0, 0, List.of());
        for (final DrillVenue venue : drilled) {
            for (final Optional<FaultScript> script : faults) {
                final FeedDrillResult result = run(venue, script, durationUs, seed);
                lines.accept(result);
                summary = with(summary, result);
            }
        }
        lines.accept(summary);
        return summary.failed.isEmpty();
    }

    private static Optional<FaultScript> script(final String name) {
        return name.equals(NO_FAULTS) ? Optional.empty() : Optional.of(FaultScripts.load(name));
    }

    private static FeedDrillResult run(final DrillVenue venue, final Optional<FaultScript> script, final long durationUs, final long seed)
            throws IOException {
        final Path folder = Files.createTempDirectory("peregrine-drill");
        try (FeedDrill drill = new FeedDrill(venue, script, seed, folder)) {
            return drill.run(durationUs);
        } finally {
            IoUtil.delete(folder.toFile(), false);
        }
    }

    private static Summary with(final Summary summary, final FeedDrillResult result) {
        return new Summary(summary.drills + 1, summary.checks + result.checks(), summary.wrongLiveBooks + result.wrongLiveBooks(),
                result.passed() ? summary.failed
                        : Stream.concat(summary.failed.stream(), Stream.of(result.venue() + ' ' + result.script())).toList());
    }
}
