package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import io.peregrine.journal.JournalListener;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CancelOrderEncoder;
import io.peregrine.message.DifferenceAction;
import io.peregrine.message.DifferenceDecoder;
import io.peregrine.message.DifferenceEncoder;
import io.peregrine.message.DifferenceKind;
import io.peregrine.message.EngineMode;
import io.peregrine.message.EngineStartedDecoder;
import io.peregrine.message.EngineStartedEncoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.PlaceOrderEncoder;
import io.peregrine.message.ReconcileCause;
import io.peregrine.message.ReconcileDecoder;
import io.peregrine.message.ReconcileEncoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReconcileRequestEncoder;
import io.peregrine.message.ReconcileResultDecoder;
import io.peregrine.message.ReconcileResultEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.ReplaceOrderEncoder;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.RiskEventEncoder;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.SetLimitsEncoder;
import io.peregrine.message.Severity;
import io.peregrine.message.Side;
import io.peregrine.message.StrategyState;
import io.peregrine.message.StrategyStatusDecoder;
import io.peregrine.message.StrategyStatusEncoder;
import io.peregrine.message.TimeInForce;
import org.agrona.ExpandableArrayBuffer;

/**
 * The journal as a test writes it: each call encodes one record with the real codecs, as the trade core does, and hands it to the listener.
 *
 * <p><b>Threading:</b> confined to the caller.
 */
public final class JournalRecords {
    private static final long NULL = Instrument.NULL_VALUE;

    private final JournalListener listener;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1024);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder wrapped = new MessageHeaderDecoder();
    private long sequence;
    private long executionId;
    private long nowNs = 1_700_000_000_000_000_000L;

    public JournalRecords(final JournalListener listener) {
        this.listener = listener;
    }

    /** Time of the records after this, in nanoseconds. */
    public JournalRecords at(final long timeNs) {
        nowNs = timeNs;
        return this;
    }

    public long nowNs() {
        return nowNs;
    }

    public void started(final long runId) {
        new EngineStartedEncoder().wrapAndApplyHeader(buffer, 0, header).timeNs(nowNs).runId(runId).mode(EngineMode.SIMULATED);
        listener.onEngineStarted(++sequence, new EngineStartedDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    public void placed(final long correlationId, final long orderId, final Terms terms, final String userOrderId) {
        new PlaceOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId).timeNs(nowNs).instrumentId(terms.instrumentId).strategyId(terms.strategyId)
                .price(terms.price).stopPrice(NULL).quantity(terms.quantity).clientOrderId(orderId)
                .side(terms.side).orderType(terms.type()).timeInForce(TimeInForce.GTC).postOnly(BooleanType.FALSE)
                .userOrderId(userOrderId);
        listener.onPlaceOrder(++sequence, new PlaceOrderDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    public void sent(final long orderId, final Terms terms) {
        newOrder(orderId, terms, BooleanType.FALSE);
    }

    /** Accepted, and not sent yet. */
    public void held(final long orderId, final Terms terms) {
        newOrder(orderId, terms, BooleanType.TRUE);
    }

    private void newOrder(final long orderId, final Terms terms, final BooleanType held) {
        new NewOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs).clientOrderId(orderId).instrumentId(terms.instrumentId).strategyId(terms.strategyId)
                .price(terms.price).stopPrice(NULL).quantity(terms.quantity).tickReceiveTimeNs(nowNs - 1_000)
                .side(terms.side).orderType(terms.type()).timeInForce(TimeInForce.GTC).postOnly(BooleanType.FALSE).held(held);
        listener.onNewOrder(++sequence, new NewOrderDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    public void cancelSent(final long orderId, final Terms terms) {
        new CancelOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs).clientOrderId(orderId).instrumentId(terms.instrumentId).strategyId(terms.strategyId)
                .tickReceiveTimeNs(NULL).venueOrderId().high(0).low(orderId);
        listener.onCancelOrder(++sequence, new CancelOrderDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    public void replaceSent(final long orderId, final long newOrderId, final Terms terms) {
        new ReplaceOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs).clientOrderId(orderId).newClientOrderId(newOrderId).instrumentId(terms.instrumentId)
                .strategyId(terms.strategyId).price(terms.price).stopPrice(NULL).quantity(terms.quantity).tickReceiveTimeNs(NULL)
                .side(terms.side).orderType(terms.type()).timeInForce(TimeInForce.GTC).postOnly(BooleanType.FALSE)
                .venueOrderId().high(0).low(orderId);
        listener.onReplaceOrder(++sequence, new ReplaceOrderDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    /** A report without a fill; {@code cumQuantity} is what is filled so far. */
    public void report(final long orderId, final Terms terms, final ExecType execType, final OrderStatus status, final long cumQuantity) {
        report(orderId, terms, execType, status, cumQuantity, RejectReason.NONE, "");
    }

    public void report(
            final long orderId, final Terms terms, final ExecType execType, final OrderStatus status, final long cumQuantity,
            final RejectReason reason, final String text) {
        final ExecutionReportEncoder report = blank(orderId, terms, execType, status, cumQuantity)
                .lastPrice(NULL).lastQuantity(NULL).feeE8(0).feeAssetId(ExecutionReportEncoder.feeAssetIdNullValue())
                .liquiditySide(LiquiditySide.NULL_VAL).rejectReason(reason);
        report.executionId().high(NULL).low(NULL);
        report.text(text);
        deliverReport();
    }

    public void fill(final long orderId, final Terms terms, final long price, final long quantity, final long cumQuantity, final Fee fee) {
        final OrderStatus status = cumQuantity == terms.quantity ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
        final ExecutionReportEncoder report = blank(orderId, terms, ExecType.TRADE, status, cumQuantity)
                .lastPrice(price).lastQuantity(quantity).feeE8(fee.amountE8).feeAssetId(fee.assetId)
                .liquiditySide(LiquiditySide.MAKER).rejectReason(RejectReason.NONE);
        report.executionId().high(0).low(++executionId);
        report.text("");
        deliverReport();
    }

    public void risk(final RejectReason rule, final Severity severity, final int strategyId, final long limitE8, final long valueE8) {
        risk(rule, severity, strategyId, limitE8, valueE8, RiskScope.NULL_VAL, RiskEventEncoder.scopeIdNullValue());
    }

    /** The same of a scope's limit or breaker. */
    public void risk(
            final RejectReason rule, final Severity severity, final int strategyId, final long limitE8, final long valueE8,
            final RiskScope scope, final int scopeId) {
        new RiskEventEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs).clientOrderId(NULL).instrumentId(0).strategyId(strategyId).limitE8(limitE8).valueE8(valueE8)
                .severity(severity).rule(rule).bidPrice(NULL).askPrice(NULL).riskLimit(RiskLimit.NONE).riskScope(scope).scopeId(scopeId);
        listener.onRiskEvent(++sequence, new RiskEventDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    /** One limit is another from now on. */
    public void setLimit(final RiskLimit limit, final RiskScope scope, final int scopeId, final long value) {
        new SetLimitsEncoder().wrapAndApplyHeader(buffer, 0, header).correlationId(1).timeNs(nowNs)
                .changesCount(1).next().value(value).scopeId(scopeId).riskLimit(limit).riskScope(scope);
        listener.onSetLimits(++sequence, new SetLimitsDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    public void strategy(final int strategyId, final StrategyState state, final String reason) {
        new StrategyStatusEncoder().wrapAndApplyHeader(buffer, 0, header).timeNs(nowNs).strategyId(strategyId).state(state).reason(reason);
        listener.onStrategyStatus(++sequence, new StrategyStatusDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    public void reconcile(final long correlationId, final boolean accept) {
        new ReconcileEncoder().wrapAndApplyHeader(buffer, 0, header).correlationId(correlationId).timeNs(nowNs)
                .instrumentId(ReconcileEncoder.instrumentIdNullValue()).accept(accept ? BooleanType.TRUE : BooleanType.FALSE);
        listener.onReconcile(++sequence, new ReconcileDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    public void reconcileRequest(final long reconciliationId) {
        new ReconcileRequestEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs).reconciliationId(reconciliationId).instrumentId(0).fillsSinceNs(nowNs - 10_000_000_000L);
        listener.onReconcileRequest(++sequence, new ReconcileRequestDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    /** What a request of the time {@code requestTimeNs} came to; an empty text is a complete answer. */
    public void reconcileResult(
            final long reconciliationId, final long requestTimeNs, final int differenceCount, final boolean compared, final String text) {
        new ReconcileResultEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs).reconciliationId(reconciliationId).instrumentId(0).requestTimeNs(requestTimeNs).fillsKnownNs(NULL)
                .openOrderCount(3).fillCount(2).newFillCount(1).differenceCount(differenceCount).cause(ReconcileCause.COMMAND)
                .complete(text.isEmpty() ? BooleanType.TRUE : BooleanType.FALSE)
                .balancesCompared(compared ? BooleanType.TRUE : BooleanType.FALSE).text(text);
        listener.onReconcileResult(++sequence, new ReconcileResultDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    /** A balance that is not what the fills made of it, or is again. */
    public void balanceDifference(
            final long reconciliationId, final int assetId, final DifferenceAction action, final long engineE8, final long venueE8) {
        difference(reconciliationId, DifferenceKind.BALANCE, action).assetId(assetId).engineE8(engineE8).venueE8(venueE8);
        deliverDifference();
    }

    /** An order, or with an execution id a fill, of the first instrument. */
    public void orderDifference(
            final long reconciliationId, final DifferenceKind kind, final DifferenceAction action, final long orderId,
            final long venueOrderId, final long differenceExecutionId) {
        final DifferenceEncoder difference = difference(reconciliationId, kind, action)
                .clientOrderId(orderId).price(6_000_000).quantity(100_000).side(Side.SELL);
        difference.venueOrderId().high(0).low(venueOrderId);
        difference.executionId().high(0).low(differenceExecutionId);
        deliverDifference();
    }

    private DifferenceEncoder difference(final long reconciliationId, final DifferenceKind kind, final DifferenceAction action) {
        final DifferenceEncoder difference = new DifferenceEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs).reconciliationId(reconciliationId).instrumentId(0).clientOrderId(NULL).price(NULL).quantity(NULL)
                .assetId(DifferenceEncoder.assetIdNullValue()).venueE8(NULL).engineE8(NULL).side(Side.NULL_VAL).kind(kind)
                .action(action);
        difference.venueOrderId().high(NULL).low(NULL);
        difference.executionId().high(NULL).low(NULL);
        return difference;
    }

    private void deliverDifference() {
        listener.onDifference(++sequence, new DifferenceDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    private ExecutionReportEncoder blank(
            final long orderId, final Terms terms, final ExecType execType, final OrderStatus status, final long cumQuantity) {
        final ExecutionReportEncoder report = new ExecutionReportEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs).venueTimeNs(nowNs - 500_000).receiveTimeNs(nowNs - 1_000).clientOrderId(orderId)
                .instrumentId(terms.instrumentId).strategyId(terms.strategyId).price(terms.price).orderQuantity(terms.quantity)
                .cumQuantity(cumQuantity).leavesQuantity(terms.quantity - cumQuantity)
                .venueCode(ExecutionReportEncoder.venueCodeNullValue()).execType(execType).orderStatus(status)
                .side(terms.side).orderType(terms.type()).timeInForce(TimeInForce.GTC);
        report.venueOrderId().high(0).low(1_000_000 + orderId);
        return report;
    }

    private void deliverReport() {
        listener.onExecutionReport(++sequence, new ExecutionReportDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    /** What an order is for; a price of {@link Instrument#NULL_VALUE} is a market order. */
    public record Terms(int instrumentId, int strategyId, Side side, long price, long quantity) {
        OrderType type() {
            return price == NULL ? OrderType.MARKET : OrderType.LIMIT;
        }
    }

    /** What a fill cost. */
    public record Fee(long amountE8, int assetId) {
    }
}
