package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.trade.TradeFixture.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.Allocation;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BookStatusEncoder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.QuoteEncoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.StartStrategyDecoder;
import io.peregrine.message.StartStrategyEncoder;
import io.peregrine.order.OrderSettings;
import io.peregrine.strategy.quoting.MarketMaker;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The whole way of a tick: quote, cancel, new orders, acknowledgements, fills, timers. Nothing is allocated after warm-up. */
class TradeAllocationTest {
    private static final int WARM_UP = 40_000;
    private static final int MEASURED = 20_000;
    private static final int ROUNDS_MAX = 5;
    private static final long BALANCE_E8 = 1_000_000_000_000_000_000L;
    private static final byte[] NO_TEXT = {};

    private final UnsafeBuffer marketBuffer = new UnsafeBuffer(new byte[256]);
    private final UnsafeBuffer reportBuffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder wrapped = new MessageHeaderDecoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final QuoteDecoder quoteDecoder = new QuoteDecoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final ExecutionReportDecoder reportDecoder = new ExecutionReportDecoder();
    private final TradeCore core = new TradeCore(TradeContext.of(
            1,
            TradeFixture.instruments(),
            List.of(TradeFixture.strategy(1, MarketMaker.TYPE, Map.of(MarketMaker.REQUOTE_TICKS, "1"))),
            new OrderSettings(1_000_000, 5_000_000_000L, 0, 3, 64),
            TradeFixture.RISK,
            (buffer, offset, length) -> { },
            new FillingVenue()));
    private final ReconciliationWriter account = new ReconciliationWriter(core, BTC);
    private long nowNs = 1_000_000_000_000L;
    private long executionId;

    @Test
    void aTickAllocatesNothing() {
        begin();
        run(WARM_UP);
        final long orders = core.counters().get(TradeCounter.ORDERS);
        final long fills = core.counters().get(TradeCounter.FILLS);
        assertEquals(0, Allocation.leastBytes(ROUNDS_MAX, () -> run(MEASURED)));
        assertTrue(core.counters().get(TradeCounter.ORDERS) - orders > MEASURED, "each tick moves both quotes");
        assertTrue(core.counters().get(TradeCounter.FILLS) - fills > MEASURED / 10, "some fill");
    }

    private void begin() {
        core.start(nowNs);
        new BookStatusEncoder().wrapAndApplyHeader(marketBuffer, 0, header)
                .instrumentId(BTC).timeNs(nowNs).updateId(0)
                .state(BookState.LIVE).previousState(BookState.SYNCING).reason(BookReason.SNAPSHOT_APPLIED);
        core.onBookStatus(new BookStatusDecoder().wrapAndApplyHeader(marketBuffer, 0, wrapped), nowNs);
        new StartStrategyEncoder().wrapAndApplyHeader(marketBuffer, 0, header).correlationId(1).timeNs(nowNs).strategyId(1);
        core.onStartStrategy(new StartStrategyDecoder().wrapAndApplyHeader(marketBuffer, 0, wrapped), nowNs);
    }

    private void run(final int ticks) {
        for (int i = 0; i < ticks; i++) {
            nowNs += 1_000_000;
            final long bid = (i & 1) == 0 ? 9_990 : 10_010;
            quote.wrapAndApplyHeader(marketBuffer, 0, header)
                    .instrumentId(BTC).venueTimeNs(nowNs).receiveTimeNs(nowNs).updateId(nowNs)
                    .bidPrice(bid).bidQuantity(10).askPrice(bid + 2).askQuantity(10);
            core.onQuote(quoteDecoder.wrapAndApplyHeader(marketBuffer, 0, wrapped), nowNs);
            core.doWork(nowNs);
        }
    }

    /** Answers from inside the call, and fills some orders. */
    private final class FillingVenue extends SilentVenue {
        @Override
        public void onNewOrder(final NewOrderDecoder order, final long timeNs) {
            final long clientOrderId = order.clientOrderId();
            final long price = order.price();
            final long quantity = order.quantity();
            tell(clientOrderId, ExecType.NEW, NULL_VALUE, NULL_VALUE);
            if ((clientOrderId & 7) < 2) {
                tell(clientOrderId, ExecType.TRADE, quantity, price);
            }
        }

        @Override
        public void onCancelOrder(final CancelOrderDecoder cancel, final long timeNs) {
            tell(cancel.clientOrderId(), ExecType.CANCELED, NULL_VALUE, NULL_VALUE);
        }

        @Override
        public void onReconcile(final ReconcileRequestDecoder request, final long timeNs) {
            account.begin(request);
            account.tellBalance(0, BALANCE_E8, 0, timeNs, timeNs);
            account.tellBalance(1, BALANCE_E8, 0, timeNs, timeNs);
            account.end(true, "", timeNs);
        }

        private void tell(final long clientOrderId, final ExecType execType, final long lastQuantity, final long lastPrice) {
            report.wrapAndApplyHeader(reportBuffer, 0, header)
                    .clientOrderId(clientOrderId).execType(execType).rejectReason(RejectReason.NONE)
                    .lastQuantity(lastQuantity).lastPrice(lastPrice).cumQuantity(NULL_VALUE).feeE8(0).feeAssetId(1)
                    .putText(NO_TEXT, 0, 0);
            report.venueOrderId().high(0).low(clientOrderId);
            report.executionId().high(0).low(++executionId);
            core.onExecutionReport(reportDecoder.wrapAndApplyHeader(reportBuffer, 0, wrapped), nowNs);
        }
    }
}
