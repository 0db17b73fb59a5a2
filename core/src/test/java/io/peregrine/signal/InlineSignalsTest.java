package io.peregrine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookState;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.DepthEncoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.QuoteEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class InlineSignalsTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final InlineSignals signals = new InlineSignals();

    @Test
    void noPricesUntilTheBookIsLive() {
        quote(1, 100, 5, 102, 15);
        assertFalse(signals.live());
        assertEquals(Instrument.NULL_VALUE, signals.markPrice());
        signals.onBookState(BookState.LIVE);
        assertTrue(signals.live());
        signals.onBookState(BookState.SUSPECT);
        assertFalse(signals.live());
        assertEquals(Instrument.NULL_VALUE, signals.bidPrice());
        signals.onBookState(BookState.LIVE);
        assertFalse(signals.live(), "prices from before do not count");
    }

    @Test
    void signalsOfTheBestLevels() {
        signals.onBookState(BookState.LIVE);
        depth(1);
        assertEquals(101, signals.mid());
        assertEquals(100 + 2 * 10 / 40.0, signals.microprice());
        assertEquals((10 - 30) / 40.0, signals.imbalance());
        assertEquals((10 + 20 + 30 + 40 - 30 - 40 - 50 - 60 - 70) / 350.0, signals.imbalance5(), "the fifth bid is absent");
        assertEquals(101, signals.markPrice());
    }

    @Test
    void orderFlowByTheSignOfThePriceChange() {
        signals.onBookState(BookState.LIVE);
        quote(1, 100, 5, 102, 15);
        assertEquals(0, signals.orderFlowImbalance());
        quote(2, 100, 8, 102, 14);
        assertEquals(3 + 1, signals.orderFlowImbalance());
        quote(3, 101, 2, 103, 9);
        assertEquals(2 + 14, signals.orderFlowImbalance());
        quote(4, 99, 7, 101, 4);
        assertEquals(-2 - 4, signals.orderFlowImbalance());
        assertEquals(4 + 16 - 6, signals.orderFlowImbalanceSum());
        signals.onBookState(BookState.INVALID);
        assertEquals(0, signals.orderFlowImbalanceSum());
    }

    @Test
    void whatIsOlderDoesNotTouchTheBestPrices() {
        signals.onBookState(BookState.LIVE);
        quote(5, 200, 5, 202, 15);
        depth(4);
        assertEquals(200, signals.bidPrice());
        quote(3, 100, 5, 102, 15);
        assertEquals(200, signals.bidPrice());
        quote(5, 201, 5, 202, 15);
        assertEquals(201, signals.bidPrice(), "the same update is not older");
        signals.onBookState(BookState.SYNCING);
        signals.onBookState(BookState.LIVE);
        quote(1, 100, 5, 102, 15);
        assertEquals(100, signals.bidPrice(), "a new book begins with its own ids");
    }

    @Test
    void aBookWithOneSideIsNotLive() {
        signals.onBookState(BookState.LIVE);
        quote(1, Instrument.NULL_VALUE, 0, 102, 15);
        assertFalse(signals.live());
    }

    private void quote(final long updateId, final long bid, final long bidQuantity, final long ask, final long askQuantity) {
        new QuoteEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .updateId(updateId).bidPrice(bid).bidQuantity(bidQuantity).askPrice(ask).askQuantity(askQuantity);
        signals.onQuote(new QuoteDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
    }

    private void depth(final long updateId) {
        final DepthEncoder depth = new DepthEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).updateId(updateId);
        for (int i = 0; i < 5; i++) {
            depth.bidPrice(i, i == 4 ? Instrument.NULL_VALUE : 100 - i).bidQuantity(i, i == 4 ? Instrument.NULL_VALUE : 10 + 10 * i);
            depth.askPrice(i, 102 + i).askQuantity(i, 30 + 10 * i);
        }
        signals.onDepth(new DepthDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
    }
}
