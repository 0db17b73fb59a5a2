package io.peregrine.venue.kraken.feed;

import io.peregrine.feed.FeedBook;
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
    private final TopText asks;
    private final TopText bids;
    private final byte[] text = new byte[2 * TopText.BYTES_MAX];
    private int asksLength;
    private final CRC32 crc = new CRC32();
    private long value;

    BookChecksum(final FeedBook book) {
        asks = new TopText(book.bestAsks());
        bids = new TopText(book.bestBids());
    }

    /** Of the book as it is now. */
    long value() {
        final boolean areAsksOthers = asks.refresh();
        final boolean areBidsOthers = bids.refresh();
        if (areAsksOthers || areBidsOthers) {
            value = compute(areAsksOthers, areBidsOthers);
        }
        return value;
    }

    /** In one piece: what a checksum costs is its beginning and its end more than what is between. */
    private long compute(final boolean areAsksOthers, final boolean areBidsOthers) {
        final int lengthBefore = asksLength;
        if (areAsksOthers) {
            asksLength = asks.length();
            System.arraycopy(asks.text(), 0, text, 0, asksLength);
        }
        if (areBidsOthers || asksLength != lengthBefore) {
            System.arraycopy(bids.text(), 0, text, asksLength, bids.length());
        }
        crc.reset();
        crc.update(text, 0, asksLength + bids.length());
        return crc.getValue();
    }
}
