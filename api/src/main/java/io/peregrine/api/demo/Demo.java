package io.peregrine.api.demo;

import io.peregrine.api.Application;
import io.peregrine.api.alert.AlertSettings;
import io.peregrine.api.cli.CommandException;
import io.peregrine.api.cli.ExitCode;
import io.peregrine.api.cli.Json;
import io.peregrine.api.cli.StopSignal;
import io.peregrine.api.rest.ApiKey;
import io.peregrine.api.rest.Role;
import io.peregrine.api.server.ApiSettings;
import io.peregrine.api.store.StoreSettings;
import io.peregrine.api.view.PositionState;
import io.peregrine.message.BookState;
import io.peregrine.offload.OffloadSettings;
import io.peregrine.runtime.Engine;
import io.peregrine.runtime.EngineSettings;
import io.peregrine.runtime.EngineState;
import io.peregrine.runtime.ThreadPlan;
import io.peregrine.trade.TradeCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.agrona.IoUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One demo: starts the venues and the engine, lets them trade, ends in order, and compares what they say of it.
 *
 * <p><b>Threading:</b> the main thread.
 */
public final class Demo {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final long MS = 1_000_000L;
    private static final long READY_TIMEOUT_NS = 30_000 * MS;
    private static final long WARM_UP_NS_MAX = 15_000 * MS;
    private static final long QUIESCE_TIMEOUT_NS = 15_000 * MS;
    private static final long CATCH_UP_TIMEOUT_MS = 5_000;
    private static final int OFFLOAD_INTERVAL_MS = 10;

    private final Options options;

    /**
     * What the command line says.
     *
     * @param headless   nothing but the summary
     * @param durationNs how long to trade
     * @param port       of the API
     * @param seed       of the order flow
     * @param flow       the order flow
     * @param plan       null for the machine's choice
     * @param venues     names of the simulated venues
     */
    public record Options(boolean headless, long durationNs, int port, long seed, String flow, ThreadPlan plan, List<String> venues) {
    }

    /** With these options. */
    public Demo(final Options options) {
        this.options = options;
    }

    /** Runs it, prints the summary, and returns the exit code. */
    public int run(final StopSignal stop) throws IOException, InterruptedException {
        final Path data = Files.createTempDirectory("peregrine-demo");
        final String ports = options.venues.stream().map(venue -> venue + "=0").collect(Collectors.joining(","));
        try (SimulatorProcess simulator = SimulatorProcess.start(
                List.of("--venues", ports, "--seed", Long.toString(options.seed), "--flow", options.flow))) {
            return trade(DemoSettings.venues(simulator.description()), data, stop);
        } finally {
            IoUtil.delete(data.toFile(), e -> LOG.warn("the demo's folder {} could not be deleted: {}", data, e.getMessage()));
        }
    }

    private int trade(final List<DemoVenue> venues, final Path data, final StopSignal stop) throws IOException, InterruptedException {
        final VenueLedger before = VenueLedger.fetch(venues);
        final EngineSettings settings = DemoSettings.of(venues, data, options.plan);
        final String key = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));
        final ApiSettings api = new ApiSettings("127.0.0.1", options.port, List.of(new ApiKey("demo", key, Role.ADMIN)), 1_000,
                ApiSettings.CLIENT_STALL_NS, 86_400);
        try (Application application = Application.start(
                settings, api, OffloadSettings.of(OffloadSettings.Backend.AUTO), OFFLOAD_INTERVAL_MS * MS,
                StoreSettings.standard(data), AlertSettings.NONE)) {
            announce(application, venues, key);
            final Engine engine = application.engine();
            awaitReady(engine, stop);
            final Measurement measurement = watch(engine, stop);
            final boolean quiet = engine.quiesce(QUIESCE_TIMEOUT_NS);
            final VenueLedger after = VenueLedger.fetch(venues);
            awaitView(application, after);
            final Summary summary = Summary.of(application, measurement, before, after, quiet);
            System.out.println(Json.line(summary.json()));
            summary.differences().forEach(difference -> LOG.error("not reconciled: {}", difference));
            return summary.reconciled() && engine.state() != EngineState.FAILED ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private void announce(final Application application, final List<DemoVenue> venues, final String key) {
        if (!options.headless) {
            System.out.println("dashboard  http://127.0.0.1:" + application.port() + "/#key=" + key);
            System.out.println("REST       http://127.0.0.1:" + application.port() + "/api/v1/hft/status");
            System.out.println("WebSocket  ws://127.0.0.1:" + application.port() + "/ws/hft");
            venues.forEach(venue ->
                    System.out.println("venue      " + venue.settings().restUri() + " (simulated " + venue.venue().key() + ")"));
        }
    }

    /** Until all books are LIVE and all gateways take orders. */
    private static void awaitReady(final Engine engine, final StopSignal stop) throws InterruptedException {
        final long start = System.nanoTime();
        while (!engine.venues().stream().allMatch(venue -> venue.gatewayReady()
                && venue.instruments().stream().allMatch(instrument -> instrument.state() == BookState.LIVE))) {
            if (System.nanoTime() - start > READY_TIMEOUT_NS || engine.state() == EngineState.FAILED) {
                throw new CommandException(ExitCode.FAILED, "the engine did not come to trade: " + engine.venues());
            }
            if (stop.await(10)) {
                return;
            }
        }
    }

    /** Lets it trade; what is measured begins after the warm-up. */
    private Measurement watch(final Engine engine, final StopSignal stop) throws InterruptedException {
        final long start = System.nanoTime();
        final long warmUpNs = Math.min(WARM_UP_NS_MAX, options.durationNs / 2);
        Measurement measurement = null;
        long leftNs = options.durationNs;
        while (leftNs > 0 && engine.state() != EngineState.FAILED) {
            if (measurement == null && options.durationNs - leftNs >= warmUpNs) {
                engine.resetLatency();
                measurement = new Measurement();
            }
            if (measurement != null) {
                measurement.note(engine);
            }
            if (stop.await(Math.min(1_000, leftNs / MS + 1))) {
                break;
            }
            progress(engine);
            leftNs = options.durationNs - (System.nanoTime() - start);
        }
        if (measurement == null) {
            measurement = new Measurement();
        }
        measurement.note(engine);
        return measurement;
    }

    private void progress(final Engine engine) {
        if (!options.headless && System.console() != null && System.console().isTerminal()) {
            System.err.printf("\r%,d ticks  %,d orders  %,d fills  %,d cancels ", engine.counters().get(TradeCounter.TICKS),
                    engine.counters().get(TradeCounter.ORDERS), engine.counters().get(TradeCounter.FILLS),
                    engine.counters().get(TradeCounter.CANCELS));
        }
    }

    /** The view follows the journal; it must have seen what the venue has. */
    private static void awaitView(final Application application, final VenueLedger after) throws InterruptedException {
        application.view().await(
                () -> application.view().openOrderCount() == 0 && fillCount(application) >= after.fillCount() ? true : null,
                CATCH_UP_TIMEOUT_MS);
    }

    private static long fillCount(final Application application) {
        return application.view().positions().stream().mapToLong(PositionState::fillCount).sum();
    }
}
