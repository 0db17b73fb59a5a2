package io.peregrine.api.store;

import io.peregrine.instrument.Instrument;
import io.peregrine.journal.ChronicleJournal;
import io.peregrine.journal.Journal;
import io.peregrine.journal.JournalListener;
import io.peregrine.message.EngineMode;
import io.peregrine.message.EngineStartedEncoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskEventEncoder;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.RunSettingEncoder;
import io.peregrine.message.Severity;
import io.peregrine.message.StrategyState;
import io.peregrine.message.StrategyStatusEncoder;
import java.nio.file.Path;
import org.agrona.ExpandableArrayBuffer;

/** A real journal of risk events, as an engine writes it. */
final class RiskJournal implements AutoCloseable {
    static final long START_NS = 1_700_000_000_000_000_000L;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1024);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ChronicleJournal journal;

    RiskJournal(final Path directory) {
        journal = new ChronicleJournal(directory, Journal.scan(directory, new JournalListener() { }).end());
    }

    /** A run with one instrument and one strategy of these names. */
    RiskJournal run(final long runId, final String symbol, final String strategy) {
        final EngineStartedEncoder started = new EngineStartedEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(START_NS).runId(runId).mode(EngineMode.SIMULATED);
        journal.append(buffer, 0, HEADER + started.encodedLength());
        setting("instrument.0", "KRAKEN|" + symbol + "|X|BTC|USD|1|8|1|1|1|900000000|0");
        setting("strategy.1", strategy + "|market-making|false|0");
        setting("strategy.1.parameter.half_spread_ticks", "3");
        return this;
    }

    RiskJournal refusal(final long timeNs, final int strategyId, final long orderId, final long valueE8) {
        final RiskEventEncoder event = new RiskEventEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(START_NS + timeNs).clientOrderId(orderId).instrumentId(0).strategyId(strategyId).limitE8(10_00000000L)
                .valueE8(valueE8).severity(Severity.WARNING).rule(RejectReason.POSITION_LIMIT).bidPrice(600_005).askPrice(600_015)
                .riskLimit(RiskLimit.MAX_POSITION_SIZE).riskScope(RiskScope.STRATEGY).scopeId(strategyId);
        journal.append(buffer, 0, HEADER + event.encodedLength());
        return this;
    }

    RiskJournal halt(final long timeNs) {
        final RiskEventEncoder event = new RiskEventEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(START_NS + timeNs).clientOrderId(Instrument.NULL_VALUE).instrumentId(RiskEventEncoder.instrumentIdNullValue())
                .strategyId(RiskEventEncoder.strategyIdNullValue()).limitE8(1).valueE8(2).severity(Severity.CRITICAL)
                .rule(RejectReason.DAILY_LOSS).bidPrice(Instrument.NULL_VALUE).askPrice(Instrument.NULL_VALUE).riskLimit(RiskLimit.NONE)
                .riskScope(RiskScope.NULL_VAL).scopeId(RiskEventEncoder.scopeIdNullValue());
        journal.append(buffer, 0, HEADER + event.encodedLength());
        return this;
    }

    RiskJournal failed(final long timeNs, final String reason) {
        final StrategyStatusEncoder status = new StrategyStatusEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(START_NS + timeNs).strategyId(1).state(StrategyState.FAILED).reason(reason);
        journal.append(buffer, 0, HEADER + status.encodedLength());
        return this;
    }

    private void setting(final String name, final String value) {
        final RunSettingEncoder setting = new RunSettingEncoder().wrapAndApplyHeader(buffer, 0, header).name(name).value(value);
        journal.append(buffer, 0, HEADER + setting.encodedLength());
    }

    long sequence() {
        return journal.sequence();
    }

    @Override
    public void close() {
        journal.close();
    }
}
