package io.peregrine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.Allocation;
import io.peregrine.message.SampleMessages;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalAllocationTest {
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 20_000;
    private static final int ROUNDS_MAX = 5;

    @TempDir
    private Path directory;

    @Test
    void appendAllocatesNothing() {
        final UnsafeBuffer order = SampleMessages.newOrder(1);
        final UnsafeBuffer execution = SampleMessages.executionReport(1, "some text");
        try (ChronicleJournal journal = new ChronicleJournal(directory, JournalPosition.START)) {
            append(journal, order, execution, WARM_UP);
            assertEquals(0, Allocation.leastBytes(ROUNDS_MAX, () -> append(journal, order, execution, MEASURED)));
        }
    }

    private static void append(
            final JournalWriter journal, final UnsafeBuffer order, final UnsafeBuffer execution, final int count) {
        for (int i = 0; i < count; i++) {
            journal.append(order, 0, order.capacity());
            journal.append(execution, 0, execution.capacity());
        }
    }
}
