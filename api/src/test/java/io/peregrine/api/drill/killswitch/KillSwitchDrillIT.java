package io.peregrine.api.drill.killswitch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** P19: the engine is stopped over REST, frozen, stopped by command, and killed, under load and faults: no order is left, no position. */
class KillSwitchDrillIT {
    private static final int RUNS = 4;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void fourBlowsLeaveNoOrderAndNoPositionThatIsNotTold() throws Exception {
        final List<Map<String, Object>> lines = new ArrayList<>();
        final boolean passed;
        try (KillSwitchDrill drill = new KillSwitchDrill(List.of("binance", "coinbase", "coinbase-advanced", "kraken"), 7, true)) {
            passed = drill.run(RUNS, lines::add);
        }
        assertTrue(passed, lines.toString());
        assertEquals(RUNS + 1, lines.size());
        final Map<String, Object> totals = lines.getLast();
        assertTrue((int) totals.get("openBefore") >= 4 * RUNS, "there was something to cancel: " + totals);
        assertEquals(4, ((Map<?, ?>) totals.get("venues")).size());
        assertTrue(((Map<?, ?>) totals.get("positions")).containsKey("ENDED"), "there were positions to close: " + totals);
    }
}
