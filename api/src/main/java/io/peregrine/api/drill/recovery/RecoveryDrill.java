package io.peregrine.api.drill.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.config.ConfigReader;
import io.peregrine.api.config.Configuration;
import io.peregrine.api.config.Environment;
import io.peregrine.api.demo.SimulatorProcess;
import io.peregrine.api.drill.recovery.DrillConfig.Target;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.runtime.EngineContext;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final String API = "/api/v1/hft";
    private static final long START_TIMEOUT_MS = 60_000;
    private static final long QUIET_TIMEOUT_MS = 30_000;
    private static final int LOAD_MS_MIN = 300;
    private static final int LOAD_MS_MAX = 2_700;

    private final Random random;
    private final Path folder;
    private final SimulatorProcess simulator;
    private final List<Target> targets;
    private final Path config;
    private final Map<String, String> environment;
    private final Instruments instruments;
    private final EngineClient client;
    private final List<EngineClient> venues = new ArrayList<>();
    private EngineProcess engine;
    private JournalAccount journal;
    private long runId;
    private int balanceAlarms;
    private boolean keep;

    /**
     * Starts the venues.
     *
     * @param venueKeys which, as in the configuration
     * @throws IllegalArgumentException for a venue that this drill does not know
     */
    public RecoveryDrill(final List<String> venueKeys, final long seed) throws IOException {
        random = new Random(seed);
        folder = Files.createTempDirectory("peregrine-recovery");
        simulator = SimulatorProcess.start(List.of("--venues", String.join(",", venueKeys.stream().map(key -> key + "=0").toList()),
                "--seed", Long.toString(seed), "--flow", "rate=300"));
        targets = DrillConfig.targets(venueKeys, simulator.description());
        config = folder.resolve("config.yaml");
        final int port = freePort();
        environment = DrillConfig.write(config, folder.resolve("data"), port, targets, simulator.description(), false);
        instruments = loadInstruments();
        client = new EngineClient("http://127.0.0.1:" + port + API, DrillConfig.API_KEY);
        targets.forEach(target -> venues.add(new EngineClient(target.rest(), "")));
    }

    /**
     * So many kills.
     *
     * @param out each run's result, then the totals
     * @return did every run pass?
     */
    public boolean run(final int runs, final Consumer<Map<String, Object>> out) throws IOException, InterruptedException {
        final List<RunResult> results = new ArrayList<>();
        engine = EngineProcess.start(config, folder.resolve("engine.log"), environment);
        runId = 1;
        awaitTrading(new RunResult(0, "none"), System.nanoTime());
        journal = new JournalAccount(folder.resolve("data").resolve("journal"));
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
        keep = !Boolean.TRUE.equals(totals.get("passed"));
        return !keep;
    }

    private RunResult run(final int run) throws IOException, InterruptedException {
        final FaultScripts.Script fault = FaultScripts.ALL.get((run - 1) % FaultScripts.ALL.size());
        final RunResult result = new RunResult(run, fault.name());
        final long loadMs = LOAD_MS_MIN + random.nextInt(LOAD_MS_MAX - LOAD_MS_MIN);
        faults(fault.json());
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
        faults(null);
        final long start = System.nanoTime();
        final long startTimeNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        engine = EngineProcess.start(config, folder.resolve("engine.log"), environment);
        runId++;
        if (!awaitTrading(result, start)) {
            result.breach("the engine does not trade again; see " + folder.resolve("engine.log"), 1, RunResult.Kind.NO_RESTART);
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
        int open = 0;
        for (int i = 0; i < targets.size(); i++) {
            open += account(i, "").path("openOrders").size();
        }
        return open;
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
            new VenueComparison(instruments, target, journal, result).compare(account(i, "?history"), bySymbol);
        }
    }

    private JsonNode account(final int index, final String query) throws IOException, InterruptedException {
        for (final JsonNode account : venues.get(index).get("/sim/state" + query).path("accounts")) {
            if (account.path("apiKey").asText().equals(targets.get(index).apiKey())) {
                return account;
            }
        }
        throw new IOException("/sim/state of " + targets.get(index).key() + " does not know the account");
    }

    /** Starts a script on every venue, or ends all. */
    private void faults(final String script) throws IOException, InterruptedException {
        for (final EngineClient venue : venues) {
            venue.send("DELETE", "/sim/faults", null);
            if (script != null) {
                venue.send("POST", "/sim/faults", script);
            }
        }
    }

    private Instruments loadInstruments() throws IOException {
        final Configuration configuration = ConfigReader.read(config, new Environment(environment::get));
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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
        client.close();
        venues.forEach(EngineClient::close);
        simulator.close();
        if (!keep) {
            DrillFolder.delete(folder);
        }
    }
}
