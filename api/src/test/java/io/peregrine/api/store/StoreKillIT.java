package io.peregrine.api.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that fills the store from a journal that grows, killed with SIGKILL again and again. */
class StoreKillIT {
    private static final int KILLS = 4;
    private static final int RECORDS = 4_000;
    private static final String ALL = "SELECT * FROM hft_risk_events ORDER BY id";
    private static final String SUM = "SELECT SUM(occurrences) AS n, COUNT(*) AS events FROM hft_risk_events";

    @TempDir
    private Path folder;

    @Test
    void eachRecordCountsOnceHoweverOftenTheProcessIsKilled() throws Exception {
        final Random random = new Random(5);
        try (RiskJournal journal = new RiskJournal(journal())) {
            journal.run(1, "BTC/USD", "mm-btc");
            long orderId = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                final Process process = start();
                try {
                    assertEquals(1, process.getInputStream().read(), "it has taken something");
                    for (final long end = orderId + RECORDS / KILLS; orderId < end; orderId++) {
                        journal.refusal(orderId * 1_000_000_000L / 7, (int) (orderId % 2), orderId, random.nextInt(1_000));
                    }
                    for (int i = random.nextInt(3); i > 0; i--) {
                        assertNotEquals(-1, process.getInputStream().read(), "it goes on");
                    }
                    process.destroyForcibly();
                } finally {
                    process.destroyForcibly();
                    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
                }
            }
            try (Store store = Store.start(folder.resolve("store"), journal())) {
                assertEquals(null, store.failure());
            }
        }
        try (Database killed = Database.open(folder.resolve("store")); Database whole = Database.open(folder.resolve("whole"))) {
            whole.migrate();
            Store.rebuild(whole, journal());
            assertEquals(RECORDS, number(query(killed, SUM).getFirst()));
            assertEquals(query(whole, ALL), query(killed, ALL));
        }
    }

    private static int number(final String row) {
        return Integer.parseInt(row.replaceAll("\\{\"n\":\"?(\\d+).*", "$1"));
    }

    private Path journal() {
        return folder.resolve("journal");
    }

    private static List<String> query(final Database database, final String sql) throws Exception {
        final List<String> rows = new ArrayList<>();
        try (Connection reader = database.reader()) {
            SqlQuery.run(reader, sql, rows::add);
        }
        return rows;
    }

    private Process start() throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--") || argument.startsWith("-Dchronicle"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(StoreProcess.class.getName(), journal().toString(), folder.resolve("store").toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
