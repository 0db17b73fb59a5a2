package io.peregrine.api.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.api.view.RiskEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables against the journal that they are made from, with every cut that a process can suffer. */
class StoreTest {
    private static final String ALL = "SELECT id, last_id, run_id, occurrences, type, severity, strategy_id, venue, symbol, order_id, "
            + "actual_value, bid, detail FROM hft_risk_events ORDER BY id";

    @TempDir
    private Path folder;

    @Test
    void eachEventIsOneRowWithItsExactFacts() throws Exception {
        writeTwoRuns();
        try (Database database = migrated("store")) {
            assertEquals(16, Store.rebuild(database, journal()));
            assertEquals(List.of(
                    "{\"id\":5,\"last_id\":7,\"run_id\":1,\"occurrences\":2,\"type\":\"ORDER_REFUSED\",\"severity\":\"WARNING\","
                            + "\"strategy_id\":\"mm-btc\",\"venue\":\"kraken\",\"symbol\":\"BTC/USD\",\"order_id\":12,"
                            + "\"actual_value\":\"10.5\",\"bid\":\"60000.5\",\"detail\":null}",
                    "{\"id\":6,\"last_id\":6,\"run_id\":1,\"occurrences\":1,\"type\":\"ORDER_REFUSED\",\"severity\":\"WARNING\","
                            + "\"strategy_id\":\"manual\",\"venue\":\"kraken\",\"symbol\":\"BTC/USD\",\"order_id\":11,"
                            + "\"actual_value\":\"10.25\",\"bid\":\"60000.5\",\"detail\":null}",
                    "{\"id\":8,\"last_id\":8,\"run_id\":1,\"occurrences\":1,\"type\":\"ORDER_REFUSED\",\"severity\":\"WARNING\","
                            + "\"strategy_id\":\"mm-btc\",\"venue\":\"kraken\",\"symbol\":\"BTC/USD\",\"order_id\":13,"
                            + "\"actual_value\":\"0.00000001\",\"bid\":\"60000.5\",\"detail\":null}",
                    "{\"id\":9,\"last_id\":9,\"run_id\":1,\"occurrences\":1,\"type\":\"TRADING_HALTED\",\"severity\":\"CRITICAL\","
                            + "\"strategy_id\":null,\"venue\":null,\"symbol\":null,\"order_id\":null,\"actual_value\":\"0.00000002\","
                            + "\"bid\":null,\"detail\":null}",
                    "{\"id\":14,\"last_id\":14,\"run_id\":2,\"occurrences\":1,\"type\":\"STRATEGY_FAILED\",\"severity\":\"SEVERE\","
                            + "\"strategy_id\":\"mm-other\",\"venue\":null,\"symbol\":null,\"order_id\":null,\"actual_value\":null,"
                            + "\"bid\":null,\"detail\":\"it threw\"}",
                    "{\"id\":15,\"last_id\":16,\"run_id\":2,\"occurrences\":2,\"type\":\"ORDER_REFUSED\",\"severity\":\"WARNING\","
                            + "\"strategy_id\":\"mm-other\",\"venue\":\"kraken\",\"symbol\":\"ETH/USD\",\"order_id\":2,"
                            + "\"actual_value\":\"12\",\"bid\":\"60000.5\",\"detail\":null}"),
                    query(database, ALL));
            assertEquals(List.of("{\"limit_name\":\"max_position_size\",\"limit_scope\":\"strategy:mm-other\"}"),
                    query(database, "SELECT limit_name, limit_scope FROM hft_risk_events WHERE id = 15"));
            assertEquals(List.of("{\"first_time\":\"2023-11-14T22:13:20.000000001Z\"}"),
                    query(database, "SELECT first_time FROM hft_risk_events WHERE id = 5"));
        }
    }

    @Test
    void whereverItIsCutTheNextOneGoesOnAndEachRecordCountsOnce() throws Exception {
        writeTwoRuns();
        final List<String> expected;
        try (Database database = migrated("whole")) {
            Store.rebuild(database, journal());
            expected = query(database, ALL);
        }
        int cuts = 0;
        try (Database database = migrated("cut")) {
            for (boolean cut = true; cut; cuts++) {
                Projector.forget(new RiskEventTable(), database.writer());
                cut = projectWithOneCut(database, cuts);
                assertEquals(expected, query(database, ALL), "cut after " + cuts + " steps");
            }
        }
        assertTrue(cuts > 25, cuts + " cuts are fewer than there are statements");
    }

    /** Takes a half of the journal, and is cut; then takes the rest in several transactions. Was it cut at all? */
    private boolean projectWithOneCut(final Database database, final int steps) throws SQLException {
        final CutConnection cut = new CutConnection(steps);
        try (Projector projector = Projector.open(new RiskEventTable(), cut.of(database.writer()), journal())) {
            while (projector.step(0) > 0) {
                assertTrue(projector.sequence() > 0);
            }
            projector.flush(0);
        } catch (final StoreException e) {
            assertEquals("cut", e.getMessage());
        }
        try (Projector projector = Projector.open(new RiskEventTable(), database.writer(), journal())) {
            while (projector.step(0) > 0) {
                assertTrue(projector.sequence() > 0);
            }
            projector.flush(0);
        }
        return cut.cut();
    }

    @Test
    void itGoesOnInTheMiddleOfARunAndOfAnEvent() throws Exception {
        try (RiskJournal journal = new RiskJournal(journal()); Database database = migrated("store")) {
            journal.run(1, "BTC/USD", "mm-btc").refusal(1, 1, 10, 5);
            project(database);
            journal.refusal(2, 1, 11, 6);
            project(database);
            project(database);
            assertEquals(List.of("{\"occurrences\":2,\"strategy_id\":\"mm-btc\",\"order_id\":11,\"run_id\":1}"),
                    query(database, "SELECT occurrences, strategy_id, order_id, run_id FROM hft_risk_events"));
        }
    }

    @Test
    void theTablesOfAnotherJournalAreNotContinued() throws Exception {
        writeTwoRuns();
        try (Database database = migrated("store")) {
            Store.rebuild(database, journal());
            final Path other = folder.resolve("other");
            try (RiskJournal journal = new RiskJournal(other)) {
                journal.run(1, "BTC/USD", "mm-btc");
            }
            assertThrows(io.peregrine.journal.JournalException.class,
                    () -> Projector.open(new RiskEventTable(), database.writer(), other));
        }
    }

    @Test
    void whoAsksMayReadAndNothingElse() throws Exception {
        writeTwoRuns();
        try (Database database = migrated("store")) {
            Store.rebuild(database, journal());
            for (final String sql : List.of("DELETE FROM hft_risk_events", "DROP TABLE hft_risk_events", "SHUTDOWN",
                    "CREATE ALIAS x AS 'void x() { }'", "CALL FILE_READ('/etc/passwd')", "SELECT * FROM CSVREAD('/etc/passwd')",
                    "CREATE TABLE mine (x INT)", "ALTER USER reader ADMIN TRUE", "SCRIPT TO '/tmp/x'", "nonsense")) {
                assertThrows(SQLException.class, () -> query(database, sql), sql);
            }
            assertEquals(List.of("{\"n\":6}"), query(database, "SELECT COUNT(*) AS n FROM hft_risk_events"));
        }
    }

    @Test
    void oneProcessHasTheFilesAndAnotherIsAnsweredThroughIt() throws Exception {
        writeTwoRuns();
        final Path directory = folder.resolve("store");
        try (Database database = migrated("store"); QuerySocket socket = QuerySocket.open(database)) {
            assertEquals(true, socket != null);
            Store.rebuild(database, journal());
            final List<String> rows = new ArrayList<>();
            QuerySocket.ask(directory, "SELECT id FROM hft_risk_events WHERE severity = 'CRITICAL'", rows::add);
            assertEquals(List.of("{\"id\":9}"), rows);
            final SQLException refused = assertThrows(SQLException.class,
                    () -> QuerySocket.ask(directory, "DELETE FROM hft_risk_events", rows::add));
            assertTrue(refused.getMessage().contains("Not enough rights"), refused.getMessage());
            assertTrue(assertThrows(SQLException.class, () -> QuerySocket.ask(directory, "x".repeat(70_000), rows::add))
                    .getMessage().contains("longer than"));
        }
        assertThrows(IOException.class, () -> QuerySocket.ask(directory, "SELECT 1", row -> { }));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
    }

    @Test
    void migrationsAreDoneOnce() {
        final Path directory = folder.resolve("store");
        assertFalse(Database.exists(directory));
        try (Database database = Database.open(directory)) {
            assertEquals(null, database.version());
            assertEquals(List.of("V1__risk events"), database.migrate());
            assertEquals(List.of(), database.migrate());
            assertEquals("1", database.version());
        }
        assertTrue(Database.exists(directory));
    }

    private void writeTwoRuns() {
        try (RiskJournal journal = new RiskJournal(journal())) {
            journal.run(1, "BTC/USD", "mm-btc")
                    .refusal(1, 1, 10, 10_10000000L)
                    .refusal(2, 0, 11, 10_25000000L)
                    .refusal(RiskEvent.WINDOW_NS, 1, 12, 10_50000000L)
                    .refusal(RiskEvent.WINDOW_NS + 1, 1, 13, 1)
                    .halt(RiskEvent.WINDOW_NS + 2);
            journal.run(2, "ETH/USD", "mm-other")
                    .failed(RiskEvent.WINDOW_NS + 3, "it threw")
                    .refusal(RiskEvent.WINDOW_NS + 4, 1, 1, 11_00000000L)
                    .refusal(RiskEvent.WINDOW_NS + 5, 1, 2, 12_00000000L);
        }
    }

    private void project(final Database database) throws SQLException {
        try (Projector projector = Projector.open(new RiskEventTable(), database.writer(), journal())) {
            while (projector.step(0) > 0) {
                assertTrue(projector.sequence() > 0);
            }
        }
    }

    private Path journal() {
        return folder.resolve("journal");
    }

    private Database migrated(final String name) {
        final Database database = Database.open(folder.resolve(name));
        database.migrate();
        return database;
    }

    private static List<String> query(final Database database, final String sql) throws SQLException, IOException {
        final List<String> rows = new ArrayList<>();
        try (Connection reader = database.reader()) {
            SqlQuery.run(reader, sql, rows::add);
        }
        return rows;
    }
}
