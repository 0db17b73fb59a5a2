package io.peregrine.trade;

import io.peregrine.journal.JournalWriter;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BookStatusEncoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.BreakerStatusEncoder;
import io.peregrine.message.CancelRequestDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.InstrumentUpdateDecoder;
import io.peregrine.message.LossStatusEncoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.PlaceOrderEncoder;
import io.peregrine.message.ReconcileDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceRequestDecoder;
import io.peregrine.message.ResetBreakerDecoder;
import io.peregrine.message.RiskEventEncoder;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.Severity;
import io.peregrine.message.StartStrategyDecoder;
import io.peregrine.message.StopStrategyDecoder;
import io.peregrine.message.StrategyState;
import io.peregrine.message.StrategyStatusEncoder;
import io.peregrine.order.Order;
import io.peregrine.risk.Breaker;
import io.peregrine.risk.LossTrack;
import io.peregrine.risk.RiskVerdict;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes and appends what the core journals about commands, risk, strategies and books.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> one buffer, overwritten by the next record. <b>Allocates:</b> none, but
 * for the reason of a strategy's status. <b>Errors:</b> {@link TradeFault} where the journal can not be written.
 */
final class Records {
    /** The largest text that is kept, in bytes; longer ones are cut. */
    static final int TEXT_BYTES_MAX = 512;
    static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    static final int BUFFER_BYTES = 2048;
    /** Nanoseconds in the last digit of seconds with eight decimals. */
    private static final long NS_OF_E8 = 10;
    private static final long NULL_ORDER = RiskEventEncoder.clientOrderIdNullValue();
    private static final int NULL_INSTRUMENT = RiskEventEncoder.instrumentIdNullValue();
    private static final int NULL_STRATEGY = RiskEventEncoder.strategyIdNullValue();

    private final JournalWriter journal;
    private final TradeCounters counters;
    private final Markets markets;
    private final UnsafeBuffer buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(BUFFER_BYTES, Long.BYTES));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RiskEventEncoder riskEvent = new RiskEventEncoder();
    private final StrategyStatusEncoder strategyStatus = new StrategyStatusEncoder();
    private final BreakerStatusEncoder breakerStatus = new BreakerStatusEncoder();
    private final LossStatusEncoder lossStatus = new LossStatusEncoder();
    private final PlaceOrderEncoder placeOrder = new PlaceOrderEncoder();

    Records(final JournalWriter journal, final TradeCounters counters, final Markets markets) {
        this.journal = journal;
        this.counters = counters;
        this.markets = markets;
    }

    void append(final DirectBuffer record, final int length) {
        try {
            journal.append(record, 0, length);
        } catch (final RuntimeException failure) {
            throw new TradeFault("the journal can not be written", failure);
        }
        counters.increment(TradeCounter.JOURNAL_RECORDS);
    }

    void startStrategy(final StartStrategyDecoder command) {
        copy(StartStrategyDecoder.TEMPLATE_ID, StartStrategyDecoder.BLOCK_LENGTH, command.buffer(), command.offset());
        append(buffer, HEADER + StartStrategyDecoder.BLOCK_LENGTH);
    }

    void stopStrategy(final StopStrategyDecoder command) {
        copy(StopStrategyDecoder.TEMPLATE_ID, StopStrategyDecoder.BLOCK_LENGTH, command.buffer(), command.offset());
        append(buffer, HEADER + StopStrategyDecoder.BLOCK_LENGTH);
    }

    void cancelRequest(final CancelRequestDecoder command) {
        copy(CancelRequestDecoder.TEMPLATE_ID, CancelRequestDecoder.BLOCK_LENGTH, command.buffer(), command.offset());
        append(buffer, HEADER + CancelRequestDecoder.BLOCK_LENGTH);
    }

    void replaceRequest(final ReplaceRequestDecoder command) {
        copy(ReplaceRequestDecoder.TEMPLATE_ID, ReplaceRequestDecoder.BLOCK_LENGTH, command.buffer(), command.offset());
        append(buffer, HEADER + ReplaceRequestDecoder.BLOCK_LENGTH);
    }

    void instrumentUpdate(final InstrumentUpdateDecoder command) {
        copy(InstrumentUpdateDecoder.TEMPLATE_ID, InstrumentUpdateDecoder.BLOCK_LENGTH, command.buffer(), command.offset());
        append(buffer, HEADER + InstrumentUpdateDecoder.BLOCK_LENGTH);
    }

    void setLimits(final SetLimitsDecoder command) {
        final int length = command.sbeDecodedLength();
        copy(SetLimitsDecoder.TEMPLATE_ID, SetLimitsDecoder.BLOCK_LENGTH, command.buffer(), command.offset());
        buffer.putBytes(HEADER, command.buffer(), command.offset(), length);
        append(buffer, HEADER + length);
    }

    void reconcile(final ReconcileDecoder command) {
        copy(ReconcileDecoder.TEMPLATE_ID, ReconcileDecoder.BLOCK_LENGTH, command.buffer(), command.offset());
        append(buffer, HEADER + ReconcileDecoder.BLOCK_LENGTH);
    }

    /** The command with the client order id that it was given. */
    void placeOrder(final PlaceOrderDecoder command, final long clientOrderId) {
        copy(PlaceOrderDecoder.TEMPLATE_ID, PlaceOrderDecoder.BLOCK_LENGTH, command.buffer(), command.offset());
        placeOrder.wrap(buffer, HEADER).clientOrderId(clientOrderId);
        final int textOffset = HEADER + PlaceOrderDecoder.BLOCK_LENGTH + PlaceOrderDecoder.userOrderIdHeaderLength();
        final int textLength = command.getUserOrderId(buffer, textOffset, TEXT_BYTES_MAX);
        buffer.putShort(textOffset - Short.BYTES, (short) textLength, ByteOrder.LITTLE_ENDIAN);
        append(buffer, textOffset + textLength);
    }

    void bookStatus(final BookStatusDecoder status) {
        copy(BookStatusEncoder.TEMPLATE_ID, BookStatusDecoder.BLOCK_LENGTH, status.buffer(), status.offset());
        append(buffer, HEADER + BookStatusDecoder.BLOCK_LENGTH);
    }

    /** A venue's market data is late from now on, or in time again; limit and value in seconds. */
    void feedLatency(final FeedLatencyDecoder latency, final long nowNs) {
        riskEvent(NULL_ORDER, latency.instrumentId(), NULL_STRATEGY, nowNs)
                .severity(latency.late() == BooleanType.TRUE ? Severity.WARNING : Severity.INFO)
                .rule(RejectReason.FEED_LATENCY);
        appendRiskEvent(latency.thresholdNs() / NS_OF_E8, latency.delayNs() / NS_OF_E8);
    }

    /** A broken limit that concerns one order, or one that is being asked for. */
    void orderRiskEvent(
            final long clientOrderId, final int instrumentId, final int strategyId, final RiskVerdict verdict, final long nowNs) {
        riskEvent(clientOrderId, instrumentId, strategyId, nowNs).severity(Severity.WARNING).rule(verdict.rule())
                .riskLimit(verdict.limit()).riskScope(verdict.scope()).scopeId(verdict.scopeId());
        appendRiskEvent(verdict.limitE8(), verdict.valueE8());
    }

    /** Something about an order that must not happen, or must be seen. */
    void orderEvent(final Order order, final Severity severity, final RejectReason rule, final long valueE8, final long nowNs) {
        riskEvent(order.clientOrderId(), order.instrumentId(), order.strategyId(), nowNs).severity(severity).rule(rule);
        appendRiskEvent(0, valueE8);
    }

    /** A report of an order that nobody here knows. */
    void unknownOrderEvent(final long clientOrderId, final int instrumentId, final long valueE8, final long nowNs) {
        riskEvent(clientOrderId, instrumentId, NULL_STRATEGY, nowNs).severity(Severity.SEVERE).rule(RejectReason.UNKNOWN_ORDER);
        appendRiskEvent(0, valueE8);
    }

    /** A balance is not, or is again, what it should be. */
    void balanceEvent(
            final int instrumentId, final Severity severity, final RejectReason rule, final long expectedE8, final long venueE8,
            final long nowNs) {
        riskEvent(NULL_ORDER, instrumentId, NULL_STRATEGY, nowNs).severity(severity).rule(rule);
        appendRiskEvent(expectedE8, venueE8);
    }

    /** Everything is halted, which is critical, or one strategy is stopped, because a limit is broken. */
    void limitEvent(final int strategyId, final RejectReason rule, final long limitE8, final long valueE8, final long nowNs) {
        riskEvent(NULL_ORDER, NULL_INSTRUMENT, strategyId, nowNs)
                .severity(strategyId == NULL_STRATEGY ? Severity.CRITICAL : Severity.SEVERE)
                .rule(rule);
        appendRiskEvent(limitE8, valueE8);
    }

    /** Limits were changed by command, or not. */
    void limitsEvent(final Severity severity, final RejectReason rule, final long nowNs) {
        riskEvent(NULL_ORDER, NULL_INSTRUMENT, NULL_STRATEGY, nowNs).severity(severity).rule(rule);
        appendRiskEvent(0, 0);
    }

    /** What this rule had halted goes on. */
    void resumed(final RejectReason rule, final long nowNs) {
        riskEvent(NULL_ORDER, NULL_INSTRUMENT, NULL_STRATEGY, nowNs).severity(Severity.INFO).rule(rule);
        appendRiskEvent(0, 0);
    }

    /** Whom it concerns, and the best prices of a LIVE book; no limit of the table. */
    private RiskEventEncoder riskEvent(final long clientOrderId, final int instrumentId, final int strategyId, final long nowNs) {
        final boolean live = markets.contains(instrumentId) && markets.get(instrumentId).live();
        return riskEvent.wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs)
                .clientOrderId(clientOrderId)
                .instrumentId(instrumentId)
                .strategyId(strategyId)
                .riskLimit(RiskLimit.NONE)
                .riskScope(RiskScope.NULL_VAL)
                .scopeId(RiskEventEncoder.scopeIdNullValue())
                .bidPrice(live ? markets.get(instrumentId).bidPrice() : RiskEventEncoder.bidPriceNullValue())
                .askPrice(live ? markets.get(instrumentId).askPrice() : RiskEventEncoder.askPriceNullValue());
    }

    private void appendRiskEvent(final long limitE8, final long valueE8) {
        riskEvent.limitE8(limitE8).valueE8(valueE8);
        append(buffer, HEADER + RiskEventEncoder.BLOCK_LENGTH);
    }

    /** A circuit breaker is in another state. */
    void breaker(final Breaker breaker, final long nowNs) {
        breakerStatus.wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs)
                .untilNs(breaker.untilNs() == Breaker.LATCHED ? BreakerStatusEncoder.untilNsNullValue() : breaker.untilNs())
                .limitE8(breaker.limitE8())
                .valueE8(breaker.valueE8())
                .targetId(breaker.scopeId())
                .scope(breaker.scope())
                .state(breaker.state())
                .cause(breaker.cause());
        append(buffer, HEADER + BreakerStatusEncoder.BLOCK_LENGTH);
    }

    /** Why a circuit breaker is in another state; that of everything being HALTED is critical. */
    void breakerEvent(final Breaker breaker, final RejectReason rule, final long nowNs) {
        final Severity severity = switch (breaker.state()) {
            case HALTED -> breaker.scope() == RiskScope.TOTAL ? Severity.CRITICAL : Severity.SEVERE;
            case REDUCE_ONLY -> Severity.WARNING;
            default -> Severity.INFO;
        };
        event(breaker, severity, rule, nowNs);
    }

    /** A circuit breaker has gone down. */
    void breakerCooled(final Breaker breaker, final RejectReason rule, final long nowNs) {
        event(breaker, Severity.INFO, rule, nowNs);
    }

    private void event(final Breaker breaker, final Severity severity, final RejectReason rule, final long nowNs) {
        final int instrumentId = breaker.scope() == RiskScope.INSTRUMENT ? breaker.scopeId() : NULL_INSTRUMENT;
        final int strategyId = breaker.scope() == RiskScope.STRATEGY ? breaker.scopeId() : NULL_STRATEGY;
        riskEvent(NULL_ORDER, instrumentId, strategyId, nowNs).severity(severity).rule(rule)
                .riskScope(breaker.scope()).scopeId(breaker.scopeId());
        appendRiskEvent(breaker.limitE8(), breaker.valueE8());
    }

    /** Where losses count from. */
    void lossStatus(final LossTrack track, final int strategyId, final long nowNs) {
        lossStatus.wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs)
                .day(track.day())
                .dayStartE8(track.dayStartE8())
                .highestE8(track.highestE8())
                .strategyId(strategyId);
        append(buffer, HEADER + LossStatusEncoder.BLOCK_LENGTH);
    }

    void resetBreaker(final ResetBreakerDecoder command) {
        copy(ResetBreakerDecoder.TEMPLATE_ID, ResetBreakerDecoder.BLOCK_LENGTH, command.buffer(), command.offset());
        final int textOffset = HEADER + ResetBreakerDecoder.BLOCK_LENGTH + ResetBreakerDecoder.reasonHeaderLength();
        final int textLength = command.getReason(buffer, textOffset, TEXT_BYTES_MAX);
        buffer.putShort(textOffset - Short.BYTES, (short) textLength, ByteOrder.LITTLE_ENDIAN);
        append(buffer, textOffset + textLength);
    }

    void strategyStatus(final int strategyId, final StrategyState state, final String reason, final long nowNs) {
        final byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        strategyStatus.wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs)
                .strategyId(strategyId)
                .state(state)
                .putReason(text, 0, Math.min(text.length, TEXT_BYTES_MAX));
        append(buffer, HEADER + strategyStatus.encodedLength());
    }

    private void copy(final int templateId, final int blockLength, final DirectBuffer source, final int offset) {
        header.wrap(buffer, 0)
                .blockLength(blockLength)
                .templateId(templateId)
                .schemaId(RiskEventEncoder.SCHEMA_ID)
                .version(RiskEventEncoder.SCHEMA_VERSION);
        buffer.putBytes(HEADER, source, offset, blockLength);
    }
}
