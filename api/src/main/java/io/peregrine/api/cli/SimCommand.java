package io.peregrine.api.cli;

import io.peregrine.sim.SimulatorMain;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.fault.FaultScripts;
import java.net.BindException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine sim}: the simulated venues alone, for any client of the real ones. */
@Command(name = "sim", mixinStandardHelpOptions = true, description = {
    "The simulated venues alone, for any client of the real ones.",
    "The first line on standard output is a JSON object with addresses and keys."})
final class SimCommand implements Callable<Integer> {
    @Option(names = "--venues", defaultValue = "binance=9101", paramLabel = "V=PORT[,…]",
            description = "Venues and their ports; 0 takes a free one. Known: binance, coinbase, coinbase-advanced, kraken. "
                    + "Default: ${DEFAULT-VALUE}")
    private String venues;

    @Option(names = "--flow", paramLabel = "SPEC", description = {"Order flow, for example rate=200 (events a second);",
        "with a capture its pace, for example speed=10,loop=false (usual: speed=1,loop=true)."})
    private String flow;

    @Option(names = "--capture", paramLabel = "V=FILE[,…]", description = {
        "Recorded captures in place of the order flow, by venue; their instruments are the only ones listed there.",
        "Known: binance (spot), coinbase (level2), coinbase-advanced, kraken; see docs/simulator.md."})
    private String capture;

    @Option(names = "--limits", paramLabel = "SPEC",
            description = "Rate limits, for example weight=6000,requests=61000,connections=300,orders=100,ordersPerDay=200000.")
    private String limits;

    @Option(names = "--faults", paramLabel = "FILE", description = {"What goes wrong and when: a script in YAML, or the name of one that",
        "comes with the simulator, for example gap; see docs/simulator.md. Live: POST /sim/faults."})
    private String faults;

    @Option(names = "--tls", description = {"Over TLS, with a certificate for localhost and 127.0.0.1 that is made at the start;",
        "the first line names its file."})
    private boolean tls;

    @Option(names = "--seed", defaultValue = "1", description = "Decides order flow, keys and ids. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--parent-pid", hidden = true, description = "End with this process.")
    private Long parentPid;

    @Override
    public Integer call() throws InterruptedException {
        if (parentPid != null) {
            ProcessHandle.of(parentPid).ifPresentOrElse(
                    parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(ExitCode.DONE)),
                    () -> Runtime.getRuntime().halt(ExitCode.DONE));
        }
        try {
            SimulatorMain.run(settings());
            return ExitCode.DONE;
        } catch (final IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, e.getMessage());
        } catch (final BindException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage() + "; give another with --venues");
        }
    }

    private SimulatorSettings settings() {
        SimulatorSettings settings = SimulatorSettings.STANDARD.withPorts(SimulatorSettings.parsePorts(venues)).withSeed(seed)
                .withMarket(flow, capture);
        if (limits != null) {
            settings = settings.withLimits(limits);
        }
        if (faults != null) {
            settings = settings.withFaults(FaultScripts.load(faults));
        }
        return tls ? settings.withTls() : settings;
    }
}
