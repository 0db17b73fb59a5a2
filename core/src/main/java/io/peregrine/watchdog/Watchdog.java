package io.peregrine.watchdog;

import io.peregrine.emergency.CancelLog;
import io.peregrine.emergency.EmergencyCancel;
import io.peregrine.killswitch.Heartbeat;
import io.peregrine.killswitch.HeartbeatMonitor;
import io.peregrine.killswitch.KillFile;
import io.peregrine.killswitch.KillSwitch;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after one data directory. An engine that was seen moving, and then does not move for the time-out, or whose process is gone though
 * it did not end in order, trips the switch and loses its orders, which this cancels itself.
 *
 * <p>An engine that was never seen moving is not looked after: what a crash of the machine left behind is no alarm at the next start.
 *
 * <p><b>Threading:</b> one thread, which calls {@link #look} once in each {@link HeartbeatMonitor#intervalNs}. <b>Units:</b> nanoseconds.
 */
public final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long PREPARE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(20);

    private final HeartbeatMonitor monitor = new HeartbeatMonitor();
    private final KillSwitch killSwitch;
    private final Heartbeat heartbeat;
    private final Heartbeat.Pulse pulse;
    private final KillFile killFile;
    private final EmergencyCancel cancel;
    private final CancelLog log;
    private final LongPredicate alive;
    private final LongSupplier clock;
    private final long timeoutNs;
    private WatchdogState state = WatchdogState.WAITING;
    private long engine;
    private long prepareTimeNs;
    private boolean seesProcess;
    private boolean ended;

    /**
     * @param directory the engine's data directory
     * @param files     its switch and heartbeat
     * @param cancel    at its venues
     * @param timeoutNs within which a stuck engine is seen
     * @param alive     is there such a process?
     * @param clock     nanoseconds since the epoch, for what people read
     */
    public Watchdog(
            final Path directory, final Files files, final EmergencyCancel cancel, final long timeoutNs, final LongPredicate alive,
            final LongSupplier clock) {
        killSwitch = files.killSwitch();
        heartbeat = files.heartbeat();
        pulse = heartbeat.watchdogPulse();
        killFile = new KillFile(directory);
        log = new CancelLog(directory);
        this.cancel = cancel;
        this.timeoutNs = timeoutNs;
        this.alive = alive;
        this.clock = clock;
        monitor.reset(heartbeat);
    }

    /** What a watchdog and an engine share. */
    public record Files(KillSwitch killSwitch, Heartbeat heartbeat) {
    }

    /** What it does now. */
    public WatchdogState state() {
        return state;
    }

    /** Has the engine that it looked after come to its end, and is all done that had to be? */
    public boolean ended() {
        return ended;
    }

    /** One look. */
    public void look() {
        pulse.beat();
        if (!killSwitch.tripped() && killFile.exists()) {
            trip(killFile.reason());
        }
        switch (state) {
            case WAITING -> await();
            case GUARDING -> guard();
            case CANCELLING -> follow();
            case CANCELLED -> rest();
        }
    }

    private void await() {
        if (heartbeat.running() && monitor.moving(heartbeat)) {
            engine = heartbeat.startTimeNs();
            seesProcess = alive.test(heartbeat.pid());
            monitor.reset(heartbeat);
            ended = false;
            transition(WatchdogState.GUARDING, "process " + heartbeat.pid());
        } else if (!heartbeat.running()) {
            monitor.reset(heartbeat);
        }
    }

    private void guard() {
        final long pid = heartbeat.pid();
        final boolean gone = gone();
        // Asked for after the process: one that ended in order said so before it was gone.
        if (!heartbeat.running() || heartbeat.startTimeNs() != engine) {
            ended = !heartbeat.running();
            transition(WatchdogState.WAITING, ended ? "the engine ended in order" : "another engine began");
            monitor.reset(heartbeat);
            return;
        }
        final int stuck = monitor.look(heartbeat);
        if (gone) {
            alarm("watchdog: the engine, process " + pid + ", is gone and did not end in order");
        } else if (stuck >= 0) {
            alarm("watchdog: the engine, process " + pid + ", does not move: hot thread " + stuck + " stood still for "
                    + TimeUnit.NANOSECONDS.toMillis(timeoutNs) + " ms");
        } else {
            prepare();
        }
    }

    private void follow() {
        if (cancel.done()) {
            log.append("watchdog", killSwitch, Map.of("engine_pid", heartbeat.pid()), cancel.reports());
            transition(WatchdogState.CANCELLED, "open at no venue: " + cancel.succeeded());
        }
    }

    /** While the switch is tripped, for an engine that is gone, too: what comes to the venues late has to go. */
    private void rest() {
        final boolean another = heartbeat.startTimeNs() != engine;
        if (another || !killSwitch.tripped()) {
            ended = another || gone() || !heartbeat.running();
            cancel.stop();
            monitor.reset(heartbeat);
            transition(WatchdogState.WAITING, another ? "another engine began" : "the kill switch was reset");
        }
    }

    /** In a container of its own the engine's process can not be seen at all; then its beats have to do. */
    private boolean gone() {
        return seesProcess && !alive.test(heartbeat.pid());
    }

    private void alarm(final String reason) {
        trip(reason);
        cancel.start(killSwitch.tripTickNs());
        transition(WatchdogState.CANCELLING, reason);
    }

    private void trip(final String reason) {
        if (killSwitch.trip(reason, clock.getAsLong())) {
            LOG.error("the kill switch is tripped: {}", reason);
        }
    }

    private void prepare() {
        final long nowNs = clock.getAsLong();
        if (prepareTimeNs == 0 || nowNs - prepareTimeNs >= PREPARE_INTERVAL_NS) {
            prepareTimeNs = nowNs;
            cancel.prepare();
        }
    }

    private void transition(final WatchdogState next, final String reason) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("watchdog: " + state + " can not become " + next);
        }
        LOG.info("watchdog: {} to {}: {}", state, next, reason);
        state = next;
    }
}
