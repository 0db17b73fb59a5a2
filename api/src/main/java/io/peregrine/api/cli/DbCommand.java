package io.peregrine.api.cli;

import io.peregrine.api.config.ConfigReader;
import io.peregrine.api.config.Configuration;
import io.peregrine.api.config.Environment;
import io.peregrine.api.store.Database;
import io.peregrine.api.store.QuerySocket;
import io.peregrine.api.store.SqlQuery;
import io.peregrine.api.store.Store;
import io.peregrine.api.store.StoreException;
import io.peregrine.api.store.StoreSettings;
import io.peregrine.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./peregrine db}: the SQL store. docs/store.md. */
@Command(name = "db", mixinStandardHelpOptions = true,
        description = "The SQL store: tables that are filled from the journal. They can be asked while the engine runs.",
        subcommands = {DbCommand.Migrate.class, DbCommand.Query.class, DbCommand.Rebuild.class})
final class DbCommand {
    private DbCommand() {
    }

    /** Which store. */
    static final class Where {
        @Option(names = "--config", paramLabel = "FILE", description = "The configuration that the engine runs with.")
        private Path config;

        @Option(names = "--data", defaultValue = "data", paramLabel = "DIR",
                description = "Without --config: the engine's data_directory. Default: ${DEFAULT-VALUE}")
        private Path data;

        private Path journal() {
            return (config == null ? data : configuration().dataDirectory()).resolve("journal");
        }

        private Path store() {
            return config == null ? StoreSettings.standard(data).directory() : configuration().store().directory();
        }

        private Configuration configuration() {
            return ConfigReader.read(config, Environment.ofProcess());
        }

        private Database open() {
            try {
                return Database.open(store());
            } catch (final StoreException e) {
                throw new CommandException(ExitCode.ENVIRONMENT, e.inUse()
                        ? store() + " is in use: the engine that runs with it brought it to its version when it started; stop that first"
                        : e.getMessage());
            }
        }
    }

    /** {@code db migrate}. */
    @Command(name = "migrate", mixinStandardHelpOptions = true,
            description = "Makes the tables, or brings them to this version, as an engine does when it starts. Prints one JSON object.")
    static final class Migrate implements Callable<Integer> {
        @Mixin
        private Where where;

        @Override
        public Integer call() {
            try (Database database = where.open()) {
                final List<String> applied = database.migrate();
                final Map<String, Object> line = new LinkedHashMap<>();
                line.put("store", database.directory().toString());
                line.put("version", database.version());
                line.put("applied", applied);
                System.out.println(Json.line(line));
                return ExitCode.DONE;
            } catch (final StoreException e) {
                throw new CommandException(ExitCode.FAILED, e.getMessage());
            }
        }
    }

    /** {@code db query}. */
    @Command(name = "query", mixinStandardHelpOptions = true,
            description = "Prints the rows of a query, one JSON object a line. Nothing can be changed by it.")
    static final class Query implements Callable<Integer> {
        @Parameters(paramLabel = "SQL", description = "For example: \"SELECT * FROM hft_risk_events ORDER BY id DESC LIMIT 10\"")
        private String sql;

        @Mixin
        private Where where;

        @Override
        public Integer call() {
            final Path store = where.store();
            if (!Database.exists(store)) {
                throw new CommandException(ExitCode.USAGE, "there is no store in '" + store + "': give the engine's --config or --data, "
                        + "or make one with ./peregrine db migrate");
            }
            try {
                query(store);
                return ExitCode.DONE;
            } catch (final SQLException e) {
                throw new CommandException(ExitCode.FAILED, e.getMessage());
            } catch (final IOException e) {
                throw new CommandException(ExitCode.ENVIRONMENT, store + " is in use by another process that does not answer: "
                        + e.getMessage());
            }
        }

        private void query(final Path store) throws SQLException, IOException {
            try (Database database = Database.open(store)) {
                database.migrate();
                try (Connection reader = database.reader()) {
                    SqlQuery.run(reader, sql, System.out::println);
                }
            } catch (final StoreException e) {
                if (!e.inUse()) {
                    throw new CommandException(ExitCode.FAILED, e.getMessage());
                }
                QuerySocket.ask(store, sql, System.out::println);
            }
        }
    }

    /** {@code db rebuild}. */
    @Command(name = "rebuild", mixinStandardHelpOptions = true,
            description = "Empties the tables and fills them from the journal's first record. Prints one JSON object.")
    static final class Rebuild implements Callable<Integer> {
        @Mixin
        private Where where;

        @Override
        public Integer call() {
            final Path journal = JournalCommand.directory(where.journal());
            try (Database database = where.open()) {
                database.migrate();
                final Map<String, Object> line = new LinkedHashMap<>();
                line.put("store", database.directory().toString());
                line.put("journal", journal.toString());
                line.put("lastSequence", Store.rebuild(database, journal));
                System.out.println(Json.line(line));
                return ExitCode.DONE;
            } catch (final StoreException | JournalException e) {
                throw new CommandException(ExitCode.FAILED, e.getMessage());
            }
        }
    }
}
