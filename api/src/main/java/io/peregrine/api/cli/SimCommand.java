package io.peregrine.api.cli;

import io.peregrine.sim.SimulatorMain;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
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
            description = "Venues and their ports; 0 takes a free one. Known: binance. Default: ${DEFAULT-VALUE}")
    private String venues;

    @Option(names = "--flow", paramLabel = "SPEC", description = "Order flow, for example rate=200 (events a second).")
    private String flow;

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
            SimulatorSettings settings = SimulatorSettings.STANDARD.withPorts(SimulatorSettings.parsePorts(venues)).withSeed(seed);
            if (flow != null) {
                settings = settings.withFlow(FlowSettings.parse(flow));
            }
            SimulatorMain.run(settings);
            return ExitCode.DONE;
        } catch (final IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, e.getMessage());
        } catch (final BindException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage() + "; give another with --venues");
        }
    }
}
