package io.peregrine.api.store;

import io.peregrine.journal.JournalAdapter;
import io.peregrine.journal.JournalAnchor;
import io.peregrine.journal.JournalPosition;
import io.peregrine.journal.JournalReaders;
import io.peregrine.journal.JournalResume;
import io.peregrine.journal.JournalTailer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * Takes the journal into the tables of one projection, from where the tables say that they are. Rows and position are committed together:
 * after any end of the process the next one goes on behind the last record whose rows are there, so that each counts exactly once.
 *
 * <p><b>Threading:</b> the store's thread. <b>Errors:</b> {@link StoreException} and {@link io.peregrine.journal.JournalException}: it is
 * then to be closed, and a new one goes on.
 */
final class Projector implements AutoCloseable {
    private static final String MARK = "store-";
    private static final int RECORDS_MAX = 1_024;
    /** Records without rows are passed over; how often that is written down only decides how many are read again after a restart. */
    private static final long POSITION_NS = TimeUnit.SECONDS.toNanos(5);

    private final Projection projection;
    private final Path journal;
    private final Connection connection;
    private final JournalTailer tailer;
    private final PreparedStatement save;
    private long savedWrites;
    private long savedSequence;
    private long savedNs;
    private long markable;
    private long markedNs;

    private Projector(final Projection projection, final Path journal, final Connection connection, final JournalTailer tailer)
            throws SQLException {
        this.projection = projection;
        this.journal = journal;
        this.connection = connection;
        this.tailer = tailer;
        savedSequence = tailer.position().sequence();
        markable = savedSequence;
        save = connection.prepareStatement("MERGE INTO store_projection (name, journal_index, journal_sequence, journal_chain, run_id, "
                + "template_id) KEY (name) VALUES (?, ?, ?, ?, ?, ?)");
    }

    /** Opens everything at the position that the tables have. */
    static Projector open(final Projection projection, final Connection connection, final Path journal) {
        try {
            final JournalResume saved = resume(projection, connection);
            final JournalAnchor removed = saved == JournalResume.START ? JournalAnchor.read(journal) : null;
            final JournalTailer tailer = JournalTailer.open(journal, removed == null ? saved : removed.resume());
            try {
                projection.open(connection);
                if (removed != null) {
                    begin(projection, removed);
                }
                return new Projector(projection, journal, connection, tailer);
            } catch (final SQLException | RuntimeException e) {
                tailer.close();
                throw e;
            }
        } catch (final SQLException e) {
            throw new StoreException(e);
        } catch (final IOException e) {
            throw new StoreException(e.getMessage());
        }
    }

    /** Old files were removed from the journal: the run that goes on after them began in them. */
    private static void begin(final Projection projection, final JournalAnchor removed) {
        final JournalAdapter adapter = new JournalAdapter();
        removed.run((buffer, offset, length) -> adapter.dispatch(removed.position().sequence(), buffer, offset, projection));
    }

    /** Says to the journal's retention what will never be asked for again, whatever the end of this process takes back. */
    private void mark(final long nowNs) {
        if (nowNs - markedNs >= POSITION_NS) {
            try {
                JournalReaders.mark(journal, MARK + projection.name(), markable);
            } catch (final IOException e) {
                throw new StoreException("the journal can not be told how far the store is: " + e.getMessage());
            }
            markable = savedSequence;
            markedNs = nowNs;
        }
    }

    /** Nobody keeps the store up any more: the journal's files need not wait for it. */
    static void unmark(final Path journal, final Projection projection) throws IOException {
        Files.deleteIfExists(journal.resolve("readers").resolve(MARK + projection.name()));
    }

    /** Empties the tables of a projection, so that it begins with the journal's first record. */
    static void forget(final Projection projection, final Connection connection) {
        try (Statement statement = connection.createStatement();
                PreparedStatement position = connection.prepareStatement("DELETE FROM store_projection WHERE name = ?")) {
            for (final String table : projection.tables()) {
                statement.executeUpdate("DELETE FROM " + table);
            }
            position.setString(1, projection.name());
            position.executeUpdate();
            connection.commit();
        } catch (final SQLException e) {
            throw new StoreException(e);
        }
    }

    /**
     * Takes what is there, up to a bound, in one transaction.
     *
     * @return records taken
     */
    int step(final long nowNs) {
        try {
            final int count = tailer.poll(projection, RECORDS_MAX);
            final boolean wrote = projection.writes() != savedWrites;
            if (wrote || sequence() != savedSequence && nowNs - savedNs >= POSITION_NS) {
                commit(nowNs);
            }
            return count;
        } catch (final SQLException e) {
            throw new StoreException(e);
        }
    }

    /** Writes the position down also where there was nothing for the tables. */
    void flush(final long nowNs) {
        try {
            if (sequence() != savedSequence) {
                commit(nowNs);
            }
        } catch (final SQLException e) {
            throw new StoreException(e);
        }
    }

    /** Of the last record that was taken. */
    long sequence() {
        return tailer.position().sequence();
    }

    /** Undoes what was not committed. */
    @Override
    public void close() {
        try (tailer; connection; save) {
            connection.rollback();
            projection.close();
        } catch (final SQLException e) {
            throw new StoreException(e);
        }
    }

    private void commit(final long nowNs) throws SQLException {
        final JournalResume at = tailer.resume();
        save.setString(1, projection.name());
        save.setLong(2, at.position().index());
        save.setLong(3, at.position().sequence());
        save.setLong(4, at.position().chain());
        save.setLong(5, at.runId());
        save.setInt(6, at.templateId());
        save.executeUpdate();
        connection.commit();
        savedWrites = projection.writes();
        savedSequence = at.position().sequence();
        savedNs = nowNs;
        mark(nowNs);
    }

    private static JournalResume resume(final Projection projection, final Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT journal_index, journal_sequence, journal_chain, run_id, "
                + "template_id FROM store_projection WHERE name = ?")) {
            query.setString(1, projection.name());
            try (ResultSet row = query.executeQuery()) {
                return !row.next() ? JournalResume.START : new JournalResume(
                        new JournalPosition(row.getLong(1), row.getLong(2), row.getLong(3)), row.getLong(4), row.getInt(5));
            }
        }
    }
}
