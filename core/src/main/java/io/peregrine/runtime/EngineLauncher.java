package io.peregrine.runtime;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.emergency.EmergencyCancel;
import io.peregrine.emergency.Flatten;
import io.peregrine.feed.MarketPulse;
import io.peregrine.flatten.FlattenClaims;
import io.peregrine.flatten.PositionFile;
import io.peregrine.gateway.PaperBalances;
import io.peregrine.gateway.PaperGateway;
import io.peregrine.gateway.PaperSettings;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.journal.ChronicleJournal;
import io.peregrine.journal.JournalException;
import io.peregrine.journal.JournalReaders;
import io.peregrine.journal.JournalSummary;
import io.peregrine.killswitch.Heartbeat;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.latency.LatencyBoard;
import io.peregrine.message.EngineMode;
import io.peregrine.message.RejectReason;
import io.peregrine.order.OrderCapabilities;
import io.peregrine.order.ReplaceStyle;
import io.peregrine.runtime.EngineStartException.Kind;
import io.peregrine.snapshot.SnapshotStore;
import io.peregrine.trade.RunSettings;
import io.peregrine.trade.TradeContext;
import io.peregrine.trade.TradeCore;
import io.peregrine.transport.SignalRing;
import io.peregrine.transport.Transport;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts an engine: data directory, instruments, journal, recovery, books, agents, threads; in this order, and undone the other way round
 * where a step fails.
 *
 * <p><b>Threading:</b> one thread. <b>Errors:</b> {@link EngineStartException}.
 */
final class EngineLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(EngineLauncher.class);
    private static final int COMMAND_RING_BYTES = 256 * 1024;
    /** From a request to its effect. */
    private static final long PAPER_LATENCY_NS = TimeUnit.MILLISECONDS.toNanos(10);
    /** 0.1 %, what the venues take of small accounts. */
    private static final long PAPER_FEE_RATE_E8 = 100_000;

    private final EngineSettings settings;
    private final EngineContext context;
    private final EngineLife life = new EngineLife();
    private final Closing closing = new Closing();

    private EngineLauncher(final EngineSettings settings, final EngineContext context) {
        this.settings = settings;
        this.context = context;
    }

    static Engine launch(final EngineSettings settings, final EngineContext context) {
        final EngineLauncher launcher = new EngineLauncher(settings, context);
        try {
            return launcher.launch();
        } catch (final IllegalArgumentException e) {
            launcher.closing.close();
            throw new EngineStartException(Kind.CONFIGURATION, e.getMessage(), e);
        } catch (final IOException | RuntimeException e) {
            launcher.closing.close();
            throw new EngineStartException(Kind.ENVIRONMENT, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private Engine launch() throws IOException {
        final DataDirectory directory = closing.add(DataDirectory.open(settings.dataDirectory()));
        final KillSwitch killSwitch = KillSwitch.open(settings.dataDirectory());
        final List<List<Instrument>> byVenue = loadInstruments();
        final Instruments instruments = new Instruments(
                byVenue.stream().flatMap(List::stream).toList(), Identities.assets(directory.identities()), feeAssets());
        Identities.check(directory.identities(), instruments, settings.strategies());

        SpaceDuty.check(settings.dataDirectory(), settings.journal().freeSpaceMinBytes());
        final SnapshotStore snapshots = new SnapshotStore(directory.snapshots());
        final Recovery recovery = recovery(directory, snapshots, instruments, settings.strategies().size());
        final JournalSummary recovered = recovery.summary();
        final EngineRun run = new EngineRun(recovery, context.clock().getAsLong());
        final ChronicleJournal journal = closing.add(new ChronicleJournal(directory.journal(), recovered.end()));
        final OrderRouter router = new OrderRouter(instruments.count());
        final TradeContext trade = new TradeContext(run.id(), instruments, settings.strategies(), settings.orders(),
                settings.risk(), journal, router, context.strategies(), capabilities(instruments));
        final TradeCore core = new TradeCore(trade);
        recovery.recover(core);
        StuckStrategy.journal(settings.dataDirectory(), journal, core.recovery(), context.clock().getAsLong());
        final EngineParts parts = new EngineParts(settings, context, life, instruments, links(directory, byVenue), new LatencyBoard(),
                core, router, newCommandRing(), new SignalRing(core, settings.signalBufferSize()), killSwitch,
                shared(killSwitch, instruments, core), paper(instruments, core));

        final ThreadPlan plan = plan();
        final Wiring wiring = plan == ThreadPlan.DEDICATED
                ? AeronWiring.of(parts, closing.add(Transport.launch(context.transport(), e -> life.fail("transport", e))))
                : DirectWiring.of(parts);
        final Heartbeat heartbeat = Heartbeat.open(settings.dataDirectory());
        final EngineThreads threads = threads(parts, wiring, plan, heartbeat);
        final KillSwitchGuard guard = closing.add(guard(parts, wiring, heartbeat));
        final JournalReaders readers = new JournalReaders(directory.journal());
        final Engine engine = new Engine(parts, wiring, threads, run, readers, closing, guard);
        threads.add(rest(parts, engine), ThreadLayout.newBackoff());
        threads.add(JournalKeeper.of(parts, readers, snapshots, recovery, () -> TradeCore.reader(trade),
                () -> engine.halt(RejectReason.JOURNAL)), JournalKeeper.newIdleStrategy());

        run.started(journal, settings.mode());
        RunSettings.write(trade, journal);
        if (settings.journal().inputs()) {
            core.recordInputs();
        }
        closing.add(() -> run.stopped(journal, life, context.clock().getAsLong()));
        closing.add(threads);
        if (plan != ThreadPlan.STEPPED) {
            heartbeat.begin(wiring.threads().size(), ProcessHandle.current().pid(), run.startTimeNs());
            guard.start();
            closing.add(strategyGuard(core, threads, heartbeat, wiring.tradeThread())).start();
        }
        threads.start();
        closing.add(engine.instrumentRefresh()).start();
        life.transition(EngineState.RUNNING);
        LOG.info("engine run {}: mode {}, plan {}, {} instruments, journal at {}, recovered from {}", run.id(), settings.mode(),
                plan, instruments.count(), recovered.lastSequence(), recovery);
        if (killSwitch.tripped()) {
            LOG.warn("the kill switch is on, nothing will be sent: {}; it stays on until it is reset", killSwitch.status().reason());
        }
        return engine;
    }

    private static Recovery recovery(final DataDirectory directory, final SnapshotStore snapshots, final Instruments instruments,
            final int strategyCount) throws IOException {
        try {
            return Recovery.open(directory.journal(), snapshots, instruments, strategyCount);
        } catch (final JournalException e) {
            throw new IOException(e.getMessage() + "; nothing is traded on a journal with records lost: see ./peregrine journal verify "
                    + directory.journal(), e);
        }
    }

    /** Dense ids, in the order of the venues and of their symbols. */
    private List<List<Instrument>> loadInstruments() throws IOException {
        if (settings.venues().isEmpty()) {
            throw new IllegalArgumentException("no venue: name at least one under hft.feeds.providers and venues");
        }
        final List<List<Instrument>> byVenue = new ArrayList<>();
        int count = 0;
        for (final VenueSettings venue : settings.venues()) {
            final List<Instrument> instruments = provider(venue).loadInstruments(venue, count);
            byVenue.add(instruments);
            count += instruments.size();
        }
        return byVenue;
    }

    private List<String> feeAssets() {
        return settings.venues().stream().flatMap(venue -> provider(venue).feeAssets(venue.venue()).stream()).distinct().toList();
    }

    private VenueProvider provider(final VenueSettings venue) {
        return context.providers().stream()
                .filter(provider -> provider.provides(venue.venue()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("venue " + venue.venue().key() + " can not be connected to"));
    }

    /** By instrument id. Paper orders are replaced in place and know no stops. */
    private List<OrderCapabilities> capabilities(final Instruments instruments) {
        final OrderCapabilities paper = new OrderCapabilities(false, false, ReplaceStyle.IN_PLACE);
        return IntStream.range(0, instruments.count())
                .mapToObj(id -> settings.mode() == EngineMode.PAPER ? paper : capabilities(instruments.get(id).venue()))
                .toList();
    }

    private OrderCapabilities capabilities(final Venue venue) {
        return settings.venues().stream()
                .filter(venueSettings -> venueSettings.venue() == venue)
                .map(venueSettings -> provider(venueSettings).orderCapabilities(venue))
                .findFirst()
                .orElse(OrderCapabilities.PLAIN);
    }

    private List<VenueLink> links(final DataDirectory directory, final List<List<Instrument>> byVenue) throws IOException {
        Files.createDirectories(directory.books());
        final List<VenueLink> links = new ArrayList<>();
        final MarketPulse pulse = new MarketPulse(byVenue.stream().flatMap(List::stream).toList());
        for (int i = 0; i < byVenue.size(); i++) {
            final VenueSettings venue = settings.venues().get(i);
            final BookStore books = closing.add(BookStore.create(
                    directory.books().resolve(venue.venue().key() + ".cm").toFile(), byVenue.get(i), BookLayout.DEFAULT));
            links.add(new VenueLink(venue, provider(venue), byVenue.get(i), books, pulse,
                    context.clock().getAsLong()));
        }
        return links;
    }

    /** Simulated fills, in paper mode; null otherwise. */
    private PaperGateway paper(final Instruments instruments, final TradeCore core) {
        if (settings.mode() != EngineMode.PAPER) {
            return null;
        }
        final PaperBalances balances = new PaperBalances(instruments, core.positions());
        settings.venues().forEach(venue -> balances.begin(venue.venue(), venue.paperBalances()));
        return new PaperGateway(
                new PaperSettings(PAPER_LATENCY_NS, PAPER_FEE_RATE_E8, PAPER_FEE_RATE_E8, settings.orders().openOrdersMax()),
                instruments, core, core, balances);
    }

    private ThreadPlan plan() {
        final ThreadPlan wanted = settings.threads().plan();
        return wanted == null ? ThreadPlan.forCores(Runtime.getRuntime().availableProcessors()) : wanted;
    }

    /** What other processes need for closing the positions: these, from now on, and who has closed which. On paper there are none. */
    private FlattenClaims shared(final KillSwitch killSwitch, final Instruments instruments, final TradeCore core) throws IOException {
        if (settings.mode() == EngineMode.PAPER) {
            PositionFile.invalidate(settings.dataDirectory());
            return null;
        }
        final PositionFile positions = PositionFile.begin(settings.dataDirectory(), instruments);
        core.listener(positions);
        positions.valid();
        final FlattenClaims claims = FlattenClaims.open(settings.dataDirectory());
        if (!killSwitch.tripped()) {
            claims.clear();
        }
        return claims;
    }

    /** In paper mode and with gateways that are not the venues' there is nothing to cancel. */
    private KillSwitchGuard guard(final EngineParts parts, final Wiring wiring, final Heartbeat heartbeat) {
        final EmergencyCancel cancel = parts.paper() == null
                ? EmergencyCancel.of(settings.venues(), context.providers(),
                        settings.flatten() ? new Flatten(settings.dataDirectory(), parts.killSwitch()) : null)
                : EmergencyCancel.none();
        return new KillSwitchGuard(settings.dataDirectory(), parts, heartbeat, cancel,
                parts.venues().stream().flatMap(venue -> venue.guarded().stream()).toList(), wiring.trade()::halt);
    }

    /** The trade thread can not be taken back from a strategy: the engine fails, and with that everything is cancelled without it. */
    private StrategyGuard strategyGuard(
            final TradeCore core, final EngineThreads threads, final Heartbeat heartbeat, final int tradeThread) {
        return new StrategyGuard(core.watch(), settings.executionTimeoutNs(), () -> heartbeat.vouch(tradeThread), strategyId -> {
            final String name = settings.strategies().get(strategyId - 1).name();
            try {
                StuckStrategy.remember(settings.dataDirectory(), strategyId);
            } catch (final IOException e) {
                LOG.error("strategy {} can not be held at the next start", name, e);
            }
            threads.stuck();
            life.fail("trade", new IllegalStateException(
                    "strategy " + name + " did not come back from a call within twice strategy_engine.execution_timeout"));
        });
    }

    private EngineThreads threads(final EngineParts parts, final Wiring wiring, final ThreadPlan plan, final Heartbeat heartbeat) {
        final int hotThreads = wiring.threads().size();
        final ThreadLayout layout =
                new ThreadLayout(settings.threads(), plan, hotThreads, Runtime.getRuntime().availableProcessors());
        final EngineThreads threads = new EngineThreads(plan, life);
        for (int i = 0; i < hotThreads; i++) {
            final HotThread thread = wiring.threads().get(i);
            threads.add(new DutyCycle(thread.name(), thread.duties(), true, layout.pinning(i), life, parts.context().clock(),
                    heartbeat.pulse(i)::beat), layout.newIdleStrategy());
        }
        return threads;
    }

    private DutyCycle rest(final EngineParts parts, final Engine engine) {
        final List<Duty> duties = new ArrayList<>();
        duties.add(new ConnectionLog(parts.venues()));
        for (final EngineExtension extension : context.extensions()) {
            duties.add(new ExtensionDuty(extension.agent(engine)));
        }
        return new DutyCycle("rest", duties, false, new Pinning(Pinning.NONE), life, context.clock());
    }

    private static ManyToOneRingBuffer newCommandRing() {
        return new ManyToOneRingBuffer(new UnsafeBuffer(BufferUtil.allocateDirectAligned(
                COMMAND_RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
    }
}
