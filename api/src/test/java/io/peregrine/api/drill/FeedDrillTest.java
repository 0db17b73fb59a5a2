package io.peregrine.api.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.sim.fault.FaultScripts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeedDrillTest {
    private static final long DURATION_US = TimeUnit.SECONDS.toMicros(60);

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("io.peregrine.api.drill.DrillVenue#keys")
    void everyLiveBookIsTheVenuesOwnWhereNothingIsWrong(final String venue) {
        try (FeedDrill drill = new FeedDrill(DrillVenue.byKey(venue), Optional.empty(), 1, folder)) {
            final FeedDrillResult result = drill.run(DURATION_US);

            assertTrue(result.passed(), result.toString());
            assertEquals(0, result.resyncs(), result.toString());
            assertTrue(result.checks() > 500 && result.livePercent() > 95, result.toString());
            assertTrue(drill.isRight(0) && drill.isRight(1), "books that are the venue's in every level");
            assertTrue(result.audits() >= 3 && result.auditAlarms() == 0, result.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("io.peregrine.api.drill.DrillVenue#keys")
    void aGapIsNoticedAndLeavesNoWrongBook(final String venue) {
        try (FeedDrill drill = new FeedDrill(DrillVenue.byKey(venue), Optional.of(FaultScripts.named("gap")), 1, folder)) {
            final FeedDrillResult result = drill.run(DURATION_US);

            assertTrue(result.passed(), result.toString());
            assertTrue(result.faults() > 0 && result.resyncs() > 0, result.toString());
        }
    }
}
