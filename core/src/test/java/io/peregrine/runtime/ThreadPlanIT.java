package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.journal.Journal;
import io.peregrine.journal.JournalListener;
import io.peregrine.journal.JournalSummary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same script gives the same order bytes in every plan. */
class ThreadPlanIT {
    private static final int DEPTHS = 40;
    private static final long NOW_NS = 1_700_000_000_000_000_000L;

    @TempDir
    private Path directory;

    @Test
    void everyPlanSendsTheSameBytes() {
        final List<String> stepped = orders(ThreadPlan.STEPPED);

        assertEquals(DEPTHS, stepped.size());
        assertEquals(stepped, orders(ThreadPlan.SHARED));
        assertEquals(stepped, orders(ThreadPlan.INLINE));
        assertEquals(stepped, orders(ThreadPlan.DEDICATED));
    }

    /** Each depth is played when the order of the one before it is filled, so that there is one order of events in every plan. */
    private List<String> orders(final ThreadPlan plan) {
        final EngineFixture fixture = new EngineFixture();
        fixture.clock = () -> NOW_NS;
        fixture.venue.gateway.fills = true;
        final Path data = directory.resolve(plan.name());
        try (Engine engine = fixture.launch(data, plan)) {
            // The strategy begins when the venue has said what it holds.
            EngineFixture.await(engine, engine::reconciled);
            fixture.venue.steps.add(EngineFixture.live(0));
            for (int i = 1; i <= DEPTHS; i++) {
                final int fills = i;
                fixture.venue.steps.add(EngineFixture.depth(0, i));
                EngineFixture.await(engine, () -> fixture.strategy.fills.get() == fills);
            }
            assertEquals(EngineState.RUNNING, engine.state());
            assertTrue(engine.quiesce(EngineFixture.TIMEOUT_NS));
        }
        final JournalSummary journal = Journal.scan(data.resolve("journal"), new JournalListener() { });
        assertTrue(journal.orderly());
        assertEquals(0, journal.unknown());
        return List.copyOf(fixture.venue.gateway.bytes);
    }
}
