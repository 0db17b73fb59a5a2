package io.peregrine.api.drill.killswitch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.peregrine.api.JavaCommand;
import io.peregrine.api.drill.engine.DrillRig;
import io.peregrine.api.drill.engine.EngineClient;
import io.peregrine.api.drill.engine.EngineProcess;
import io.peregrine.api.drill.engine.FaultScripts;
import io.peregrine.api.drill.engine.OrderLoad;
import io.peregrine.api.drill.engine.VenueTruths;
import io.peregrine.emergency.CancelLog;
import io.peregrine.flatten.FlattenClaims;
import io.peregrine.killswitch.KillFile;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stops an engine that trades at venues that misbehave, as often as asked, in every way there is, and asks the venues what is left. After
 * each run the switch is reset and the engine trades again; a killed one is started again, and finds the switch on.
 *
 * <p><b>Threading:</b> the main thread.
 */
public final class KillSwitchDrill implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long START_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(90);
    private static final long CANCEL_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(90);
    private static final long POLL_MS = 20;
    /** What would still come from a wire or a queue would have come by then. */
    private static final long LATER_MS = 1_000;
    private static final int LOAD_MS_MIN = 300;
    private static final int LOAD_MS_MAX = 1_500;
    private static final int OPEN_MIN = 4;
    private static final int REST_TRIES = 20;

    private final Random random;
    private final DrillRig rig;
    private final VenueTruths venues;
    private final EngineClient client;
    private final FlattenCheck positions;
    private final List<EngineProcess> engines = new ArrayList<>();

    /**
     * Starts the venues.
     *
     * @param venueKeys which, as in the configuration
     * @param flatten   are the positions to be closed, too?
     * @throws IllegalArgumentException for a venue that this drill does not know
     */
    public KillSwitchDrill(final List<String> venueKeys, final long seed, final boolean flatten) throws IOException {
        random = new Random(seed);
        rig = new DrillRig("kill-switch", venueKeys, seed, "{watchdog: true, flatten: " + flatten + '}');
        venues = rig.venues();
        client = rig.client();
        positions = flatten ? new FlattenCheck(rig) : null;
    }

    /**
     * So many blows.
     *
     * @param out each run's result, then the totals
     * @return did every run pass?
     */
    public boolean run(final int runs, final Consumer<Map<String, Object>> out) throws IOException, InterruptedException {
        final List<KillRun> results = new ArrayList<>();
        startEngine();
        boolean trades = awaitTrading();
        for (int run = 1; run <= runs && trades; run++) {
            final Blow blow = Blow.values()[(run - 1) % Blow.values().length];
            final KillRun result = new KillRun(run, blow, FaultScripts.ALL.get((run - 1) % FaultScripts.ALL.size()).name());
            trades = run(result, FaultScripts.ALL.get((run - 1) % FaultScripts.ALL.size()).json());
            results.add(result);
            out.accept(result.json());
        }
        if (trades && !engines.getLast().end()) {
            results.getLast().breach("the engine did not end in order; see " + rig.file("engine.log"));
        }
        final Map<String, Object> totals = KillTotals.of(results, runs);
        out.accept(totals);
        final boolean passed = Boolean.TRUE.equals(totals.get("passed"));
        if (!passed) {
            rig.keep();
        }
        return passed;
    }

    /** One blow, what became of it, and back to trading; false where it does not trade again. */
    private boolean run(final KillRun result, final String fault) throws IOException, InterruptedException {
        venues.faults(fault);
        final OrderLoad load = new OrderLoad(client, rig.targets(), random.nextLong()).start();
        final KillSwitch killSwitch = KillSwitch.open(rig.data());
        final Map<String, Integer> openBefore;
        final long blowTickNs;
        try {
            TimeUnit.MILLISECONDS.sleep(LOAD_MS_MIN + random.nextInt(LOAD_MS_MAX - LOAD_MS_MIN));
            openBefore = restSome(load);
            blowTickNs = System.nanoTime();
            strike(result.blow);
            load.stop();
            final JsonNode line = awaitLine(killSwitch, result.blow.canceller());
            if (line == null) {
                result.breach("nobody cancelled everything in time; tripped: " + killSwitch.status() + ", venues " + venues.open());
            } else {
                if (!result.blow.leavesTheEngineAlive()) {
                    result.detectMs = (killSwitch.tripTickNs() - blowTickNs) / 1e6;
                }
                result.read(line, openBefore);
            }
            look(result, killSwitch);
            if (positions != null && line != null) {
                positions.check(result, line);
            }
            if (result.blow == Blow.FREEZE) {
                wakeUp(result, killSwitch);
            }
        } finally {
            load.close();
        }
        return goOn(result, killSwitch);
    }

    /** What is open at the venues once there is something to cancel; under some faults not every order gets there. */
    private Map<String, Integer> restSome(final OrderLoad load) throws IOException, InterruptedException {
        Map<String, Integer> open;
        int tries = 0;
        do {
            load.rest();
            open = venues.open();
        } while (sum(open) < OPEN_MIN && ++tries < REST_TRIES);
        return open;
    }

    private void strike(final Blow blow) throws IOException, InterruptedException {
        switch (blow) {
            case REST -> trip();
            case FREEZE -> engines.getLast().signal("STOP");
            case COMMAND -> command();
            case KILL -> engines.getLast().kill();
            case SIGNAL -> engines.getLast().signal("USR1");
            case FILE -> Files.writeString(rig.data().resolve(KillFile.NAME), "drill");
        }
    }

    /** An engine that is busy is asked again, unless it has done it. */
    private void trip() throws IOException, InterruptedException {
        final KillSwitch killSwitch = KillSwitch.open(rig.data());
        do {
            try {
                client.send("POST", "/risk/kill-switch?reason=drill", null);
            } catch (final IOException e) {
                if (!engines.getLast().alive()) {
                    throw e;
                }
            }
        } while (!killSwitch.tripped());
    }

    /** Nothing is open, and a second later nothing is open and nothing has come. */
    private void look(final KillRun result, final KillSwitch killSwitch) throws IOException, InterruptedException {
        result.openLeft += sum(venues.open());
        final int placed = sum(venues.placed());
        final long tripMs = TimeUnit.NANOSECONDS.toMillis(killSwitch.status().timeNs());
        // Where positions are closed the youngest orders are those that close them.
        venues.youngestOrdersMs().forEach((venue, timeMs) -> result.youngestOrdersMs.put(venue, timeMs - tripMs));
        TimeUnit.MILLISECONDS.sleep(LATER_MS);
        result.openLater += sum(venues.open());
        result.ordersLater += sum(venues.placed()) - placed;
    }

    /** A frozen engine finds the switch tripped, cancels once more, and sends nothing. */
    private void wakeUp(final KillRun result, final KillSwitch killSwitch) throws IOException, InterruptedException {
        final int placed = placed();
        engines.getLast().signal("CONT");
        if (awaitLine(killSwitch, "engine") == null) {
            result.breach("the engine did not cancel when it woke up");
        }
        result.openLater += sum(venues.open());
        result.ordersLater += placed() - placed;
    }

    /** Orders that the venues took, but for those that close positions: what a frozen engine had missed it may close when it wakes up. */
    private int placed() throws IOException, InterruptedException {
        return sum(venues.placed()) - (positions == null ? 0 : (int) FlattenClaims.open(rig.data()).count());
    }

    private boolean goOn(final KillRun result, final KillSwitch killSwitch) throws IOException, InterruptedException {
        venues.faults(null);
        Files.deleteIfExists(rig.data().resolve(KillFile.NAME));
        if (result.blow == Blow.KILL) {
            final int placed = placed();
            startEngine();
            if (!awaitAnswer()) {
                result.breach("the engine did not start again; see " + rig.file("engine.log"));
                return false;
            }
            if (!killSwitch.tripped()) {
                result.breach("the switch did not stay tripped over the restart");
            }
            result.ordersLater += placed() - placed;
        }
        if (!killSwitch.reset("drill: run " + result.run + " is over", EngineClock.nowNs())) {
            result.breach("the switch was not tripped any more");
        }
        if (positions != null && awaitAnswer()) {
            positions.awaitAgreement(result);
        }
        if (!awaitTrading()) {
            result.breach("the engine does not trade again; see " + rig.file("engine.log"));
            return false;
        }
        return true;
    }

    /** The line that tells of the end of the cancelling for this trip, or null where none came in time. */
    private JsonNode awaitLine(final KillSwitch killSwitch, final String by) throws IOException, InterruptedException {
        final Path log = rig.data().resolve(CancelLog.FILE_NAME);
        final long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < CANCEL_TIMEOUT_NS) {
            if (killSwitch.tripped() && Files.exists(log)) {
                for (final String text : Files.readAllLines(log)) {
                    final JsonNode line = MAPPER.readTree(text);
                    if (line.path("trip_tick_ns").asLong() == killSwitch.tripTickNs() && line.path("by").asText().equals(by)) {
                        return line;
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return null;
    }

    /** Until every venue has taken an order again. */
    private boolean awaitTrading() throws IOException, InterruptedException {
        if (!awaitAnswer()) {
            return false;
        }
        final long startNs = System.nanoTime();
        final Map<String, Integer> before = venues.placed();
        while (System.nanoTime() - startNs < START_TIMEOUT_NS && engines.getLast().alive()) {
            final Map<String, Integer> placed = venues.placed();
            if (startStrategies() && before.keySet().stream().allMatch(venue -> placed.get(venue) > before.get(venue))) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return false;
    }

    /** False where the engine is too busy to answer, or nobody watches it yet. */
    private boolean startStrategies() throws InterruptedException {
        try {
            for (final JsonNode strategy : client.get("/strategies").path("strategies")) {
                if (!strategy.path("state").asText().equalsIgnoreCase("RUNNING")) {
                    client.send("POST", "/strategies/" + strategy.path("id").asText() + "/start", null);
                }
            }
            return client.get("/risk").path("kill_switch").path("watched").asBoolean();
        } catch (final IOException e) {
            return false;
        }
    }

    private boolean awaitAnswer() throws InterruptedException {
        final long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < START_TIMEOUT_NS && engines.getLast().alive()) {
            try {
                client.get("/risk");
                return true;
            } catch (final IOException e) {
                // Not up yet.
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        }
        return false;
    }

    private void startEngine() throws IOException {
        engines.add(rig.startEngine());
    }

    private void command() throws IOException, InterruptedException {
        final ProcessBuilder builder = new ProcessBuilder(JavaCommand.of(
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"),
                List.of("kill-switch", "trip", "--config", rig.config().toString(), "--reason", "drill")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(rig.file("command.log").toFile()));
        builder.environment().putAll(rig.environment());
        // By 1 the command says that something is left; what, and whether it may be, is judged like any other blow's.
        final int exitCode = builder.start().waitFor();
        if (exitCode != 0 && exitCode != 1) {
            throw new IOException("kill-switch trip ended with " + exitCode + "; see " + rig.file("command.log"));
        }
    }

    private static int sum(final Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Ends engine, watchdog and venues; the folder stays where a run failed. */
    @Override
    public void close() {
        engines.forEach(EngineProcess::close);
        rig.close();
    }
}
