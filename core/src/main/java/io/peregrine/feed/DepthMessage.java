package io.peregrine.feed;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.DepthEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The best levels of one book as the message that tells of them. Only what changed since the last message is written.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> one buffer, overwritten by the next message of this book.
 * <b>Allocates:</b> none after construction.
 */
final class DepthMessage {
    /** Levels a side. */
    static final int LEVELS = DepthEncoder.bidPriceLength();

    private final TopLevels bids;
    private final TopLevels asks;
    private final DepthEncoder encoder = new DepthEncoder();
    private final DepthDecoder decoder = new DepthDecoder();

    DepthMessage(final Instrument instrument, final TopLevels bids, final TopLevels asks) {
        this.bids = bids;
        this.asks = asks;
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[DepthEncoder.BLOCK_LENGTH]);
        encoder.wrap(buffer, 0);
        decoder.wrap(buffer, 0, DepthDecoder.BLOCK_LENGTH, DepthDecoder.SCHEMA_VERSION);
        encoder.instrumentId(instrument.instrumentId());
    }

    /** The message of the book as it is now; absent levels are null. */
    DepthDecoder encode(final long updateId, final long venueTimeNs, final long receiveTimeNs) {
        encoder.venueTimeNs(venueTimeNs).receiveTimeNs(receiveTimeNs).updateId(updateId);
        bids.refresh();
        for (int i = bids.takeUntold(); i < LEVELS; i++) {
            encoder.bidPrice(i, bids.price(i)).bidQuantity(i, bids.quantity(i));
        }
        asks.refresh();
        for (int i = asks.takeUntold(); i < LEVELS; i++) {
            encoder.askPrice(i, asks.price(i)).askQuantity(i, asks.quantity(i));
        }
        return decoder;
    }
}
