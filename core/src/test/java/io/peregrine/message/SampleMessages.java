package io.peregrine.message;

import java.nio.charset.StandardCharsets;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One encoded message of each kind, with its header, all fields different from each other and from null. */
public final class SampleMessages {
    private SampleMessages() {
    }

    public static UnsafeBuffer depth(final int instrumentId, final long updateId) {
        final DepthEncoder depth = new DepthEncoder();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        depth.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .instrumentId(instrumentId).venueTimeNs(11).receiveTimeNs(12).updateId(updateId);
        for (int i = 0; i < DepthEncoder.bidPriceLength(); i++) {
            depth.bidPrice(i, 1_000 - i).bidQuantity(i, 20 + i).askPrice(i, 1_001 + i).askQuantity(i, 40 + i);
        }
        return copy(buffer, depth.encodedLength());
    }

    public static UnsafeBuffer quote(final int instrumentId, final long updateId) {
        final QuoteEncoder quote = new QuoteEncoder();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        quote.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .instrumentId(instrumentId).venueTimeNs(21).receiveTimeNs(22).updateId(updateId)
                .bidPrice(1_000).bidQuantity(5).askPrice(1_001).askQuantity(6);
        return copy(buffer, quote.encodedLength());
    }

    public static UnsafeBuffer trade(final int instrumentId, final long tradeId) {
        final TradeEncoder trade = new TradeEncoder();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        trade.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .instrumentId(instrumentId).venueTimeNs(31).receiveTimeNs(32).tradeId(tradeId)
                .price(1_001).quantity(7).aggressorSide(Side.BUY);
        return copy(buffer, trade.encodedLength());
    }

    public static UnsafeBuffer bookStatus(
            final int instrumentId, final BookState previous, final BookState state, final BookReason reason) {
        final BookStatusEncoder status = new BookStatusEncoder();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        status.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .instrumentId(instrumentId).timeNs(41).updateId(42).state(state).previousState(previous).reason(reason);
        return copy(buffer, status.encodedLength());
    }

    public static UnsafeBuffer signal(final int instrumentId, final long value) {
        final SignalEncoder signal = new SignalEncoder();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        signal.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .instrumentId(instrumentId).signalId(1).timeNs(51).value(value);
        return copy(buffer, signal.encodedLength());
    }

    public static UnsafeBuffer feedLatency(final int instrumentId, final long delayNs) {
        final FeedLatencyEncoder latency = new FeedLatencyEncoder();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        latency.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .instrumentId(instrumentId).timeNs(51).delayNs(delayNs).thresholdNs(52).late(BooleanType.TRUE);
        return copy(buffer, latency.encodedLength());
    }

    public static UnsafeBuffer newOrder(final long clientOrderId) {
        final NewOrderEncoder order = new NewOrderEncoder();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        order.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .timeNs(61).clientOrderId(clientOrderId).instrumentId(3).strategyId(4).price(1_000).stopPrice(990).quantity(8)
                .tickReceiveTimeNs(62).side(Side.SELL).orderType(OrderType.LIMIT).timeInForce(TimeInForce.IOC)
                .postOnly(BooleanType.FALSE).held(BooleanType.FALSE);
        return copy(buffer, order.encodedLength());
    }

    public static UnsafeBuffer cancelOrder(final long clientOrderId) {
        final CancelOrderEncoder cancel = new CancelOrderEncoder();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        cancel.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .timeNs(71).clientOrderId(clientOrderId).instrumentId(3).strategyId(4).tickReceiveTimeNs(72)
                .venueOrderId().high(73).low(74);
        return copy(buffer, cancel.encodedLength());
    }

    public static UnsafeBuffer queryOrder(final long clientOrderId) {
        final QueryOrderEncoder query = new QueryOrderEncoder();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        query.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).timeNs(81).clientOrderId(clientOrderId).instrumentId(3)
                .venueOrderId().high(82).low(83);
        return copy(buffer, query.encodedLength());
    }

    public static UnsafeBuffer executionReport(final long clientOrderId, final String text) {
        final ExecutionReportEncoder report = new ExecutionReportEncoder();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        report.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .timeNs(91).venueTimeNs(92).receiveTimeNs(93).clientOrderId(clientOrderId).instrumentId(3).strategyId(4)
                .price(1_000).orderQuantity(8).lastPrice(999).lastQuantity(2).cumQuantity(5).leavesQuantity(3)
                .feeE8(94).feeAssetId(1).venueCode(-2010).execType(ExecType.TRADE).orderStatus(OrderStatus.PARTIALLY_FILLED)
                .side(Side.BUY).orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC).liquiditySide(LiquiditySide.MAKER)
                .rejectReason(RejectReason.NONE);
        report.venueOrderId().high(95).low(96);
        report.executionId().high(97).low(98);
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        report.putText(utf8, 0, utf8.length);
        return copy(buffer, report.encodedLength());
    }

    public static UnsafeBuffer engineStarted(final long runId) {
        final EngineStartedEncoder started = new EngineStartedEncoder();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        started.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).timeNs(101).runId(runId).mode(EngineMode.PAPER);
        return copy(buffer, started.encodedLength());
    }

    public static UnsafeBuffer engineStopped(final long runId) {
        final EngineStoppedEncoder stopped = new EngineStoppedEncoder();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        stopped.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).timeNs(111).runId(runId);
        return copy(buffer, stopped.encodedLength());
    }

    private static UnsafeBuffer copy(final ExpandableArrayBuffer buffer, final int bodyLength) {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + bodyLength];
        buffer.getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }
}
