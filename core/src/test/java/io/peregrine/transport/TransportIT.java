package io.peregrine.transport;

import static io.peregrine.transport.TransportFixture.NOW_NS;
import static io.peregrine.transport.TransportFixture.await;
import static io.peregrine.transport.TransportFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aeron.ExclusivePublication;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.SampleMessages;
import io.peregrine.message.SignalDecoder;
import io.peregrine.message.TradeDecoder;
import io.peregrine.order.OrderListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every message over a real driver, and what happens when nobody reads. */
class TransportIT {
    private final TransportFixture fixture = new TransportFixture();
    private final List<String> heard = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void marketDataArrivesAsItWas() {
        final Recorder recorder = new Recorder();
        final MarketDataAdapter adapter = new MarketDataAdapter(fixture.transport.subscription(Stream.MARKET_DATA), recorder);
        final MarketDataPublisher publisher = new MarketDataPublisher(fixture.transport.publication(Stream.MARKET_DATA), 4);
        fixture.transport.awaitConnected();

        publisher.onBookStatus(status(2, BookState.SYNCING, BookState.LIVE, BookReason.SNAPSHOT_APPLIED), 1);
        publisher.onDepth(depth(2, 5), 1);
        publisher.onQuote(quote(2, 6), 1);
        publisher.onTrade(trade(2, 7), 1);
        publisher.onFeedLatency(latency(2, 8), 1);

        await(() -> adapter.poll(NOW_NS) >= 0 && heard.size() == 5);
        assertEquals(List.of(
                text(status(2, BookState.SYNCING, BookState.LIVE, BookReason.SNAPSHOT_APPLIED), NOW_NS), text(depth(2, 5), NOW_NS),
                text(quote(2, 6), NOW_NS), text(trade(2, 7), NOW_NS), text(latency(2, 8), NOW_NS)), heard);
        assertEquals(0, publisher.droppedCount());
    }

    @Test
    void requestsReportsAndSignalsArriveAsTheyWere() {
        final OrderAdapter orders = new OrderAdapter(fixture.transport.subscription(Stream.orders(0)), new Recorder());
        final ExecutionAdapter executions =
                new ExecutionAdapter(fixture.transport.subscription(Stream.EXECUTIONS), (report, nowNs) -> heard.add(text(report, nowNs)),
                        new CountingListener(() -> heard.add("account")));
        final SignalAdapter signals =
                new SignalAdapter(fixture.transport.subscription(Stream.SIGNALS), (signal, nowNs) -> heard.add(text(signal, nowNs)));
        final OrderPublisher order = new OrderPublisher(fixture.transport.publication(Stream.orders(0)), (report, nowNs) -> { });
        final ExecutionPublisher execution = new ExecutionPublisher(fixture.transport.publication(Stream.EXECUTIONS));
        final SignalPublisher signal = new SignalPublisher(fixture.transport.publication(Stream.SIGNALS));
        fixture.transport.awaitConnected();
        final String longText = "x".repeat(5_000);

        order.onNewOrder(newOrder(1), 1);
        order.onCancelOrder(cancelOrder(2), 1);
        order.onQueryOrder(queryOrder(3), 1);
        execution.onExecutionReport(report(4, ""), 1);
        execution.onExecutionReport(report(5, "größer"), 1);
        execution.onExecutionReport(report(6, longText), 1);
        signal.onSignal(signal(1, 99), 1);

        await(() -> orders.poll(NOW_NS) >= 0 && heard.size() == 3);
        await(() -> executions.poll(NOW_NS) >= 0 && heard.size() == 6);
        await(() -> signals.poll(NOW_NS) >= 0 && heard.size() == 7);
        assertEquals(List.of(
                text(newOrder(1), NOW_NS), text(cancelOrder(2), NOW_NS), text(queryOrder(3), NOW_NS), text(report(4, ""), NOW_NS),
                text(report(5, "größer"), NOW_NS), text(report(6, longText), NOW_NS), text(signal(1, 99), NOW_NS)), heard);
    }

    @Test
    void anOrderWithoutRoomIsRefusedAndNoneIsLost() {
        final List<String> refused = new ArrayList<>();
        final OrderAdapter adapter = new OrderAdapter(fixture.transport.subscription(Stream.orders(0)), new Recorder());
        final OrderPublisher publisher = new OrderPublisher(fixture.transport.publication(Stream.orders(0)), (report, nowNs) ->
                refused.add(report.clientOrderId() + " " + report.execType() + " " + report.orderStatus() + " " + report.rejectReason()));
        fixture.transport.awaitConnected();
        int sent = 0;
        while (refused.isEmpty()) {
            publisher.onNewOrder(newOrder(++sent), 1);
        }
        publisher.onCancelOrder(cancelOrder(1), 1);
        publisher.onQueryOrder(queryOrder(1), 1);

        assertEquals(List.of(sent + " REJECTED REJECTED BACK_PRESSURE", "1 CANCEL_REJECTED NULL_VAL BACK_PRESSURE"), refused);
        assertEquals(3, publisher.droppedCount());
        final int accepted = sent - 1;
        await(() -> adapter.poll(NOW_NS) >= 0 && heard.size() == accepted);
        await(() -> {
            publisher.onNewOrder(newOrder(1_000_000), 1);
            return adapter.poll(NOW_NS) > 0;
        });
    }

    @Test
    void reportsWithoutRoomWaitInTheirOrder() {
        final List<Long> ids = new ArrayList<>();
        final ExecutionAdapter adapter =
                new ExecutionAdapter(fixture.transport.subscription(Stream.EXECUTIONS), (report, nowNs) -> ids.add(report.clientOrderId()),
                        new CountingListener(() -> { }));
        final ExecutionPublisher publisher = new ExecutionPublisher(fixture.transport.publication(Stream.EXECUTIONS));
        fixture.transport.awaitConnected();
        long sent = 0;
        while (!publisher.pending()) {
            publisher.onExecutionReport(report(++sent, "text"), 1);
        }
        for (int i = 0; i < 100; i++) {
            publisher.onExecutionReport(report(++sent, "text"), 1);
        }
        final long all = sent;

        await(() -> {
            publisher.doWork();
            adapter.poll(NOW_NS);
            return ids.size() == all;
        });

        assertFalse(publisher.pending());
        for (int i = 0; i < all; i++) {
            assertEquals(i + 1, ids.get(i));
        }
    }

    @Test
    void reportsThatNobodyEverReadsStopTheGateway() {
        fixture.transport.subscription(Stream.EXECUTIONS);
        final ExecutionPublisher publisher = new ExecutionPublisher(fixture.transport.publication(Stream.EXECUTIONS));
        fixture.transport.awaitConnected();
        final ExecutionReportDecoder report = report(1, "text");
        assertThrows(IllegalStateException.class, () -> {
            for (int i = 0; i < ExecutionPublisher.PENDING_BYTES; i++) {
                publisher.onExecutionReport(report, 1);
            }
        });
    }

    @Test
    void aTickWithoutRoomMakesTheBookSuspectUntilItsNextDepth() {
        final MarketDataAdapter adapter = new MarketDataAdapter(fixture.transport.subscription(Stream.MARKET_DATA), new Recorder());
        final ExclusivePublication publication = fixture.transport.publication(Stream.MARKET_DATA);
        final MarketDataPublisher publisher = new MarketDataPublisher(publication, 4);
        fixture.transport.awaitConnected();
        publisher.onBookStatus(status(2, BookState.SYNCING, BookState.LIVE, BookReason.SNAPSHOT_APPLIED), 1);
        publisher.onBookStatus(status(3, BookState.SYNCING, BookState.LIVE, BookReason.SNAPSHOT_APPLIED), 1);
        int depths = -1;
        while (publisher.droppedCount() == 0) {
            publisher.onDepth(depth(2, 5), 1);
            depths++;
        }
        publisher.onBookStatus(status(3, BookState.LIVE, BookState.INVALID, BookReason.SEQUENCE_GAP), 1);
        final int before = 2 + depths;
        await(() -> adapter.poll(NOW_NS) >= 0 && heard.size() == before);
        heard.clear();

        // The driver makes room behind the reader; in between, one book could be told of and the one before it not.
        await(() -> publication.availableWindow() > 0);
        publisher.onQuote(quote(2, 6), 9);
        await(() -> {
            adapter.poll(NOW_NS);
            return publisher.doWork(9) == 0;
        });
        publisher.onQuote(quote(2, 7), 9);
        publisher.onDepth(depth(2, 8), 10);
        publisher.onQuote(quote(2, 9), 10);
        await(() -> adapter.poll(NOW_NS) >= 0 && heard.size() == 5);

        final List<String> kinds = heard.stream().map(TransportIT::kind).toList();
        assertEquals(List.of(
                "2 LIVE->SUSPECT BUFFER_OVERFLOW", "3 LIVE->INVALID SEQUENCE_GAP", "2 SUSPECT->LIVE RECOVERED", "DepthDecoder",
                "QuoteDecoder"), kinds);
        assertEquals(3, publisher.droppedCount());
    }

    @Test
    void whatAListenerThrowsComesOutOfPoll() {
        final IllegalStateException thrown = new IllegalStateException("journal");
        final SignalAdapter adapter = new SignalAdapter(fixture.transport.subscription(Stream.SIGNALS), (signal, nowNs) -> {
            heard.add("called");
            throw thrown;
        });
        final SignalPublisher publisher = new SignalPublisher(fixture.transport.publication(Stream.SIGNALS));
        fixture.transport.awaitConnected();
        // A signal may be dropped, so another is sent each time; none after the first that arrived may be heard.
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> await(() -> {
            publisher.onSignal(signal(1, 1), 1);
            publisher.onSignal(signal(1, 2), 1);
            return adapter.poll(NOW_NS) < 0;
        })));
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> adapter.poll(NOW_NS)));
        assertEquals(List.of("called"), heard);
    }

    @Test
    void aForeignMessageIsAnError() {
        final SignalAdapter adapter = new SignalAdapter(fixture.transport.subscription(Stream.SIGNALS), (signal, nowNs) -> { });
        final OrderPublisher publisher = new OrderPublisher(fixture.transport.publication(Stream.SIGNALS), (report, nowNs) -> { });
        fixture.transport.awaitConnected();
        publisher.onNewOrder(newOrder(1), 1);
        assertThrows(IllegalStateException.class, () -> await(() -> adapter.poll(NOW_NS) < 0));
    }

    @Test
    void signalsOfManyThreadsComeThroughTheRing() {
        final SignalRing ring = new SignalRing((signal, nowNs) -> heard.add(text(signal, nowNs)), 3);
        for (int round = 0; round < 10; round++) {
            heard.clear();
            for (int i = 0; i < 5; i++) {
                ring.onSignal(signal(1, i), 1);
            }
            assertEquals(2 * (round + 1), ring.droppedCount(), "three may wait");
            while (heard.size() < 3) {
                // A read stops at the ring's end.
                ring.poll(NOW_NS);
            }
            assertEquals(List.of(text(signal(1, 0), NOW_NS), text(signal(1, 1), NOW_NS), text(signal(1, 2), NOW_NS)), heard);
        }
    }

    private static String kind(final String line) {
        if (!line.startsWith("BookStatus")) {
            return line.substring(0, line.indexOf(' '));
        }
        final byte[] bytes = java.util.HexFormat.of().parseHex(line.split(" ")[1]);
        final BookStatusDecoder status = new BookStatusDecoder().wrap(
                new org.agrona.concurrent.UnsafeBuffer(bytes), 0, BookStatusDecoder.BLOCK_LENGTH, BookStatusDecoder.SCHEMA_VERSION);
        return status.instrumentId() + " " + status.previousState() + "->" + status.state() + " " + status.reason();
    }

    private DepthDecoder depth(final int instrumentId, final long updateId) {
        return new DepthDecoder().wrapAndApplyHeader(SampleMessages.depth(instrumentId, updateId), 0, header);
    }

    private QuoteDecoder quote(final int instrumentId, final long updateId) {
        return new QuoteDecoder().wrapAndApplyHeader(SampleMessages.quote(instrumentId, updateId), 0, header);
    }

    private TradeDecoder trade(final int instrumentId, final long tradeId) {
        return new TradeDecoder().wrapAndApplyHeader(SampleMessages.trade(instrumentId, tradeId), 0, header);
    }

    private FeedLatencyDecoder latency(final int instrumentId, final long delayNs) {
        return new FeedLatencyDecoder().wrapAndApplyHeader(SampleMessages.feedLatency(instrumentId, delayNs), 0, header);
    }

    private BookStatusDecoder status(final int instrumentId, final BookState previous, final BookState state, final BookReason reason) {
        return new BookStatusDecoder().wrapAndApplyHeader(SampleMessages.bookStatus(instrumentId, previous, state, reason), 0, header);
    }

    private NewOrderDecoder newOrder(final long clientOrderId) {
        return new NewOrderDecoder().wrapAndApplyHeader(SampleMessages.newOrder(clientOrderId), 0, header);
    }

    private CancelOrderDecoder cancelOrder(final long clientOrderId) {
        return new CancelOrderDecoder().wrapAndApplyHeader(SampleMessages.cancelOrder(clientOrderId), 0, header);
    }

    private QueryOrderDecoder queryOrder(final long clientOrderId) {
        return new QueryOrderDecoder().wrapAndApplyHeader(SampleMessages.queryOrder(clientOrderId), 0, header);
    }

    private ExecutionReportDecoder report(final long clientOrderId, final String text) {
        return new ExecutionReportDecoder().wrapAndApplyHeader(SampleMessages.executionReport(clientOrderId, text), 0, header);
    }

    private SignalDecoder signal(final int instrumentId, final long value) {
        return new SignalDecoder().wrapAndApplyHeader(SampleMessages.signal(instrumentId, value), 0, header);
    }

    private final class Recorder implements MarketDataListener, OrderListener {
        @Override
        public void onDepth(final DepthDecoder depth, final long nowNs) {
            heard.add(text(depth, nowNs));
        }

        @Override
        public void onQuote(final QuoteDecoder quote, final long nowNs) {
            heard.add(text(quote, nowNs));
        }

        @Override
        public void onTrade(final TradeDecoder trade, final long nowNs) {
            heard.add(text(trade, nowNs));
        }

        @Override
        public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
            heard.add(text(status, nowNs));
        }

        @Override
        public void onFeedLatency(final FeedLatencyDecoder latency, final long nowNs) {
            heard.add(text(latency, nowNs));
        }

        @Override
        public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
            heard.add(text(order, nowNs));
        }

        @Override
        public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
            heard.add(text(cancel, nowNs));
        }

        @Override
        public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
            heard.add(text(replace, nowNs));
        }

        @Override
        public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
            heard.add(text(request, nowNs));
        }

        @Override
        public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
            heard.add(text(query, nowNs));
        }
    }
}
