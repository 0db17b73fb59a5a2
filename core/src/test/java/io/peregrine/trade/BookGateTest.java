package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.FeedLatencyEncoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.signal.SignalCatalogue;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

/** A strategy can not get a price of a book that is not LIVE, whatever the state and the way to ask, and can not send an order to it. */
class BookGateTest {
    private final List<String> seen = new ArrayList<>();
    private final Strategy looker = new Strategy() {
        @Override
        public void onBookStatus(final StrategyContext context, final BookStatusDecoder status) {
            look(context, status.state());
        }

        @Override
        public void onTimer(final StrategyContext context) {
            look(context, BookState.NULL_VAL);
        }
    };
    private final TradeFixture fixture = new TradeFixture(TradeFixture.RUN_ID, TradeFixture.ORDERS, TradeFixture.RISK,
            List.of(TradeFixture.strategy(1, "looker", Map.of())), (settings, instruments) -> looker).live();

    @Test
    void onlyALiveBookHasPrices() {
        fixture.startStrategy(1);
        fixture.after(TradeCore.TIMER_INTERVAL_NS);
        assertEquals(List.of("NULL_VAL 9999 NONE"), seen);
        for (final BookState state : List.of(BookState.SUSPECT, BookState.SYNCING, BookState.INVALID)) {
            seen.clear();
            fixture.book(BTC, state);
            fixture.after(TradeCore.TIMER_INTERVAL_NS);
            assertEquals(List.of(state + " null BOOK_NOT_LIVE", "NULL_VAL null BOOK_NOT_LIVE"), seen);
            seen.clear();
            fixture.book(BTC, BookState.LIVE);
            // LIVE again, but nothing has been heard of its prices yet: those from before do not count.
            assertEquals(List.of("LIVE null BOOK_NOT_LIVE"), seen);
            fixture.quote(BTC, 9_999, 10_001);
        }
    }

    @Test
    void aLateFeedIsANoticeInTheJournal() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        new FeedLatencyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .instrumentId(BTC).timeNs(1).delayNs(30_000_000).thresholdNs(10_000_000).late(BooleanType.TRUE);
        final FeedLatencyDecoder latency = new FeedLatencyDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        fixture.core.onFeedLatency(latency, fixture.nowNs);
        assertEquals(List.of("journal RiskEvent WARNING FEED_LATENCY"), fixture.take());
    }

    private void look(final StrategyContext context, final BookState state) {
        final long signal = context.signal(BTC, SignalCatalogue.MICROPRICE);
        assertEquals(Instrument.NULL_VALUE, signal, "none was sent");
        final String price = context.market(BTC) == null ? "null" : Long.toString(context.market(BTC).bidPrice());
        final RejectReason refusal = StrategyContext.rejectReason(context.submitLimit(BTC, Side.BUY, 9_000, 100, TimeInForce.GTC));
        seen.add(state + " " + price + " " + refusal);
    }
}
