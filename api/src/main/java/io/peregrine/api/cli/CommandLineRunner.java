package io.peregrine.api.cli;

import io.peregrine.api.config.ConfigException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: commands, help, and what an error looks like (one line on standard error, and the exit code of {@link ExitCode}).
 *
 * <p><b>Threading:</b> the main thread.
 */
public final class CommandLineRunner {
    private CommandLineRunner() {
    }

    @Command(
            name = "peregrine",
            description = "A low-latency trading engine for crypto venues.",
            mixinStandardHelpOptions = true,
            version = "peregrine 0.1.0",
            subcommands = {DemoCommand.class, RunCommand.class, SimCommand.class, RecordCommand.class, ReplayCommand.class,
                DrillCommand.class, JournalCommand.class, DbCommand.class, AlertCommand.class,
                KillSwitchCommand.class, WatchdogCommand.class, DoctorCommand.class})
    private static final class Root {
    }

    /** Runs one command. */
    public static int run(final String[] arguments) {
        Logs.choose(Arrays.asList(arguments));
        final CommandLine commandLine = new CommandLine(new Root());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((exception, words) -> complain(
                exception.getMessage() + " (see ./" + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help)",
                ExitCode.USAGE));
        commandLine.setExecutionExceptionHandler((exception, command, result) -> switch (exception) {
            case CommandException e -> complain(e.getMessage(), e.exitCode());
            case ConfigException e -> complain(e.getMessage(), ExitCode.USAGE);
            default -> {
                exception.printStackTrace(System.err);
                yield complain("failed: " + exception, ExitCode.FAILED);
            }
        });
        if (arguments.length == 0) {
            return complain("no command given (see ./peregrine --help)", ExitCode.USAGE);
        }
        final int exitCode = commandLine.execute(arguments);
        StopSignal.finish(exitCode);
        return exitCode;
    }

    private static int complain(final String message, final int exitCode) {
        System.err.println("peregrine: " + message.replace('\n', ' '));
        return exitCode;
    }
}
