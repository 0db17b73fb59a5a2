package io.peregrine.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.DepthEncoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.QuoteEncoder;
import io.peregrine.message.SampleMessages;
import io.peregrine.message.TradeDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class StageTimerTest {
    private static final int RECEIVED_NS = 1_000;

    private final LatencyBoard board = new LatencyBoard();
    private final LatencyRecorder[] byInstrument = {board.add(Venue.BINANCE_SPOT), board.add(Venue.KRAKEN)};
    private final List<String> heard = new ArrayList<>();
    private long clockNs = RECEIVED_NS + 100;

    @Test
    void oneThreadTimesAllThreeStages() {
        final StageTimer timer = new StageTimer(StageTimer.Side.BOTH, byInstrument, new Slow(), () -> clockNs);
        timer.onDepth(depth(0, 900), 5);
        assertEquals("FEED 1 DECODE 100 TRADE 200", line(Venue.BINANCE_SPOT));
        assertEquals("FEED - DECODE - TRADE -", line(Venue.KRAKEN));
        assertEquals(List.of("depth 0 @5"), heard);
    }

    @Test
    void twoThreadsTimeTheirOwnSide() {
        final StageTimer tradeSide = new StageTimer(StageTimer.Side.TRADE, byInstrument, new Slow(), () -> clockNs);
        tradeSide.onDepth(depth(1, 900), 5);
        assertEquals("FEED - DECODE - TRADE 200", line(Venue.KRAKEN));
        clockNs = RECEIVED_NS + 40;
        final StageTimer feedSide = new StageTimer(StageTimer.Side.FEED, byInstrument, new Slow(), () -> clockNs);
        feedSide.onDepth(depth(1, 900), 5);
        assertEquals("FEED 1 DECODE 40 TRADE 200", line(Venue.KRAKEN));
    }

    @Test
    void anEventWithoutVenueTimeHasNoFeedStage() {
        final StageTimer timer = new StageTimer(StageTimer.Side.FEED, byInstrument, new Slow(), () -> clockNs);
        final UnsafeBuffer buffer = SampleMessages.quote(0, 1);
        new QuoteEncoder().wrap(buffer, 8).venueTimeNs(QuoteEncoder.venueTimeNsNullValue()).receiveTimeNs(RECEIVED_NS);
        timer.onQuote(new QuoteDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()), 5);
        assertEquals("FEED - DECODE 100 TRADE -", line(Venue.BINANCE_SPOT));
    }

    @Test
    void everythingIsHandedOn() {
        final StageTimer timer = new StageTimer(StageTimer.Side.BOTH, byInstrument, new Slow(), () -> clockNs);
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        timer.onBookStatus(new BookStatusDecoder().wrapAndApplyHeader(
                SampleMessages.bookStatus(1, BookState.SYNCING, BookState.LIVE, BookReason.START), 0, header), 1);
        timer.onQuote(new QuoteDecoder().wrapAndApplyHeader(SampleMessages.quote(1, 1), 0, header), 2);
        timer.onTrade(new TradeDecoder().wrapAndApplyHeader(SampleMessages.trade(1, 1), 0, header), 3);
        assertEquals(List.of("status 1 @1", "quote 1 @2", "trade 1 @3"), heard);
    }

    @Test
    void theBoardAddsVenuesUpAndForgets() {
        byInstrument[0].record(Stage.ACK, 10);
        byInstrument[1].record(Stage.ACK, 20);
        assertEquals(2, board.histogram(null, Stage.ACK).getTotalCount());
        assertEquals(10, board.histogram(Venue.BINANCE_SPOT, Stage.ACK).getMaxValue());
        board.reset();
        assertEquals(0, board.histogram(null, Stage.ACK).getTotalCount());
    }

    private String line(final Venue venue) {
        return "FEED " + max(venue, Stage.FEED) + " DECODE " + max(venue, Stage.DECODE) + " TRADE " + max(venue, Stage.TRADE);
    }

    private String max(final Venue venue, final Stage stage) {
        final var histogram = board.histogram(venue, stage);
        return histogram.getTotalCount() == 0 ? "-" : Long.toString(histogram.getMaxValue());
    }

    private static DepthDecoder depth(final int instrumentId, final long venueTimeNs) {
        final UnsafeBuffer buffer = SampleMessages.depth(instrumentId, 1);
        new DepthEncoder().wrap(buffer, 8).venueTimeNs(venueTimeNs).receiveTimeNs(RECEIVED_NS);
        return new DepthDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }

    /** Takes 200 ns for everything. */
    private final class Slow implements MarketDataListener {
        @Override
        public void onDepth(final DepthDecoder depth, final long nowNs) {
            take("depth " + depth.instrumentId(), nowNs);
        }

        @Override
        public void onQuote(final QuoteDecoder quote, final long nowNs) {
            take("quote " + quote.instrumentId(), nowNs);
        }

        @Override
        public void onTrade(final TradeDecoder trade, final long nowNs) {
            take("trade " + trade.instrumentId(), nowNs);
        }

        @Override
        public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
            take("status " + status.instrumentId(), nowNs);
        }

        private void take(final String what, final long nowNs) {
            heard.add(what + " @" + nowNs);
            clockNs += 200;
        }
    }
}
