package io.peregrine.api.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * The files of the store, opened: H2 in this process, no server and no port. One process at a time has them; the operating system's lock
 * ends with the process, however that ends.
 *
 * <p><b>Threading:</b> confined to its opener; each connection is its user's. <b>Errors:</b> {@link StoreException}.
 */
public final class Database implements AutoCloseable {
    private static final String FILE = "peregrine";
    private static final String OWNER = "PEREGRINE";
    private static final String READER = "READER";

    private final Path directory;
    private final String url;
    private final Connection owner;

    private Database(final Path directory, final String url, final Connection owner) {
        this.directory = directory;
        this.url = url;
        this.owner = owner;
    }

    /** Is there a store in this folder? */
    public static boolean exists(final Path directory) {
        return Files.exists(directory.resolve(FILE + ".mv.db"));
    }

    /** Opens the store in this folder, for its owner only; both are made where they do not exist. */
    public static Database open(final Path directory) {
        final Path absolute = directory.toAbsolutePath().normalize();
        if (absolute.toString().indexOf(';') >= 0) {
            throw new StoreException("store.directory = " + absolute + ": the path of the store may have no semicolon");
        }
        final String url = "jdbc:h2:file:" + absolute.resolve(FILE) + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";
        try {
            if (!Files.isDirectory(absolute)) {
                Files.createDirectories(absolute.getParent());
                Files.createDirectory(absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return new Database(absolute, url, DriverManager.getConnection(url, OWNER, ""));
        } catch (final IOException e) {
            throw new StoreException(absolute + " can not be made: " + e.getMessage());
        } catch (final SQLException e) {
            throw new StoreException(e);
        }
    }

    /** Brings the tables to this version; returns the names of the migrations that were still to be done. */
    public List<String> migrate() {
        try {
            final MigrateResult result = flyway().migrate();
            return result.migrations.stream().map(migration -> "V" + migration.version + "__" + migration.description).toList();
        } catch (final FlywayException e) {
            throw new StoreException("the tables can not be brought to this version: " + e.getMessage());
        }
    }

    /** Version of the tables, or null before the first migration. */
    public String version() {
        return Arrays.stream(flyway().info().applied()).map(migration -> migration.getVersion().toString())
                .reduce((first, last) -> last).orElse(null);
    }

    /** One more connection of the owner, that commits when it is told to. */
    Connection writer() throws SQLException {
        final Connection connection = DriverManager.getConnection(url, OWNER, "");
        connection.setAutoCommit(false);
        return connection;
    }

    /** A connection that may only read the tables. */
    public Connection reader() throws SQLException {
        return DriverManager.getConnection(url, READER, "");
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        try {
            owner.close();
        } catch (final SQLException e) {
            throw new StoreException(e);
        }
    }

    private Flyway flyway() {
        return Flyway.configure(Database.class.getClassLoader()).dataSource(url, OWNER, "").locations("classpath:db/migration").load();
    }
}
