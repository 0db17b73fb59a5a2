package io.peregrine.api.store;

import io.peregrine.api.cli.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A query's rows as JSON objects: decimals as exact texts, times in UTC as ISO 8601 with nanoseconds, names in lower case.
 *
 * <p><b>Threading:</b> stateless.
 */
public final class SqlQuery {
    private static final int TIMEOUT_SECONDS = 60;

    private SqlQuery() {
    }

    /** Who gets the rows. */
    @FunctionalInterface
    public interface Rows {
        /** One row as one line of JSON. */
        void row(String json) throws IOException;
    }

    /**
     * Runs one query.
     *
     * @throws SQLException where the database refuses it, or it is no query
     * @throws IOException  where the rows can not be handed on
     */
    public static void run(final Connection reader, final String sql, final Rows rows) throws SQLException, IOException {
        try (Statement statement = reader.createStatement()) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            if (!statement.execute(sql)) {
                throw new SQLException("that is no query; the store is only read from outside");
            }
            try (ResultSet result = statement.getResultSet()) {
                final ResultSetMetaData meta = result.getMetaData();
                while (result.next()) {
                    final Map<String, Object> row = new LinkedHashMap<>();
                    for (int i = 1; i <= meta.getColumnCount(); i++) {
                        row.put(meta.getColumnLabel(i).toLowerCase(Locale.ROOT), value(result.getObject(i)));
                    }
                    rows.row(Json.line(row));
                }
            }
        }
    }

    private static Object value(final Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
            case OffsetDateTime time -> time.toInstant().toString();
            case Number number -> number;
            case Boolean flag -> flag;
            default -> value.toString();
        };
    }
}
