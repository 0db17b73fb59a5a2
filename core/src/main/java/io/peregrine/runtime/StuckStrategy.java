package io.peregrine.runtime;

import io.peregrine.journal.JournalListener;
import io.peregrine.journal.JournalWriter;
import io.peregrine.message.BreakerState;
import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.BreakerStatusEncoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskScope;
import io.peregrine.message.StrategyState;
import io.peregrine.message.StrategyStatusDecoder;
import io.peregrine.message.StrategyStatusEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers over a restart which strategy had the trade thread for good: the journal has one writer, and that is stuck, so the id goes into
 * a file of the data directory. The next start journals it as FAILED, its circuit breaker as HALTED until a person resets it, and removes
 * the file. All that comes before the run's first record, as if the run before had said it.
 *
 * <p><b>Threading:</b> {@link #remember} by any thread, {@link #journal} by the one that starts the engine.
 */
final class StuckStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(StuckStrategy.class);
    /** Its name in the data directory. */
    static final String FILE_NAME = "stuck-strategy";

    private StuckStrategy() {
    }

    /** Forces it to the disk. */
    static void remember(final Path directory, final int strategyId) throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(Integer.toString(strategyId).getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }

    /** Journals what was remembered, and tells the core, which has read the journal up to here. */
    static void journal(final Path directory, final JournalWriter journal, final JournalListener core, final long nowNs)
            throws IOException {
        final Path file = directory.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return;
        }
        final String text = Files.readString(file).strip();
        final int strategyId = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        if (strategyId != 0) {
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
            final MessageHeaderEncoder header = new MessageHeaderEncoder();
            final StrategyStatusEncoder status = new StrategyStatusEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .timeNs(nowNs).strategyId(strategyId).state(StrategyState.FAILED)
                    .reason("it did not come back from a call, and the engine was restarted");
            journal.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + status.encodedLength());
            core.onStrategyStatus(0, new StrategyStatusDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
            new BreakerStatusEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .timeNs(nowNs).untilNs(BreakerStatusEncoder.untilNsNullValue()).limitE8(0).valueE8(0).targetId(strategyId)
                    .scope(RiskScope.STRATEGY).state(BreakerState.HALTED).cause(RejectReason.EXECUTION_TIMEOUT);
            journal.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + BreakerStatusEncoder.BLOCK_LENGTH);
            core.onBreakerStatus(0, new BreakerStatusDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
        }
        Files.delete(file);
        LOG.error("strategy {} had the trade thread for good in the last run: it is held until its circuit breaker is reset", strategyId);
    }
}
