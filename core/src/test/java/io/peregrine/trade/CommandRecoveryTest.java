package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.journal.JournalAdapter;
import io.peregrine.journal.JournalListener;
import io.peregrine.message.BookState;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.Side;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** An engine that is killed after it has journalled a command and before it has journalled what it does about it. */
class CommandRecoveryTest {
    private final List<String> ended = new ArrayList<>();

    @Test
    void anOrderThatWasOnlyAskedForEndsAtTheNextStartOnceAndIsNotSent() {
        final List<byte[]> journal = placed();
        final int killedAt = index(journal, PlaceOrderDecoder.TEMPLATE_ID);
        final TradeFixture next = restart(1, journal.subList(0, killedAt + 1));
        assertEquals(List.of("RISK_REJECTED 1000 HALTED"), ended(next.records));
        assertEquals(-1, index(next.records, NewOrderDecoder.TEMPLATE_ID));
        final List<byte[]> both = new ArrayList<>(journal.subList(0, killedAt + 1));
        both.addAll(next.records);
        assertEquals(List.of(), ended(restart(2, both).records));
    }

    @Test
    void oneThatWasBegunIsAskedForAtTheVenueInstead() {
        assertEquals(List.of(), ended(restart(1, placed()).records));
    }

    private static List<byte[]> placed() {
        final TradeFixture fixture = new TradeFixture(
                TradeFixture.RUN_ID, TradeFixture.ORDERS, TradeFixture.RISK, List.of(), null).live();
        fixture.book(BTC, BookState.LIVE);
        fixture.quote(BTC, 9_999, 10_001);
        fixture.place(BTC, Side.BUY, 1_000, 9_990);
        return fixture.records;
    }

    private static TradeFixture restart(final int run, final List<byte[]> journal) {
        final TradeFixture next = new TradeFixture(
                TradeFixture.RUN_ID + run, TradeFixture.ORDERS, TradeFixture.RISK, List.of(), null);
        read(journal, next.core.recovery());
        return next.start();
    }

    private List<String> ended(final List<byte[]> records) {
        ended.clear();
        read(records, new JournalListener() {
            @Override
            public void onExecutionReport(final long sequence, final ExecutionReportDecoder report) {
                if (report.orderStatus() == OrderStatus.RISK_REJECTED) {
                    ended.add(report.execType() + " " + report.orderQuantity() + ' ' + report.rejectReason());
                }
            }
        });
        return ended;
    }

    private static void read(final List<byte[]> records, final JournalListener listener) {
        final JournalAdapter adapter = new JournalAdapter();
        for (int i = 0; i < records.size(); i++) {
            adapter.dispatch(i + 1, new UnsafeBuffer(records.get(i)), 0, listener);
        }
    }

    private static int index(final List<byte[]> records, final int templateId) {
        for (int i = 0; i < records.size(); i++) {
            if (new MessageHeaderDecoder().wrap(new UnsafeBuffer(records.get(i)), 0).templateId() == templateId) {
                return i;
            }
        }
        return -1;
    }
}
