package io.peregrine.api.cli;

import io.peregrine.api.demo.Demo;
import io.peregrine.runtime.ThreadPlan;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine demo}: the main job, without account or configuration. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = {
    "An engine with market makers on a simulated Binance, Coinbase and Kraken in a process of their own, over real sockets, with",
    "API and dashboard.",
    "The last line on standard output is a JSON summary; exit code 0 says that engine and venues agree to the last decimal."})
final class DemoCommand implements Callable<Integer> {
    private static final List<String> VENUES = List.of("binance", "coinbase", "kraken");

    @Option(names = "--headless", description = "Nothing but the summary.")
    private boolean headless;

    @Option(names = "--duration", defaultValue = "60s", paramLabel = "D",
            description = "How long to trade, for example 30s or 10m. Default: ${DEFAULT-VALUE}")
    private String duration;

    @Option(names = "--port", defaultValue = "8090", description = "Port of API and dashboard, 0 for a free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--seed", defaultValue = "1", description = "Decides the venue's order flow. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--flow", defaultValue = "rate=200", paramLabel = "SPEC",
            description = "The venue's order flow, for example rate=1000 (events a second). Default: ${DEFAULT-VALUE}")
    private String flow;

    @Option(names = "--thread-plan", paramLabel = "PLAN",
            description = "dedicated, inline or shared. Default: what suits the number of cores.")
    private ThreadPlan plan;

    @Override
    public Integer call() throws Exception {
        final long durationNs = Durations.parse("--duration", duration);
        if (port < 0 || port > 65_535) {
            throw new CommandException(ExitCode.USAGE, "--port: '" + port + "' is not from 0 to 65535");
        }
        if (plan == ThreadPlan.STEPPED) {
            throw new CommandException(ExitCode.USAGE, "--thread-plan: stepped is for tests; give dedicated, inline or shared");
        }
        return new Demo(new Demo.Options(headless, durationNs, port, seed, flow, plan, VENUES)).run(StopSignal.install());
    }
}
