package io.peregrine.sim;

import io.peregrine.sim.fault.FaultScripts;
import java.net.BindException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The simulator as a program: {@code [--venues binance=9101,…] [--flow rate=200] [--capture binance=FILE,…] [--seed 1]
 * [--limits orders=100] [--faults FILE] [--tls]}. Its first line on standard output is {@link Simulator#firstLine()}; it runs until it is
 * told to stop. Exit codes: 2 wrong usage, 3 a port is in use.
 */
public final class SimulatorMain {
    private static final List<String> OPTIONS = List.of("--venues", "--flow", "--capture", "--seed", "--limits", "--faults");
    private static final String TLS = "--tls";
    private static final int WRONG_USAGE = 2;
    private static final int ENVIRONMENT = 3;

    private SimulatorMain() {
    }

    /** Runs until the process is stopped. */
    public static void main(final String[] arguments) throws InterruptedException {
        try {
            run(parse(arguments));
        } catch (final IllegalArgumentException e) {
            System.err.println("sim: " + e.getMessage());
            System.exit(WRONG_USAGE);
        } catch (final BindException e) {
            System.err.println("sim: " + e.getMessage());
            System.exit(ENVIRONMENT);
        }
    }

    /**
     * Starts the venues, prints the first line and waits for the end of the process.
     *
     * @throws BindException where a port is in use
     */
    public static void run(final SimulatorSettings settings) throws BindException, InterruptedException {
        final Simulator simulator = Simulator.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "sim-stop"));
        System.out.println(simulator.firstLine());
        System.out.flush();
        new CountDownLatch(1).await();
    }

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static SimulatorSettings parse(final String[] arguments) {
        final Map<String, String> options = new HashMap<>();
        final List<String> valued = new ArrayList<>(List.of(arguments));
        final boolean tls = valued.remove(TLS);
        for (int i = 0; i < valued.size(); i += 2) {
            if (i + 1 == valued.size()) {
                throw new IllegalArgumentException(valued.get(i) + " needs a value");
            }
            if (!OPTIONS.contains(valued.get(i))) {
                throw new IllegalArgumentException("unknown option " + valued.get(i) + "; known: "
                        + String.join(", ", OPTIONS) + ", " + TLS);
            }
            options.put(valued.get(i), valued.get(i + 1));
        }
        final SimulatorSettings settings = settings(options);
        return tls ? settings.withTls() : settings;
    }

    private static SimulatorSettings settings(final Map<String, String> options) {
        SimulatorSettings settings = SimulatorSettings.STANDARD.withMarket(options.get("--flow"), options.get("--capture"));
        if (options.containsKey("--venues")) {
            settings = settings.withPorts(SimulatorSettings.parsePorts(options.get("--venues")));
        }
        if (options.containsKey("--seed")) {
            settings = settings.withSeed(seed(options.get("--seed")));
        }
        if (options.containsKey("--limits")) {
            settings = settings.withLimits(options.get("--limits"));
        }
        if (options.containsKey("--faults")) {
            settings = settings.withFaults(FaultScripts.load(options.get("--faults")));
        }
        return settings;
    }

    private static long seed(final String value) {
        try {
            return Long.parseLong(value);
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("--seed is not a whole number: '" + value + "'", e);
        }
    }
}
