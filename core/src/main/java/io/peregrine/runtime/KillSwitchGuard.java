package io.peregrine.runtime;

import io.peregrine.emergency.CancelLog;
import io.peregrine.emergency.EmergencyCancel;
import io.peregrine.gateway.GuardedGateway;
import io.peregrine.killswitch.Heartbeat;
import io.peregrine.killswitch.KillFile;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.message.RejectReason;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's own thread for the kill switch. It trips the switch for what this process alone can see: a hard limit that the trade core
 * has run into, an agent that failed, the file {@code KILL}, a switch whose file is not what it was. And while the switch is tripped it
 * cancels everything at the venues over connections of its own, beside whatever the trade core does.
 *
 * <p><b>Threading:</b> a thread of its own, started and closed by the engine's; {@link #status} from any. It waits for no other thread, and
 * nothing waits for it. <b>Allocates:</b> at its looks at files.
 */
final class KillSwitchGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KillSwitchGuard.class);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);
    /** Looks between two at the file system. */
    private static final int FILE_LOOKS = 20;
    private static final long PREPARE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long WATCHDOG_SILENCE_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long JOIN_MS = 10_000;

    private final KillSwitch killSwitch;
    private final Heartbeat heartbeat;
    private final KillFile killFile;
    private final CancelLog log;
    private final EmergencyCancel cancel;
    private final List<GuardedGateway> gateways;
    private final Supplier<RejectReason> halted;
    private final EngineLife life;
    private final LongSupplier clock;
    private final Thread thread = new Thread(this::run, "kill-switch");
    private volatile boolean closed;
    private volatile boolean watched;
    private boolean failed;
    private RejectReason halt = RejectReason.NONE;
    private boolean cancelling;
    private boolean logged;
    private int looks;
    private long prepareTickNs = System.nanoTime() - PREPARE_INTERVAL_NS;
    private long watchdogBeats;
    private long watchdogTickNs;

    /**
     * @param cancel   at the venues that orders go to
     * @param gateways whose last sends are told
     * @param halted   why the trade core takes no orders, or NONE
     */
    KillSwitchGuard(
            final Path directory, final EngineParts parts, final Heartbeat heartbeat, final EmergencyCancel cancel,
            final List<GuardedGateway> gateways, final Supplier<RejectReason> halted) {
        killSwitch = parts.killSwitch();
        life = parts.life();
        clock = parts.context().clock();
        this.heartbeat = heartbeat;
        killFile = new KillFile(directory);
        log = new CancelLog(directory);
        this.cancel = cancel;
        this.gateways = List.copyOf(gateways);
        this.halted = halted;
        thread.setDaemon(true);
    }

    KillSwitchGuard start() {
        watchdogBeats = heartbeat.watchdogBeats();
        watchdogTickNs = System.nanoTime() - WATCHDOG_SILENCE_NS;
        thread.start();
        return this;
    }

    /** As it is now. */
    KillSwitchStatus status() {
        return new KillSwitchStatus(killSwitch.status(), watched, sendNsAfterTrip(), cancel.reports());
    }

    /**
     * The engine is about to close.
     *
     * @param inOrder with nothing open: a watchdog need not look after it any more. Otherwise it sees the process go, and cancels
     */
    void ending(final boolean inOrder) {
        if (inOrder) {
            heartbeat.stop();
        } else if (life.failed()) {
            trip(failure());
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cancel.close();
    }

    private void run() {
        while (!closed) {
            try {
                look();
            } catch (final RuntimeException e) {
                LOG.error("the kill switch's thread met an error; it goes on, and the switch is tripped", e);
                trip("the kill switch's own thread met " + e);
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        cancel.stop();
    }

    private void look() {
        if (looks++ % FILE_LOOKS == 0) {
            lookAtFiles();
        }
        lookAtEngine();
        if (killSwitch.tripped()) {
            onTripped();
        } else if (cancelling) {
            cancelling = false;
            cancel.stop();
            LOG.warn("kill switch: reset: {}", killSwitch.status().reason());
        }
    }

    private void lookAtFiles() {
        final long tickNs = System.nanoTime();
        if (!killSwitch.intact()) {
            trip("the kill switch's file was removed, replaced or damaged");
        }
        if (killFile.exists()) {
            trip(killFile.reason());
        }
        final long beats = heartbeat.watchdogBeats();
        if (beats != watchdogBeats) {
            watchdogBeats = beats;
            watchdogTickNs = tickNs;
        }
        watched = tickNs - watchdogTickNs < WATCHDOG_SILENCE_NS;
        if (!cancelling && tickNs - prepareTickNs >= PREPARE_INTERVAL_NS) {
            prepareTickNs = tickNs;
            cancel.prepare();
        }
    }

    /** Each once: a stop in order is no alarm, the switch's own halt no second one, and who resets the switch knows of the limit. */
    private void lookAtEngine() {
        if (life.failed() && !failed) {
            failed = true;
            trip(failure());
        }
        final RejectReason reason = halted.get();
        if (reason != halt) {
            halt = reason;
            if (reason != RejectReason.NONE && reason != RejectReason.HALTED && reason != RejectReason.KILL_SWITCH) {
                trip("hard limit: " + reason);
            }
        }
    }

    private void onTripped() {
        if (!cancelling) {
            cancelling = true;
            logged = false;
            LOG.error("kill switch: tripped: {}; cancelling at {}", killSwitch.status().reason(), cancel.venues());
            cancel.start(killSwitch.tripTickNs());
        } else if (!logged && cancel.done()) {
            logged = true;
            final Map<String, Object> sends = new HashMap<>();
            sends.put("last_send_ns", sendNsAfterTrip());
            log.append("engine", killSwitch, sends, cancel.reports());
        }
    }

    /** From the trip to the end of the last send that it found under way; 0 where there was none. */
    private long sendNsAfterTrip() {
        long sendNs = 0;
        for (final GuardedGateway gateway : gateways) {
            if (gateway.lastSendTickNs() != GuardedGateway.NO_SEND) {
                sendNs = Math.max(sendNs, gateway.lastSendTickNs() - killSwitch.tripTickNs());
            }
        }
        return sendNs;
    }

    private String failure() {
        return "the engine failed: " + life.failure();
    }

    private void trip(final String reason) {
        killSwitch.trip(reason, clock.getAsLong());
    }
}
