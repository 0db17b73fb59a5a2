package io.peregrine.api.store;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.RiskScope;
import io.peregrine.trade.RunSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * What the ids of the run stand for that the journal is in: kept in tables, because a projection may go on in the middle of a run.
 *
 * <p><b>Threading:</b> the store's thread.
 */
final class RunNames {
    private static final String MANUAL = "manual";

    private final Map<Integer, Name> instruments = new HashMap<>();
    private final Map<Integer, String> strategies = new HashMap<>();
    private Connection connection;
    private PreparedStatement addInstrument;
    private PreparedStatement addStrategy;
    private long runId;
    private long writes;

    /** An instrument's names. */
    record Name(String venue, String symbol, int priceDecimals) {
    }

    void open(final Connection newConnection) throws SQLException {
        connection = newConnection;
        instruments.clear();
        strategies.clear();
        addInstrument = connection.prepareStatement("INSERT INTO store_instrument VALUES (?, ?, ?, ?, ?)");
        addStrategy = connection.prepareStatement("INSERT INTO store_strategy VALUES (?, ?)");
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT instrument_id, venue, symbol, price_decimals FROM store_instrument")) {
                while (row.next()) {
                    instruments.put(row.getInt(1), new Name(row.getString(2), row.getString(3), row.getInt(4)));
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT strategy_id, name FROM store_strategy")) {
                while (row.next()) {
                    strategies.put(row.getInt(1), row.getString(2));
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT MAX(run_id) FROM store_projection")) {
                runId = row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** A run begins; its settings follow. */
    void onRun(final long newRunId) {
        runId = newRunId;
        instruments.clear();
        strategies.clear();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM store_instrument");
            statement.executeUpdate("DELETE FROM store_strategy");
            writes++;
        } catch (final SQLException e) {
            throw new StoreException(e);
        }
    }

    void onSetting(final String name, final String value) {
        try {
            final Instrument instrument = RunSettings.instrument(name, value);
            if (instrument != null) {
                instruments.put(instrument.instrumentId(),
                        new Name(instrument.venue().key(), instrument.symbol(), instrument.priceDecimals()));
                addInstrument.setInt(1, instrument.instrumentId());
                addInstrument.setString(2, instrument.venue().key());
                addInstrument.setString(3, instrument.symbol());
                addInstrument.setInt(4, instrument.priceDecimals());
                addInstrument.setInt(5, instrument.quantityDecimals());
                addInstrument.executeUpdate();
                writes++;
            }
            final int strategyId = RunSettings.strategyId(name);
            if (strategyId >= 0) {
                strategies.put(strategyId, RunSettings.strategyName(value));
                addStrategy.setInt(1, strategyId);
                addStrategy.setString(2, RunSettings.strategyName(value));
                addStrategy.executeUpdate();
                writes++;
            }
        } catch (final SQLException e) {
            throw new StoreException(e);
        }
    }

    long runId() {
        return runId;
    }

    long writes() {
        return writes;
    }

    /** The instrument's names, or null where it is none of the run's. */
    Name instrument(final int instrumentId) {
        return instruments.get(instrumentId);
    }

    /** The strategy's name as REST has it, or null. */
    String strategy(final int strategyId) {
        return strategyId == 0 ? MANUAL : strategies.get(strategyId);
    }

    /** A scope of limits as REST has it, or null. */
    String scope(final RiskScope scope, final int id) {
        final Name name = instrument(id);
        return switch (scope) {
            case TOTAL -> "total";
            case VENUE -> "venue:" + Venue.values()[id].key();
            case STRATEGY -> "strategy:" + strategy(id);
            case INSTRUMENT -> name == null ? null : "instrument:" + name.venue() + ':' + name.symbol();
            case NULL_VAL -> null;
        };
    }

    void close() throws SQLException {
        addInstrument.close();
        addStrategy.close();
    }
}
