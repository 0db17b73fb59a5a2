package io.peregrine.api.store;

import io.peregrine.api.view.RiskEvent;
import io.peregrine.api.view.RiskFacts;
import io.peregrine.api.view.RiskKey;
import io.peregrine.api.view.RiskNotice;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.EngineStartedDecoder;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.RunSettingDecoder;
import io.peregrine.message.StrategyStatusDecoder;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * {@code hft_risk_events}: each risk event once with its count, by the same window as everywhere.
 *
 * <p><b>Threading:</b> the store's thread.
 */
final class RiskEventTable implements Projection {
    private static final int E8_DECIMALS = 8;
    private static final int DETAIL_LENGTH_MAX = 1_024;
    private static final long WINDOW_NS = RiskEvent.WINDOW_NS;

    private final RunNames names = new RunNames();
    private PreparedStatement again;
    private PreparedStatement insert;
    private long writes;

    @Override
    public String name() {
        return "risk_events";
    }

    @Override
    public List<String> tables() {
        return List.of("hft_risk_events", "store_instrument", "store_strategy");
    }

    @Override
    public void open(final Connection connection) throws SQLException {
        names.open(connection);
        again = connection.prepareStatement("""
                UPDATE hft_risk_events SET last_id = ?, last_time = ?, occurrences = occurrences + 1, order_id = ?, limit_value = ?,
                  actual_value = ?, limit_name = ?, bid = ?, ask = ?, detail = ?
                WHERE id = (SELECT MAX(id) FROM hft_risk_events WHERE rule = ? AND severity = ? AND type = ?
                    AND limit_scope IS NOT DISTINCT FROM ? AND strategy_id IS NOT DISTINCT FROM ?
                    AND venue IS NOT DISTINCT FROM ? AND symbol IS NOT DISTINCT FROM ?)
                  AND first_time <= ? AND first_time > ?""");
        insert = connection.prepareStatement("""
                INSERT INTO hft_risk_events (last_id, last_time, occurrences, order_id, limit_value, actual_value, limit_name,
                  bid, ask, detail, rule, severity, type, limit_scope, strategy_id, venue, symbol, first_time, id, run_id)
                VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
    }

    @Override
    public long writes() {
        return writes + names.writes();
    }

    @Override
    public void onEngineStarted(final long sequence, final EngineStartedDecoder message) {
        names.onRun(message.runId());
    }

    @Override
    public void onRunSetting(final long sequence, final RunSettingDecoder message) {
        names.onSetting(message.name(), message.value());
    }

    @Override
    public void onRiskEvent(final long sequence, final RiskEventDecoder message) {
        write(RiskNotice.of(sequence, message));
    }

    @Override
    public void onStrategyStatus(final long sequence, final StrategyStatusDecoder message) {
        final RiskNotice failure = RiskNotice.of(sequence, message, message.reason());
        if (failure != null) {
            write(failure);
        }
    }

    @Override
    public void close() throws SQLException {
        again.close();
        insert.close();
        names.close();
    }

    private void write(final RiskNotice notice) {
        try {
            final int key = bind(again, notice);
            again.setObject(key, time(notice.timeNs()));
            again.setObject(key + 1, time(notice.timeNs() - WINDOW_NS));
            if (again.executeUpdate() == 0) {
                final int rest = bind(insert, notice);
                insert.setObject(rest, time(notice.timeNs()));
                insert.setLong(rest + 1, notice.sequence());
                insert.setLong(rest + 2, names.runId());
                insert.executeUpdate();
            }
            writes++;
        } catch (final SQLException e) {
            throw new StoreException(e);
        }
    }

    /** What both statements have, in the same order; returns the index of the next parameter. */
    private int bind(final PreparedStatement statement, final RiskNotice notice) throws SQLException {
        final RiskKey key = notice.key();
        final RiskFacts facts = notice.facts();
        final RunNames.Name instrument = names.instrument(key.instrumentId());
        final int decimals = instrument == null ? 0 : instrument.priceDecimals();
        int i = 1;
        statement.setLong(i++, notice.sequence());
        statement.setObject(i++, time(notice.timeNs()));
        if (facts.orderId() == Instrument.NULL_VALUE) {
            statement.setNull(i++, Types.BIGINT);
        } else {
            statement.setLong(i++, facts.orderId());
        }
        statement.setBigDecimal(i++, decimal(facts.limitE8(), E8_DECIMALS));
        statement.setBigDecimal(i++, decimal(facts.valueE8(), E8_DECIMALS));
        statement.setString(i++, facts.limitName());
        statement.setBigDecimal(i++, instrument == null ? null : decimal(facts.bidPrice(), decimals));
        statement.setBigDecimal(i++, instrument == null ? null : decimal(facts.askPrice(), decimals));
        statement.setString(i++, cut(facts.detail()));
        statement.setString(i++, key.rule().name());
        statement.setString(i++, key.severity().name());
        statement.setString(i++, key.type().name());
        statement.setString(i++, names.scope(key.scope(), key.scopeId()));
        statement.setString(i++, names.strategy(key.strategyId()));
        statement.setString(i++, instrument == null ? null : instrument.venue());
        statement.setString(i++, instrument == null ? null : instrument.symbol());
        return i;
    }

    private static OffsetDateTime time(final long timeNs) {
        return Instant.EPOCH.plusNanos(timeNs).atOffset(ZoneOffset.UTC);
    }

    private static BigDecimal decimal(final long mantissa, final int decimals) {
        return mantissa == Instrument.NULL_VALUE ? null : BigDecimal.valueOf(mantissa, decimals);
    }

    private static String cut(final String text) {
        return text == null || text.length() <= DETAIL_LENGTH_MAX ? text : text.substring(0, DETAIL_LENGTH_MAX);
    }
}
