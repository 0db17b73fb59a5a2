package io.peregrine.trade;

import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.CancelRequestDecoder;
import io.peregrine.message.CoreInputDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.InstrumentUpdateDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.ReconcileDecoder;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.message.ReplaceRequestDecoder;
import io.peregrine.message.ResetBreakerDecoder;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.SignalDecoder;
import io.peregrine.message.StartStrategyDecoder;
import io.peregrine.message.StopStrategyDecoder;
import io.peregrine.message.TradeDecoder;
import org.agrona.DirectBuffer;

/**
 * From a journalled input to the core's method for it.
 *
 * <p><b>Threading:</b> confined. <b>Errors:</b> {@link IllegalStateException} for an input that this version does not know.
 */
final class InputAdapter {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CoreInputDecoder input = new CoreInputDecoder();

    /** Does to the core what was done to it then. */
    void feed(final DirectBuffer record, final TradeCore core) {
        input.wrapAndApplyHeader(record, 0, header);
        final long nowNs = input.nowNs();
        switch (input.kind()) {
            case START -> core.start(nowNs);
            case STOP -> core.stop(nowNs);
            case HALT -> core.halt(input.reason(), nowNs);
            case RESUME -> core.resume(nowNs);
            case WORK -> core.doWork(nowNs);
            case MESSAGE, NESTED -> message(record, input.limit() + CoreInputDecoder.messageHeaderLength(), nowNs, core);
            default -> throw new IllegalStateException("an input of a kind that is not known");
        }
    }

    private void message(final DirectBuffer b, final int at, final long nowNs, final TradeCore core) {
        final MessageHeaderDecoder h = header;
        final int templateId = h.wrap(b, at).templateId();
        switch (templateId) {
            case DepthDecoder.TEMPLATE_ID -> core.onDepth(new DepthDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case QuoteDecoder.TEMPLATE_ID -> core.onQuote(new QuoteDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case TradeDecoder.TEMPLATE_ID -> core.onTrade(new TradeDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case BookStatusDecoder.TEMPLATE_ID -> core.onBookStatus(new BookStatusDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case FeedLatencyDecoder.TEMPLATE_ID -> core.onFeedLatency(new FeedLatencyDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case SignalDecoder.TEMPLATE_ID -> core.onSignal(new SignalDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case ExecutionReportDecoder.TEMPLATE_ID ->
                core.onExecutionReport(new ExecutionReportDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case OpenOrderDecoder.TEMPLATE_ID -> core.onOpenOrder(new OpenOrderDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case BalanceDecoder.TEMPLATE_ID -> core.onBalance(new BalanceDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case ReconcileEndDecoder.TEMPLATE_ID -> core.onReconcileEnd(new ReconcileEndDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case GatewayStatusDecoder.TEMPLATE_ID -> core.onGatewayStatus(new GatewayStatusDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            default -> command(templateId, b, at, nowNs, core);
        }
    }

    private void command(final int templateId, final DirectBuffer b, final int at, final long nowNs, final TradeCore core) {
        final MessageHeaderDecoder h = header;
        switch (templateId) {
            case StartStrategyDecoder.TEMPLATE_ID -> core.onStartStrategy(new StartStrategyDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case StopStrategyDecoder.TEMPLATE_ID -> core.onStopStrategy(new StopStrategyDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case PlaceOrderDecoder.TEMPLATE_ID -> core.onPlaceOrder(new PlaceOrderDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case CancelRequestDecoder.TEMPLATE_ID -> core.onCancelRequest(new CancelRequestDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case ReplaceRequestDecoder.TEMPLATE_ID ->
                core.onReplaceRequest(new ReplaceRequestDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case ResetBreakerDecoder.TEMPLATE_ID -> core.onResetBreaker(new ResetBreakerDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case SetLimitsDecoder.TEMPLATE_ID -> core.onSetLimits(new SetLimitsDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case ReconcileDecoder.TEMPLATE_ID -> core.onReconcile(new ReconcileDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            case InstrumentUpdateDecoder.TEMPLATE_ID ->
                core.onInstrumentUpdate(new InstrumentUpdateDecoder().wrapAndApplyHeader(b, at, h), nowNs);
            default -> throw new IllegalStateException("an input of template " + templateId + " is not known");
        }
    }
}
