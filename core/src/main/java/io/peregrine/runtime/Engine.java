package io.peregrine.runtime;

import io.peregrine.book.BookStore;
import io.peregrine.command.CommandProxy;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.journal.JournalAnchor;
import io.peregrine.journal.JournalPosition;
import io.peregrine.journal.JournalReaders;
import io.peregrine.journal.JournalTailer;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.latency.OrderLedger;
import io.peregrine.latency.Stage;
import io.peregrine.message.EngineMode;
import io.peregrine.message.RejectReason;
import io.peregrine.risk.UsedLimits;
import io.peregrine.signal.SignalListener;
import io.peregrine.time.EngineClock;
import io.peregrine.trade.TradeCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A running engine.
 *
 * <p>Life: {@link #launch}; commands, books, journal; {@link #quiesce}; {@link #close}. An engine whose {@link #state} is FAILED trades no
 * more, says why in {@link #failure}, and is to be closed.
 *
 * <p><b>Threading:</b> thread-safe, but for {@link #doWork}, {@link #quiesce} and {@link #close}, which are its owner's.
 * <b>Allocates:</b> what it returns; its agents none after warm-up.
 */
public final class Engine implements AutoCloseable {
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final EngineParts parts;
    private final Wiring wiring;
    private final EngineThreads threads;
    private final EngineRun run;
    private final JournalReaders readers;
    private final Closing closing;
    private final KillSwitchGuard guard;
    private final CommandProxy commands;
    private final InstrumentRefresh instrumentRefresh;

    Engine(
            final EngineParts parts, final Wiring wiring, final EngineThreads threads, final EngineRun run, final JournalReaders readers,
            final Closing closing, final KillSwitchGuard guard) {
        this.parts = parts;
        this.wiring = wiring;
        this.threads = threads;
        this.run = run;
        this.readers = readers;
        this.closing = closing;
        this.guard = guard;
        commands = new CommandProxy(parts.commands());
        instrumentRefresh = new InstrumentRefresh(
                parts.venues(), commands, parts.context().clock(), parts.settings().instrumentRefreshNs());
    }

    /**
     * Loads reference data, recovers the journal, makes the books and starts the agents.
     *
     * @throws EngineStartException saying in one line why not
     */
    public static Engine launch(final EngineSettings settings) {
        return launch(settings, EngineContext.STANDARD);
    }

    /**
     * The same with parts of one's own.
     *
     * @throws EngineStartException saying in one line why not
     */
    public static Engine launch(final EngineSettings settings, final EngineContext context) {
        return EngineLauncher.launch(settings, context);
    }

    /**
     * One duty cycle of every agent, in the stepped plan.
     *
     * @return number of things done
     * @throws IllegalStateException in any other plan
     */
    public int doWork() {
        return threads.doWork();
    }

    public EngineSettings settings() {
        return parts.settings();
    }

    public EngineMode mode() {
        return parts.settings().mode();
    }

    public EngineState state() {
        return parts.life().state();
    }

    /** Which agent failed and how; empty while none has. */
    public String failure() {
        return parts.life().failure();
    }

    /** Counts the starts on this journal, from 1. */
    public long runId() {
        return run.id();
    }

    /** From what it was brought back at its start, for people: snapshot and records, and whether the last run ended in order. */
    public String recovery() {
        return run.recovery();
    }

    public long startTimeNs() {
        return run.startTimeNs();
    }

    public Instruments instruments() {
        return parts.instruments();
    }

    /** What is known of an instrument's reference data. */
    public InstrumentTerms terms(final int instrumentId) {
        final Instrument instrument = parts.instruments().get(instrumentId);
        return parts.venues().stream()
                .filter(link -> link.venue() == instrument.venue())
                .findFirst()
                .orElseThrow()
                .terms(instrument);
    }

    /**
     * The books of a venue, for readers.
     *
     * @throws IllegalArgumentException for a venue that the engine does not have
     */
    public BookStore books(final Venue venue) {
        return parts.venues().stream()
                .filter(link -> link.venue() == venue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this engine has no venue " + venue.key()))
                .books();
    }

    EngineParts parts() {
        return parts;
    }

    InstrumentRefresh instrumentRefresh() {
        return instrumentRefresh;
    }

    /** The way in for people and programs. */
    public CommandProxy commands() {
        return commands;
    }

    /** The way in for batch signals. */
    public SignalListener signals() {
        return parts.signals();
    }

    /** A new reader of the journal, from the first record of this run that was not removed. */
    public JournalTailer tailer() {
        return readers.open(run.start());
    }

    /** A new reader of the journal, from its first record that was not removed; the {@link #removed} ones made a state. */
    public JournalTailer tailerFromStart() {
        return readers.open(JournalPosition.START);
    }

    /** What is known of records that were removed in order; null where none was. */
    public JournalAnchor removed() {
        try {
            return JournalAnchor.read(readers.directory());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Durations of one stage since the start or the last reset, in nanoseconds.
     *
     * @param venue which, or null for all
     */
    public Histogram latency(final Venue venue, final Stage stage) {
        return parts.latency().histogram(venue, stage);
    }

    /** One order's way through its gateway, or null where it was not sent lately. */
    public OrderLedger.Stamps orderStamps(final long clientOrderId) {
        return parts.latency().order(clientOrderId);
    }

    /** Forgets all durations: the end of the warm-up. */
    public void resetLatency() {
        parts.latency().reset();
    }

    /** In the order of their threads. */
    public List<AgentStatus> agents() {
        return threads.statuses();
    }

    /** In the order of the settings. */
    public List<VenueStatus> venues() {
        return parts.venues().stream().map(VenueLink::status).toList();
    }

    public TradeCounters counters() {
        return parts.core().counters();
    }

    /** How much of each limit of risk is used. */
    public UsedLimits usedLimits() {
        return parts.core().usedLimits();
    }

    /** Messages between agents for which there was no room, by name. */
    public Map<String, Long> drops() {
        final Map<String, Long> drops = new LinkedHashMap<>();
        wiring.drops().forEach((name, count) -> drops.put(name, count.getAsLong()));
        drops.put("signals_dropped", parts.signals().droppedCount());
        return drops;
    }

    /** Orders that have not come to their end, those of unknown fate included. */
    public int openOrders() {
        return wiring.trade().openOrders();
    }

    /** Are all orders of earlier runs settled, so that strategies may run? */
    public boolean reconciled() {
        return wiring.trade().reconciled();
    }

    /** Ends trading until the next start: strategies stop, orders are cancelled, new ones refused. Needs no ring and no lock. */
    void halt(final RejectReason reason) {
        wiring.trade().requestHalt(reason);
    }

    /**
     * The kill switch of this engine's data directory. Once it is tripped nothing is sent any more, strategies stop, orders are cancelled;
     * it stays so over restarts until it is reset.
     */
    public KillSwitch killSwitch() {
        return parts.killSwitch();
    }

    /** How the switch stands, and what this engine did about its last trip. */
    public KillSwitchStatus killSwitchStatus() {
        return guard.status();
    }

    /**
     * The orderly end of trading: silences the strategies, cancels all orders, and waits until none is open or of unknown fate.
     *
     * @return false where some still are after this time, or where the engine has failed
     */
    public boolean quiesce(final long timeoutNs) {
        if (state() == EngineState.RUNNING && !parts.life().transition(EngineState.STOPPING)) {
            return false;
        }
        wiring.trade().requestStop();
        final long deadlineNs = EngineClock.nowNs() + timeoutNs;
        while (!wiring.trade().quiet()) {
            if (state() != EngineState.STOPPING || EngineClock.nowNs() - deadlineNs >= 0) {
                return false;
            }
            if (threads.stepped()) {
                threads.doWork();
            } else {
                LockSupport.parkNanos(POLL_NS);
            }
        }
        return state() == EngineState.STOPPING;
    }

    /** Ends the agents and closes the files. Orders that are open stay so at the venue: {@link #quiesce} first. */
    @Override
    public void close() {
        if (state() == EngineState.RUNNING) {
            parts.life().transition(EngineState.STOPPING);
        }
        guard.ending(state() != EngineState.FAILED && (mode() == EngineMode.PAPER || openOrders() == 0));
        closing.close();
        if (state() == EngineState.STOPPING) {
            parts.life().transition(EngineState.STOPPED);
        }
    }
}
