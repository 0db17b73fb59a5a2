package io.peregrine.runtime;

import io.peregrine.venue.Feed;

/**
 * A feed agent. Where the trade core is on another thread, what could not be told it before goes first.
 *
 * <p><b>Threading:</b> the feed's thread.
 */
final class FeedDuty implements Duty {
    private final String name;
    private final Feed feed;
    private final Inlet untold;

    /**
     * @param venue  key of the venue
     * @param untold tells what could not be told before
     */
    FeedDuty(final String venue, final Feed feed, final Inlet untold) {
        name = "feed-" + venue;
        this.feed = feed;
        this.untold = untold;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int doWork(final long nowNs) {
        return untold.poll(nowNs) + feed.doWork(nowNs);
    }

    @Override
    public void close() {
        feed.close();
    }
}
