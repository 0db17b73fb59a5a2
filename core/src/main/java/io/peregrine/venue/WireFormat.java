package io.peregrine.venue;

import io.peregrine.book.BookUpdateListener;
import io.peregrine.capture.CaptureScan;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.SnapshotRequester;

/**
 * A venue's market data on the wire: what decodes it, live or out of a capture.
 *
 * <p><b>Threading:</b> stateless.
 */
public interface WireFormat {
    /**
     * Makes a handler that is not connected.
     *
     * @param requester gets new snapshots
     * @param updates   sees every book after every update
     */
    FeedHandler handler(FeedContext context, SnapshotRequester requester, BookUpdateListener updates);

    /** Makes what finds the instruments of a capture. */
    CaptureScan captureScan();
}
