package io.peregrine.feed;

import io.peregrine.book.OrderBook;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.DepthEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The best levels of one book as the message that tells of them. A side is copied out of the book only where something among these levels
 * may have changed since it was copied last: most changes are of one side, or are worse than all of them.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> one buffer, overwritten by the next message of this book.
 * <b>Allocates:</b> none after construction.
 */
final class DepthMessage {
    private static final int LEVELS = DepthEncoder.bidPriceLength();

    private final OrderBook book;
    private final DepthEncoder encoder = new DepthEncoder();
    private final DepthDecoder decoder = new DepthDecoder();
    private final long[] prices = new long[LEVELS];
    private final long[] quantities = new long[LEVELS];
    /** Changes at these prices or better are among the levels; with fewer levels every change is. */
    private long worstBidPrice = Long.MIN_VALUE;
    private long worstAskPrice = Long.MAX_VALUE;
    private boolean areBidsChanged = true;
    private boolean areAsksChanged = true;

    DepthMessage(final OrderBook book) {
        this.book = book;
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[DepthEncoder.BLOCK_LENGTH]);
        encoder.wrap(buffer, 0);
        decoder.wrap(buffer, 0, DepthDecoder.BLOCK_LENGTH, DepthDecoder.SCHEMA_VERSION);
        encoder.instrumentId(book.instrument().instrumentId());
    }

    /** The book's levels are others now. */
    void onReplaced() {
        areBidsChanged = true;
        areAsksChanged = true;
    }

    /** These levels of the book have been changed. */
    void onChanged(final DepthUpdate delta) {
        for (int i = 0; i < delta.bidCount && !areBidsChanged; i++) {
            areBidsChanged = delta.bidPrices[i] >= worstBidPrice;
        }
        for (int i = 0; i < delta.askCount && !areAsksChanged; i++) {
            areAsksChanged = delta.askPrices[i] <= worstAskPrice;
        }
    }

    /** The message of the book as it is now; absent levels are null. */
    DepthDecoder encode(final long venueTimeNs, final long receiveTimeNs) {
        encoder.venueTimeNs(venueTimeNs).receiveTimeNs(receiveTimeNs).updateId(book.updateId());
        if (areBidsChanged) {
            areBidsChanged = false;
            worstBidPrice = encodeBids() ? prices[LEVELS - 1] : Long.MIN_VALUE;
        }
        if (areAsksChanged) {
            areAsksChanged = false;
            worstAskPrice = encodeAsks() ? prices[LEVELS - 1] : Long.MAX_VALUE;
        }
        return decoder;
    }

    /** Were there enough to fill the message? */
    private boolean encodeBids() {
        final int count = book.copyBids(prices, quantities, LEVELS);
        for (int i = 0; i < LEVELS; i++) {
            encoder.bidPrice(i, i < count ? prices[i] : Instrument.NULL_VALUE);
            encoder.bidQuantity(i, i < count ? quantities[i] : Instrument.NULL_VALUE);
        }
        return count == LEVELS;
    }

    private boolean encodeAsks() {
        final int count = book.copyAsks(prices, quantities, LEVELS);
        for (int i = 0; i < LEVELS; i++) {
            encoder.askPrice(i, i < count ? prices[i] : Instrument.NULL_VALUE);
            encoder.askQuantity(i, i < count ? quantities[i] : Instrument.NULL_VALUE);
        }
        return count == LEVELS;
    }
}
