package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.ETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.Allocation;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BookStatusEncoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.PlaceOrderEncoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.QuoteEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.ReplaceRequestDecoder;
import io.peregrine.message.ReplaceRequestEncoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.message.TradeDecoder;
import io.peregrine.message.TradeEncoder;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.SelfTradePrevention;
import io.peregrine.order.UnknownOrders;
import io.peregrine.strategy.Strategies;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Replaces in place and by a new order, stops that the engine holds, and orders that wait for own ones to end, allocate nothing. */
class ReplaceAllocationTest {
    private static final byte[] NO_TEXT = {};
    private static final OrderSettings ORDERS = new OrderSettings(
            1_000_000, 5_000_000_000L, 0, 3, 64, 0, UnknownOrders.REPORT, SelfTradePrevention.CANCEL_OLDEST);

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final UnsafeBuffer reportBuffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder wrapped = new MessageHeaderDecoder();
    private final PlaceOrderEncoder place = new PlaceOrderEncoder();
    private final PlaceOrderDecoder placeDecoder = new PlaceOrderDecoder();
    private final ReplaceRequestEncoder replace = new ReplaceRequestEncoder();
    private final ReplaceRequestDecoder replaceDecoder = new ReplaceRequestDecoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final TradeDecoder tradeDecoder = new TradeDecoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final ExecutionReportDecoder reportDecoder = new ExecutionReportDecoder();
    private final TradeCore core = new TradeCore(new TradeContext(
            1, TradeFixture.instruments(), List.of(), ORDERS, TradeFixture.RISK,
            (record, offset, length) -> { }, new WillingVenue(), Strategies::create, TradeFixture.CAPABILITIES));
    private long nowNs = 1_000_000_000_000L;
    private long executionId;
    private long lastId = 1L << 32;

    @Test
    void replacesAndHeldOrdersAllocateNothing() {
        core.start(nowNs);
        live(BTC);
        live(ETH);
        run(20_000);
        final long replaces = core.counters().get(TradeCounter.REPLACES);
        final long triggered = core.counters().get(TradeCounter.STOPS_TRIGGERED);
        final long held = core.counters().get(TradeCounter.ORDERS_HELD);
        assertEquals(0, Allocation.leastBytes(5, () -> run(10_000)));
        assertTrue(core.counters().get(TradeCounter.REPLACES) - replaces >= 20_000, "two in each round");
        assertTrue(core.counters().get(TradeCounter.STOPS_TRIGGERED) - triggered >= 20_000, "a buy and a sell in each round");
        assertTrue(core.counters().get(TradeCounter.ORDERS_HELD) - held >= 20_000, "a sell and a buy in each round");
        assertEquals(0, core.counters().get(TradeCounter.REPLACES_REFUSED));
        assertEquals(0, core.counters().get(TradeCounter.ORDERS_RISK_REJECTED));
    }

    private void run(final int rounds) {
        for (int i = 0; i < rounds; i++) {
            nowNs += 1_000_000;
            replace(place(BTC, Side.BUY, OrderType.LIMIT, 100, 9_900, NULL_VALUE), 9_901, 150);
            replace(place(ETH, Side.BUY, OrderType.LIMIT, 4_000, 9_900, NULL_VALUE), 9_905, 5_000);
            place(ETH, Side.BUY, OrderType.STOP, 4_000, NULL_VALUE, 10_050);
            trade(10_050);
            place(ETH, Side.SELL, OrderType.STOP, 4_000, NULL_VALUE, 9_950);
            trade(9_950);
            place(BTC, Side.SELL, OrderType.LIMIT, 100, 9_900, NULL_VALUE);
            place(BTC, Side.BUY, OrderType.LIMIT, 100, 9_900, NULL_VALUE);
            core.doWork(nowNs);
        }
    }

    private long place(
            final int instrumentId, final Side side, final OrderType type, final long quantity, final long price, final long stopPrice) {
        place.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(1).timeNs(nowNs).instrumentId(instrumentId).strategyId(0)
                .price(price).stopPrice(stopPrice).quantity(quantity).clientOrderId(NULL_VALUE)
                .side(side).orderType(type).timeInForce(TimeInForce.GTC).postOnly(BooleanType.FALSE)
                .putUserOrderId(NO_TEXT, 0, 0);
        core.onPlaceOrder(placeDecoder.wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
        return lastId;
    }

    private void replace(final long clientOrderId, final long price, final long quantity) {
        replace.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(2).timeNs(nowNs).clientOrderId(clientOrderId).price(price).quantity(quantity);
        core.onReplaceRequest(replaceDecoder.wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    private void trade(final long price) {
        trade.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(ETH).venueTimeNs(nowNs).receiveTimeNs(nowNs).tradeId(nowNs)
                .price(price).quantity(10).aggressorSide(Side.BUY);
        core.onTrade(tradeDecoder.wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    private void live(final int instrumentId) {
        new BookStatusEncoder().wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId).timeNs(nowNs).updateId(0)
                .state(BookState.LIVE).previousState(BookState.SYNCING).reason(BookReason.SNAPSHOT_APPLIED);
        core.onBookStatus(new BookStatusDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
        new QuoteEncoder().wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId).venueTimeNs(nowNs).receiveTimeNs(nowNs).updateId(1)
                .bidPrice(9_990).bidQuantity(10).askPrice(10_010).askQuantity(10);
        core.onQuote(new QuoteDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    /** Takes everything, fills market orders at 100, and ends what was replaced. */
    private final class WillingVenue extends SilentVenue {
        @Override
        public void onNewOrder(final NewOrderDecoder order, final long timeNs) {
            lastId = order.clientOrderId();
            final boolean market = order.orderType() == OrderType.MARKET;
            final long quantity = order.quantity();
            tell(lastId, ExecType.NEW, NULL_VALUE);
            if (market) {
                tell(lastId, ExecType.TRADE, quantity);
            }
        }

        @Override
        public void onReplaceOrder(final ReplaceOrderDecoder message, final long timeNs) {
            final long clientOrderId = message.clientOrderId();
            final long newClientOrderId = message.newClientOrderId();
            if (newClientOrderId == NULL_VALUE) {
                tell(clientOrderId, ExecType.REPLACED, NULL_VALUE);
                tell(clientOrderId, ExecType.CANCELED, NULL_VALUE);
            } else {
                tell(clientOrderId, ExecType.CANCELED, NULL_VALUE);
                tell(newClientOrderId, ExecType.NEW, NULL_VALUE);
                tell(newClientOrderId, ExecType.CANCELED, NULL_VALUE);
            }
        }

        @Override
        public void onCancelOrder(final CancelOrderDecoder cancel, final long timeNs) {
            tell(cancel.clientOrderId(), ExecType.CANCELED, NULL_VALUE);
        }

        private void tell(final long clientOrderId, final ExecType execType, final long lastQuantity) {
            report.wrapAndApplyHeader(reportBuffer, 0, header)
                    .clientOrderId(clientOrderId).execType(execType).rejectReason(RejectReason.NONE)
                    .price(NULL_VALUE).orderQuantity(NULL_VALUE)
                    .lastQuantity(lastQuantity).lastPrice(10_000).cumQuantity(NULL_VALUE).feeE8(0).feeAssetId(1)
                    .putText(NO_TEXT, 0, 0);
            report.venueOrderId().high(0).low(clientOrderId);
            report.executionId().high(0).low(++executionId);
            core.onExecutionReport(reportDecoder.wrapAndApplyHeader(reportBuffer, 0, wrapped), nowNs);
        }
    }
}
