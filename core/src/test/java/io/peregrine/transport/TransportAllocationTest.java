package io.peregrine.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.SampleMessages;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class TransportAllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 5_000;
    private static final int BLOCKS = 50;

    private long sent;
    private long received;

    @Test
    void publishersAndAdaptersAllocateNothing() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final DepthDecoder depth = new DepthDecoder().wrapAndApplyHeader(SampleMessages.depth(0, 1), 0, header);
        final NewOrderDecoder order = new NewOrderDecoder().wrapAndApplyHeader(SampleMessages.newOrder(1), 0, header);
        final ExecutionReportDecoder report =
                new ExecutionReportDecoder().wrapAndApplyHeader(SampleMessages.executionReport(1, "text"), 0, header);
        try (TransportFixture fixture = new TransportFixture()) {
            final CountingListener listener = new CountingListener(() -> received++);
            final MarketDataAdapter ticks = new MarketDataAdapter(fixture.transport.subscription(Stream.MARKET_DATA), listener);
            final OrderAdapter requests = new OrderAdapter(fixture.transport.subscription(Stream.ORDERS), listener);
            final ExecutionAdapter reports = new ExecutionAdapter(fixture.transport.subscription(Stream.EXECUTIONS), listener, listener);
            final MarketDataPublisher tickPublisher = new MarketDataPublisher(fixture.transport.publication(Stream.MARKET_DATA), 1);
            final OrderPublisher orderPublisher = new OrderPublisher(fixture.transport.publication(Stream.ORDERS), listener);
            final ExecutionPublisher reportPublisher = new ExecutionPublisher(fixture.transport.publication(Stream.EXECUTIONS));
            fixture.transport.awaitConnected();

            final Runnable round = () -> {
                tickPublisher.onDepth(depth, 1);
                orderPublisher.onNewOrder(order, 1);
                reportPublisher.onExecutionReport(report, 1);
                sent += 3;
                // The driver makes room on a thread of its own.
                while (received + tickPublisher.droppedCount() < sent) {
                    reportPublisher.doWork();
                    tickPublisher.doWork(1);
                    if (ticks.poll(1) + requests.poll(1) + reports.poll(1) == 0) {
                        Thread.yield();
                    }
                }
            };
            repeat(round, WARM_UP);
            // Code that is linked late allocates once; what allocates per message does so in every block.
            long least = Long.MAX_VALUE;
            for (int block = 0; least > 0 && block < BLOCKS; block++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                repeat(round, MEASURED);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least);
        }
    }

    private static void repeat(final Runnable round, final int count) {
        for (int i = 0; i < count; i++) {
            round.run();
        }
    }
}
