package io.peregrine.feed;

import io.peregrine.message.BookState;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has one LIVE book after the other compared with a snapshot of its venue, one each {@link FeedSettings#auditIntervalNs}; none while
 * another book waits for its snapshot, which needs the venue's limits more.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction.
 */
final class AuditSchedule {
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    private final long intervalNs;
    private final List<? extends VenueBook> books;
    private long dueNs;
    private int next;

    AuditSchedule(final long intervalNs, final List<? extends VenueBook> books) {
        this.intervalNs = intervalNs;
        this.books = books;
    }

    /** The stream is connected. */
    void begin(final long nowNs) {
        dueNs = nowNs + intervalNs;
    }

    int doWork(final long nowNs) {
        if (intervalNs == 0 || nowNs - dueNs < 0) {
            return 0;
        }
        dueNs = nowNs + Math.min(RETRY_NS, intervalNs);
        if (isAnySyncing()) {
            return 0;
        }
        for (int i = 0; i < books.size(); i++) {
            final VenueBook book = books.get(next);
            next = (next + 1) % books.size();
            if (book.kept().state() == BookState.LIVE && book.audit(nowNs)) {
                dueNs = nowNs + intervalNs;
                return 1;
            }
        }
        return 0;
    }

    private boolean isAnySyncing() {
        for (int i = 0; i < books.size(); i++) {
            if (books.get(i).kept().state() == BookState.SYNCING) {
                return true;
            }
        }
        return false;
    }
}
