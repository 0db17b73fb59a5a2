package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.journal.Journal;
import io.peregrine.journal.JournalListener;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hot agent that throws fails the engine, in every plan, for everybody to see. */
class EngineFailureIT {
    private final EngineFixture fixture = new EngineFixture();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(ThreadPlan.class)
    void theEngineFailsWithItsFeed(final ThreadPlan plan) {
        final Engine failed = fixture.launch(directory, plan);
        try (Engine engine = failed) {
            fixture.venue.steps.add((listener, nowNs) -> {
                throw new IllegalStateException("book out of its mind");
            });

            EngineFixture.await(engine, () -> engine.state() == EngineState.FAILED && allEnded(engine, plan));

            assertEquals("feed-binance: java.lang.IllegalStateException: book out of its mind", engine.failure());
            assertEquals(AgentState.FAILED, engine.agents().getFirst().state());
            assertFalse(engine.quiesce(EngineFixture.TIMEOUT_NS));
        }
        assertEquals(EngineState.FAILED, failed.state());
        assertFalse(Journal.scan(directory.resolve("journal"), new JournalListener() { }).orderly());
        try (Engine engine = fixture.launch(directory, ThreadPlan.STEPPED)) {
            assertEquals(2, engine.runId());
            assertTrue(engine.failure().isEmpty());
        }
    }

    /** The other hot agents end by themselves. */
    private static boolean allEnded(final Engine engine, final ThreadPlan plan) {
        return plan == ThreadPlan.STEPPED || engine.agents().stream()
                .filter(agent -> !agent.name().equals("connection-log") && !agent.name().startsWith("journal-"))
                .allMatch(agent -> agent.state() != AgentState.RUNNING);
    }
}
