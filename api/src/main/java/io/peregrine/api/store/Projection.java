package io.peregrine.api.store;

import io.peregrine.journal.JournalListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Some tables that are made from the journal: it hears the journal's records in their order, each once, and writes rows on the connection
 * that it was given. What it must know of earlier records it reads from its tables, so that it can go on after any restart.
 *
 * <p><b>Threading:</b> the store's thread. <b>Errors:</b> {@link StoreException} from the listener's methods, which undoes the transaction.
 */
interface Projection extends JournalListener, AutoCloseable {
    /** Its name in {@code store_projection}. */
    String name();

    /** Its tables: what a rebuild empties. */
    List<String> tables();

    /** The connection to write on from now on; nobody else commits on it. */
    void open(Connection connection) throws SQLException;

    /** Rows written since it was opened. */
    long writes();

    @Override
    void close() throws SQLException;
}
