package io.peregrine.venue.kraken.feed;

import io.peregrine.book.OrderBook;
import io.peregrine.feed.DepthUpdate;
import java.util.zip.CRC32;

/**
 * The checksum of a book: CRC32 of the text of the best ten asks, then the best ten bids. An update that changes no level among them leaves
 * it as it was; one that does, changes the text from the first different level on.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction.
 *
 * <p>Source: docs.kraken.com, "Spot WebSocket v2 book checksum"; docs/protocol/kraken.md.
 */
final class BookChecksum {
    private final TopText asks = new TopText(false);
    private final TopText bids = new TopText(true);
    private final CRC32 crc = new CRC32();
    private long value;

    /** Of a book that was loaded anew. */
    long ofLoaded(final OrderBook book) {
        asks.clear();
        bids.clear();
        asks.refresh(book);
        bids.refresh(book);
        return compute();
    }

    /** Of the same book after this update, and after what was beyond its depth is gone. */
    long ofUpdated(final OrderBook book, final DepthUpdate update) {
        final boolean areAsksTouched = asks.isTouched(update.askPrices, update.askCount);
        final boolean areBidsTouched = bids.isTouched(update.bidPrices, update.bidCount);
        if (areAsksTouched) {
            asks.refresh(book);
        }
        if (areBidsTouched) {
            bids.refresh(book);
        }
        return areAsksTouched || areBidsTouched ? compute() : value;
    }

    private long compute() {
        crc.reset();
        crc.update(asks.text(), 0, asks.length());
        crc.update(bids.text(), 0, bids.length());
        value = crc.getValue();
        return value;
    }
}
