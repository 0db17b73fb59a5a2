package io.peregrine.runtime;

import io.peregrine.journal.JournalPosition;
import io.peregrine.journal.JournalWriter;
import io.peregrine.message.EngineMode;
import io.peregrine.message.EngineStartedEncoder;
import io.peregrine.message.EngineStoppedEncoder;
import io.peregrine.message.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One run of the engine on a journal: its number, and its first and its last record.
 *
 * <p><b>Threading:</b> the records are written while no trade thread runs.
 */
final class EngineRun {
    private final String recovery;
    private final JournalPosition start;
    private final int id;
    private final long startTimeNs;
    private final UnsafeBuffer buffer = new UnsafeBuffer(
            new byte[MessageHeaderEncoder.ENCODED_LENGTH + Math.max(EngineStartedEncoder.BLOCK_LENGTH, EngineStoppedEncoder.BLOCK_LENGTH)]);

    /**
     * @param recovery    what the journal held before
     * @param startTimeNs now
     */
    EngineRun(final Recovery recovery, final long startTimeNs) {
        this.recovery = recovery.toString();
        start = recovery.summary().end();
        id = Math.toIntExact(recovery.summary().lastRunId() + 1);
        this.startTimeNs = startTimeNs;
    }

    int id() {
        return id;
    }

    /** From what the core was brought back, for people. */
    String recovery() {
        return recovery;
    }

    long startTimeNs() {
        return startTimeNs;
    }

    /** Before the run's first record. */
    JournalPosition start() {
        return start;
    }

    void started(final JournalWriter journal, final EngineMode mode) {
        new EngineStartedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).timeNs(startTimeNs).runId(id).mode(mode);
        journal.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + EngineStartedEncoder.BLOCK_LENGTH);
    }

    /** Says that the run ended in order; where it did not, nothing says so. */
    void stopped(final JournalWriter journal, final EngineLife life, final long nowNs) {
        if (!life.failed()) {
            new EngineStoppedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).timeNs(nowNs).runId(id);
            journal.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + EngineStoppedEncoder.BLOCK_LENGTH);
        }
    }
}
