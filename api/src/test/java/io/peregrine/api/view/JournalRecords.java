package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import io.peregrine.journal.JournalListener;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CancelOrderEncoder;
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
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.ReplaceOrderEncoder;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.RiskEventEncoder;
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
        new NewOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs).clientOrderId(orderId).instrumentId(terms.instrumentId).strategyId(terms.strategyId)
                .price(terms.price).stopPrice(NULL).quantity(terms.quantity).tickReceiveTimeNs(nowNs - 1_000)
                .side(terms.side).orderType(terms.type()).timeInForce(TimeInForce.GTC).postOnly(BooleanType.FALSE);
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
        new RiskEventEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs).clientOrderId(NULL).instrumentId(0).strategyId(strategyId).limitE8(limitE8).valueE8(valueE8)
                .severity(severity).rule(rule);
        listener.onRiskEvent(++sequence, new RiskEventDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    public void strategy(final int strategyId, final StrategyState state, final String reason) {
        new StrategyStatusEncoder().wrapAndApplyHeader(buffer, 0, header).timeNs(nowNs).strategyId(strategyId).state(state).reason(reason);
        listener.onStrategyStatus(++sequence, new StrategyStatusDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
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
