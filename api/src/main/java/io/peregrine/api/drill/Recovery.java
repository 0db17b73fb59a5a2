package io.peregrine.api.drill;

import io.peregrine.sim.fault.Fault;
import io.peregrine.sim.fault.FaultScript;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long after the end of a script's last fault not all books were LIVE and current, over all its cycles.
 *
 * <p><b>Threading:</b> confined. <b>Units:</b> microseconds.
 */
final class Recovery {
    private final long startUs;
    private final long beginUs;
    private final long endUs;
    private final long cycleUs;
    private long longestUs;
    private boolean isWell;

    /** @param startUs when the script starts; without one it is asked how long the beginning takes */
    Recovery(final Optional<FaultScript> script, final long startUs) {
        this.startUs = startUs;
        beginUs = script.map(Recovery::begin).orElse(0L);
        endUs = script.map(Recovery::end).orElse(0L);
        cycleUs = script.map(FaultScript::cycleUs).filter(us -> us != Fault.NEVER).orElse(Long.MAX_VALUE);
    }

    private static long begin(final FaultScript script) {
        return script.faults().stream().mapToLong(fault -> fault.timing().atUs()).min().orElse(0);
    }

    private static long end(final FaultScript script) {
        return script.faults().stream().map(Fault::timing)
                .mapToLong(timing -> timing.atUs() + timing.forUs() + timing.repeatUs() * Math.max(0, timing.times() - 1)).max().orElse(0);
    }

    /** @param areWell are all books LIVE and current? */
    void onStep(final long nowUs, final boolean areWell) {
        isWell = areWell;
        final long inCycleUs = (nowUs - startUs) % cycleUs;
        if (areWell || inCycleUs >= beginUs && inCycleUs < endUs || nowUs - startUs < endUs) {
            return;
        }
        longestUs = Math.max(longestUs, inCycleUs >= endUs ? inCycleUs - endUs : inCycleUs + cycleUs - endUs);
    }

    /** The longest, in milliseconds; -1 where it is not over. */
    long toLiveMsMax() {
        return isWell ? TimeUnit.MICROSECONDS.toMillis(longestUs) : -1;
    }
}
