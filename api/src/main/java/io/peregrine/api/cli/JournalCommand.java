package io.peregrine.api.cli;

import io.peregrine.api.journal.JournalDump;
import io.peregrine.journal.JournalDamage;
import io.peregrine.journal.JournalVerification;
import io.peregrine.journal.JournalWalk;
import io.peregrine.trade.JournalReplay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./peregrine journal}: looks at a journal and changes nothing, also while an engine writes it. docs/journal.md. */
@Command(name = "journal", mixinStandardHelpOptions = true,
        description = "Checks, prints or replays a journal. Reads only; an engine may write it meanwhile.",
        subcommands = {JournalCommand.Verify.class, JournalCommand.Dump.class, JournalCommand.Replay.class})
final class JournalCommand {
    private JournalCommand() {
    }

    /** The journal in this folder, or in its folder {@code journal}. */
    static Path directory(final Path given) {
        for (final Path directory : List.of(given, given.resolve("journal"))) {
            if (JournalWalk.isJournal(directory)) {
                return directory;
            }
        }
        throw new CommandException(ExitCode.USAGE, "'" + given + "' is no journal: there is no metadata.cq4t and no file of a day "
                + "(20260131F.cq4) in it; give an engine's data directory or the folder journal in it");
    }

    /** The environment's fault. */
    static CommandException unreadable(final Path directory, final Exception e) {
        return new CommandException(ExitCode.ENVIRONMENT, directory + " can not be read: " + e.getMessage());
    }

    /** {@code journal verify}. */
    @Command(name = "verify", mixinStandardHelpOptions = true, description = {
        "Checks every record: its bytes, its sequence, the hash chain from the first to the last, and the writer's own count of them.",
        "Where old files were removed in order, it begins after them, and says so (anchor).",
        "One JSON object. Exit code 0 where the journal is whole; 1 where it is not, with each damage and its place."})
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "DIR", description = "A data directory, or the folder journal in one.")
        private Path given;

        @Override
        public Integer call() {
            final Path directory = directory(given);
            try {
                final JournalVerification result = JournalVerification.of(directory);
                System.out.println(Json.line(result));
                return result.ok() ? ExitCode.DONE : ExitCode.FAILED;
            } catch (final IOException | UncheckedIOException e) {
                throw unreadable(directory, e);
            }
        }
    }

    /** {@code journal replay}. */
    @Command(name = "replay", mixinStandardHelpOptions = true, description = {
        "The journal through the trade core again. One JSON object; exit code 1 at the first difference, which it names.",
        "Compared, for runs with journal.inputs: every record that the core makes of the journalled inputs with the journal's, byte by byte,",
        "and the SHA-256 over all order requests (orderDigest, replayedDigest).",
        "Compared, for all: the state that the whole journal makes (orders, remembered fills, positions, strategies, the day's loss) with the",
        "state that the newest snapshot and the journal after it make (stateDigest, snapshotDigest).",
        "Without journal.inputs market data is not in the journal, so orders are read back, not made again: runsReplayed says for how many."})
    static final class Replay implements Callable<Integer> {
        @Parameters(paramLabel = "DIR", description = "A data directory, or the folder journal in one.")
        private Path given;

        @Override
        public Integer call() {
            final Path directory = directory(given);
            try {
                final JournalReplay.Result result = JournalReplay.run(directory);
                System.out.println(Json.line(result));
                return result.ok() ? ExitCode.DONE : ExitCode.FAILED;
            } catch (final IllegalArgumentException e) {
                throw new CommandException(ExitCode.FAILED, e.getMessage());
            } catch (final IOException | UncheckedIOException e) {
                throw unreadable(directory, e);
            }
        }
    }

    /** {@code journal dump}. */
    @Command(name = "dump", mixinStandardHelpOptions = true, description = {
        "Prints the records, one JSON object a line: sequence, index in the queue, type, fields by their names in the message schema.",
        "Prices and quantities are mantissas at the instrument's decimals, times nanoseconds since the epoch, null is absent.",
        "Stops at damage, says where on standard error, and exits with 1."})
    static final class Dump implements Callable<Integer> {
        @Parameters(paramLabel = "DIR", description = "A data directory, or the folder journal in one.")
        private Path given;

        @Option(names = "--from", defaultValue = "1", paramLabel = "N", description = "First sequence. Default: the first that is left.")
        private long from;

        @Option(names = "--to", paramLabel = "N", description = "Last sequence. Default: the last that there is.")
        private long to = Long.MAX_VALUE;

        @Option(names = "--type", split = ",", paramLabel = "TYPE,…", description = "Only these, for example NewOrder,ExecutionReport.")
        private List<String> types = List.of();

        @Override
        public Integer call() {
            final List<String> known = JournalDump.types();
            for (final String type : types) {
                if (!known.contains(type)) {
                    throw new CommandException(ExitCode.USAGE, "--type: '" + type + "' is not one of " + known);
                }
            }
            final Path directory = directory(given);
            try {
                final JournalDamage damage = JournalDump.run(
                        directory, new JournalDump.Filter(from, to, types), line -> System.out.println(Json.line(line)));
                if (damage != null) {
                    throw new CommandException(ExitCode.FAILED, damage.file() + ": at sequence " + damage.sequence() + ", offset "
                            + damage.offset() + ": " + damage.what());
                }
                return ExitCode.DONE;
            } catch (final IOException | UncheckedIOException e) {
                throw unreadable(directory, e);
            }
        }
    }
}
