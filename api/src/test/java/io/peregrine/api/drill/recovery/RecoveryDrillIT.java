package io.peregrine.api.drill.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** P6, P7, P9, P10, P11, P21: the engine is killed ten times in the middle of trading, under faults, and loses nothing. */
class RecoveryDrillIT {
    private static final int RUNS = 10;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void tenKillsLoseNothing() throws Exception {
        final List<Map<String, Object>> lines = new ArrayList<>();
        final boolean passed;
        try (RecoveryDrill drill = new RecoveryDrill(List.of("binance", "coinbase", "coinbase-advanced", "kraken"), 7)) {
            passed = drill.run(RUNS, lines::add);
        }
        assertEquals(RUNS + 1, lines.size());
        assertTrue(passed, lines.toString());
        final Map<String, Object> totals = lines.getLast();
        assertTrue((int) totals.get("venueOrders") > RUNS && (int) totals.get("venueFills") > 0, "there was something to lose: " + totals);
    }
}
