package io.peregrine.api.drill;

import io.peregrine.fuzz.FuzzReport;
import io.peregrine.fuzz.FuzzRun;
import io.peregrine.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.agrona.IoUtil;

/**
 * The long runs of the fuzzer, one decoder after the other, each watched: one whose messages stand still is given up.
 *
 * <p><b>Threading:</b> the caller's thread waits; a decoder runs on a thread of its own, which is left behind where it hangs.
 */
public final class FuzzDrills {
    private static final long HANG_S = 20;

    private FuzzDrills() {
    }

    /**
     * Runs them.
     *
     * @param decoders names, or none for all
     * @param bytes    for each
     * @param lines    gets each report
     * @return did all pass?
     * @throws IllegalArgumentException for an unknown decoder
     * @throws IllegalStateException    where reads outside of a message would go unseen
     */
    public static boolean run(final List<String> decoders, final long bytes, final long seed, final Consumer<FuzzReport> lines)
            throws IOException {
        final List<FuzzTarget> targets =
                decoders.isEmpty() ? Arrays.asList(FuzzTarget.values()) : decoders.stream().map(FuzzTarget::byKey).toList();
        if (!FuzzRun.isBounded()) {
            throw new IllegalStateException("Agrona's bounds checks are off: start with -Dagrona.disable.bounds.checks=false");
        }
        boolean passed = true;
        for (final FuzzTarget target : targets) {
            final Path folder = Files.createTempDirectory("peregrine-fuzz");
            try (FuzzRun run = new FuzzRun(target, seed, folder)) {
                final FuzzReport report = watched(run, bytes, target, seed);
                lines.accept(report);
                passed &= report.passed();
            } finally {
                IoUtil.delete(folder.toFile(), false);
            }
        }
        return passed;
    }

    private static FuzzReport watched(final FuzzRun run, final long bytes, final FuzzTarget target, final long seed) {
        final CompletableFuture<FuzzReport> report = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("fuzz-" + target.key()).start(() -> report.complete(run.run(bytes)));
        long before = -1;
        while (true) {
            try {
                return report.get(HANG_S, TimeUnit.SECONDS);
            } catch (final TimeoutException e) {
                final long messages = run.messages();
                if (messages == before) {
                    return new FuzzReport(target.key(), seed, 0, messages, 0, 0, 0, 0, TimeUnit.SECONDS.toMicros(HANG_S),
                            "message " + messages + " of seed " + seed + " does not end");
                }
                before = messages;
            } catch (final ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
