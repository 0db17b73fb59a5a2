package io.peregrine.api.drill.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.config.ConfigReader;
import io.peregrine.api.config.Configuration;
import io.peregrine.api.config.Environment;
import io.peregrine.api.drill.engine.DrillConfig.Target;
import io.peregrine.api.drill.engine.DrillRig;
import io.peregrine.api.drill.engine.EngineClient;
import io.peregrine.api.drill.engine.EngineProcess;
import io.peregrine.api.drill.engine.FaultScripts;
import io.peregrine.api.drill.engine.OrderLoad;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.runtime.EngineContext;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Kills the engine with SIGKILL while it trades at venues that misbehave, starts it again, and compares its journal and its REST with the
 * venues' truth, as often as asked. The venues go on all the time.
 *
 * <p><b>Threading:</b> the main thread.
 */
public final class RecoveryDrill implements AutoCloseable {
    private static final long START_TIMEOUT_MS = 60_000;
    private static final long QUIET_TIMEOUT_MS = 30_000;
    private static final int LOAD_MS_MIN = 300;
    private static final int LOAD_MS_MAX = 2_700;

    private final Random random;
    private final DrillRig rig;
    private final List<Target> targets;
    private final Instruments instruments;
    private final EngineClient client;
    private EngineProcess engine;
    private JournalAccount journal;
    private long runId;
    private int balanceAlarms;

    /**
     * Starts the venues.
     *
     * @param venueKeys which, as in the configuration
     * @throws IllegalArgumentException for a venue that this drill does not know
     */
    public RecoveryDrill(final List<String> venueKeys, final long seed) throws IOException {
        random = new Random(seed);
        rig = new DrillRig("recovery", venueKeys, seed, "{watchdog: false}");
        targets = rig.targets();
        client = rig.client();
        instruments = loadInstruments();
    }

    /**
     * So many kills.
     *
     * @param out each run's result, then the totals
     * @return did every run pass?
     */
    public boolean run(final int runs, final Consumer<Map<String, Object>> out) throws IOException, InterruptedException {
        final List<RunResult> results = new ArrayList<>();
        engine = rig.startEngine();
        runId = 1;
        awaitTrading(new RunResult(0, "none"), System.nanoTime());
        journal = new JournalAccount(rig.data().resolve("journal"));
        for (int run = 1; run <= runs; run++) {
            final RunResult result = run(run);
            results.add(result);
            out.accept(result.json());
            if (result.breaches(RunResult.Kind.NO_RESTART) > 0) {
                break;
            }
        }
        final Map<String, Object> totals = RunTotals.of(results, runs);
        out.accept(totals);
        final boolean passed = Boolean.TRUE.equals(totals.get("passed"));
        if (!passed) {
            rig.keep();
        }
        return passed;
    }

    private RunResult run(final int run) throws IOException, InterruptedException {
        final FaultScripts.Script fault = FaultScripts.ALL.get((run - 1) % FaultScripts.ALL.size());
        final RunResult result = new RunResult(run, fault.name());
        final long loadMs = LOAD_MS_MIN + random.nextInt(LOAD_MS_MAX - LOAD_MS_MIN);
        rig.venues().faults(fault.json());
        final long loadStart = System.nanoTime();
        final OrderLoad load = new OrderLoad(client, targets, random.nextLong()).start();
        try {
            TimeUnit.MILLISECONDS.sleep(loadMs);
            result.openAtKill = openAtVenues();
            engine.kill();
        } finally {
            load.close();
        }
        result.loadSeconds = seconds(loadStart);
        rig.venues().faults(null);
        final long start = System.nanoTime();
        final long startTimeNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        engine = rig.startEngine();
        runId++;
        if (!awaitTrading(result, start)) {
            result.breach("the engine does not trade again; see " + rig.file("engine.log"), 1, RunResult.Kind.NO_RESTART);
            return result;
        }
        quiet();
        compare(result);
        result.restartSeconds = (journal.firstAcknowledgementNs(runId) - startTimeNs) / 1e9;
        strategies("start");
        return result;
    }

    /** Until an order of this run of the engine was taken by a venue. */
    private boolean awaitTrading(final RunResult result, final long start) throws InterruptedException {
        while (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) < START_TIMEOUT_MS && engine.alive()) {
            try {
                final JsonNode orders = client.get("/orders?status=all&limit=20").path("orders");
                if (result.apiSeconds == 0) {
                    result.apiSeconds = seconds(start);
                }
                for (final JsonNode order : orders) {
                    if (Long.parseLong(order.path("id").asText()) >>> Integer.SIZE == runId && !order.path("venue_order_id").isNull()) {
                        return true;
                    }
                }
            } catch (final IOException e) {
                // Not up yet.
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return false;
    }

    /** Strategies stop, all orders are cancelled, and nothing is open any more; what is not then is a difference. */
    private void quiet() throws IOException, InterruptedException {
        strategies("stop");
        final long start = System.nanoTime();
        while (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) < QUIET_TIMEOUT_MS) {
            client.send("DELETE", "/orders", null);
            if (client.get("/orders?status=open&limit=1").path("orders").isEmpty() && openAtVenues() == 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void strategies(final String action) throws IOException, InterruptedException {
        for (final JsonNode strategy : client.get("/strategies").path("strategies")) {
            client.send("POST", "/strategies/" + strategy.path("id").asText() + '/' + action, null);
        }
    }

    private int openAtVenues() throws IOException, InterruptedException {
        return rig.venues().open().values().stream().mapToInt(Integer::intValue).sum();
    }

    private void compare(final RunResult result) throws IOException, InterruptedException {
        journal.catchUp();
        if (journal.balanceAlarms() > balanceAlarms) {
            result.breach("a balance is not what the engine's fills explain", journal.balanceAlarms() - balanceAlarms,
                    RunResult.Kind.BALANCES);
            balanceAlarms = journal.balanceAlarms();
        }
        final JsonNode positions = client.get("/positions").path("positions");
        final int open = client.get("/orders?status=open&limit=1000").path("orders").size();
        if (open > 0) {
            result.breach("orders open in the engine after all were cancelled", open, RunResult.Kind.OPEN_ORDERS);
        }
        for (int i = 0; i < targets.size(); i++) {
            final Target target = targets.get(i);
            final Map<String, BigDecimal> bySymbol = new HashMap<>();
            for (final JsonNode position : positions) {
                if (position.path("venue").asText().equals(target.key())) {
                    bySymbol.merge(position.path("symbol").asText(), new BigDecimal(position.path("quantity").asText()), BigDecimal::add);
                }
            }
            new VenueComparison(instruments, target, journal, result).compare(rig.venues().account(i, "?history"), bySymbol);
        }
    }

    private Instruments loadInstruments() throws IOException {
        final Configuration configuration = ConfigReader.read(rig.config(), new Environment(rig.environment()::get));
        final List<Instrument> all = new ArrayList<>();
        for (final VenueSettings venue : configuration.venues()) {
            all.addAll(EngineContext.STANDARD.providers().stream()
                    .filter(provider -> provider.provides(venue.venue()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("venue " + venue.venue().key() + " can not be drilled"))
                    .loadInstruments(venue, all.size()));
        }
        return new Instruments(all);
    }

    private static double seconds(final long startNs) {
        return (System.nanoTime() - startNs) / 1e9;
    }

    /** Ends engine and venues; the folder stays where a run failed. */
    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
        if (journal != null) {
            journal.close();
        }
        rig.close();
    }
}
