package io.peregrine.api.valueatrisk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.api.view.ScriptedEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkSamplerTest {
    private static final long MINUTE_NS = MarkSampler.INTERVAL_NS;
    private static final double[] ONE_BITCOIN = {60_000, 0, 0};

    @TempDir
    private Path folder;

    private final ScriptedEngine engine = new ScriptedEngine();

    @Test
    void takesTheMiddleOfLiveBooksOnceAMinuteAndKeepsItOverARestartAndATornLine() throws Exception {
        final Path file = folder.resolve("marks").resolve("minutes.csv");
        final MarkSampler first = new MarkSampler(engine, file);
        first.tick(MINUTE_NS * 100 + MINUTE_NS / 2);
        first.tick(MINUTE_NS * 101);
        assertEquals(0, first.history().count(), "no book is LIVE yet");
        engine.top(0, 5_999_900, 6_000_100);
        first.tick(MINUTE_NS * 102);
        first.tick(MINUTE_NS * 102 + 1);
        engine.top(0, 6_299_900, 6_300_100);
        first.tick(MINUTE_NS * 103);
        assertEquals(2, first.history().count());
        assertArrayEquals(new double[] {3_000}, first.history().changes(ONE_BITCOIN), 1e-6);

        Files.writeString(file, "104,binance:BTC/USDT=12", StandardOpenOption.APPEND);
        final MarkSampler second = new MarkSampler(engine, file);
        assertArrayEquals(new double[] {3_000}, second.history().changes(ONE_BITCOIN), 1e-6);
        engine.top(0, 5_984_900, 5_985_100);
        second.tick(MINUTE_NS * 104);
        assertArrayEquals(new double[] {3_000, -3_000}, new MarkSampler(engine, file).history().changes(ONE_BITCOIN), 1e-6);
    }

    @Test
    void theMinuteInWhichTheProcessBeganIsNotSampled() {
        engine.top(0, 5_999_900, 6_000_100);
        final MarkSampler sampler = new MarkSampler(engine, null);
        sampler.tick(MINUTE_NS * 100 + MINUTE_NS / 2);
        assertEquals(0, sampler.history().count());
        sampler.tick(MINUTE_NS * 101 + 1);
        assertEquals(1, sampler.history().count());
    }
}
