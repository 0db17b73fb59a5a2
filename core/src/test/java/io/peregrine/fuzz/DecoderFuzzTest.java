package io.peregrine.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short run; {@code ./peregrine drill fuzz} is the long one. */
class DecoderFuzzTest {
    private static final long BYTES = 4_000_000;
    private static final long SEED = 20_261_126;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void nothingInTheBytesMakesItThrow(final FuzzTarget target) {
        assertTrue(FuzzRun.isBounded(), "without bounds checks a read outside of a message goes unseen");
        try (FuzzRun run = new FuzzRun(target, SEED, directory)) {
            final FuzzReport report = run.run(BYTES);
            assertTrue(report.passed(), report::toString);
            assertTrue(report.messages() > 1_000 && report.decodeErrors() > report.messages() / 10, report::toString);
            assertTrue(report.liveMessages() > 20, report::toString);
        }
    }

    @Test
    void aSeedGivesTheSameMessagesAgainAndTheCorpusStaysAsItIs() {
        final List<byte[]> corpus = FuzzTarget.KRAKEN.corpus();
        final Mutation one = new Mutation(SEED, corpus);
        final Mutation same = new Mutation(SEED, corpus);
        final Mutation other = new Mutation(SEED + 1, corpus);
        int different = 0;
        for (int i = 0; i < 10_000; i++) {
            final byte[] message = one.next();
            assertTrue(message.length > 0);
            assertEquals(0, Arrays.compare(message, same.next()));
            different += Arrays.equals(message, other.next()) ? 0 : 1;
        }
        assertTrue(different > 9_000);
        for (int i = 0; i < corpus.size(); i++) {
            assertEquals(0, Arrays.compare(corpus.get(i), FuzzTarget.KRAKEN.corpus().get(i)));
        }
        assertNotEquals(0, corpus.size());
    }
}
