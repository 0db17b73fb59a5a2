package io.peregrine.feed;

import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Watches for books that stand still on a stream that is open. Silence alone says little: a quiet market looks like a frozen one. So a
 * silent book is compared with a snapshot at half of the time that it is given; where they are equal its time begins anew, and where that
 * can not be shown in time it is SUSPECT. It is given {@link FeedSettings#staleAfterNs}; while the same symbol keeps moving on other venues
 * only {@link FeedSettings#peerStaleAfterNs}. A book that can not be compared, because its venue has no snapshots that say where in the
 * stream they belong, is given no time but while other venues move: the venue's heartbeats show that its stream is alive.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction.
 */
final class SilenceWatch {
    /** Between two looks. */
    static final long SAMPLE_NS = TimeUnit.MILLISECONDS.toNanos(250);
    /** Moves of other venues during the silence that show that the market is not quiet. */
    static final long PEER_MOVES_MIN = 10;
    private static final long NOT_YET = Long.MIN_VALUE;
    private static final long PROBE_INTERVAL_MIN_NS = TimeUnit.SECONDS.toNanos(1);

    private final FeedSettings settings;
    private final List<? extends VenueBook> books;
    private final long[] heardNs;
    private final long[] movesWhenHeard;
    private final long[] movesLast;
    /** Since when others have moved without it. */
    private final long[] peersSinceNs;
    private final long[] probedNs;
    private MarketPulse pulse = MarketPulse.NONE;
    private long sampledNs;

    SilenceWatch(final FeedSettings settings, final List<? extends VenueBook> books) {
        this.settings = settings;
        this.books = books;
        heardNs = new long[books.size()];
        movesWhenHeard = new long[books.size()];
        movesLast = new long[books.size()];
        peersSinceNs = new long[books.size()];
        probedNs = new long[books.size()];
    }

    void pulse(final MarketPulse newPulse) {
        pulse = newPulse;
    }

    int doWork(final long nowNs) {
        if (nowNs - sampledNs < SAMPLE_NS) {
            return 0;
        }
        sampledNs = nowNs;
        int work = 0;
        for (int i = 0; i < books.size(); i++) {
            work += look(i, nowNs);
        }
        return work;
    }

    private int look(final int index, final long nowNs) {
        final VenueBook book = books.get(index);
        final FeedBook kept = book.kept();
        final long moves = pulse.peerMoves(kept.instrument().instrumentId());
        if (kept.heardNs() != heardNs[index]) {
            heardNs[index] = kept.heardNs();
            movesWhenHeard[index] = moves;
            peersSinceNs[index] = NOT_YET;
        } else if (peersSinceNs[index] == NOT_YET && moves != movesWhenHeard[index]) {
            peersSinceNs[index] = nowNs;
        }
        final boolean peersMove = moves - movesWhenHeard[index] >= PEER_MOVES_MIN && moves != movesLast[index];
        movesLast[index] = moves;
        if (kept.state() != BookState.LIVE && kept.state() != BookState.SUSPECT) {
            return 0;
        }
        final long peerLimitNs = peersMove ? settings.peerStaleAfterNs() : 0;
        final long ownLimitNs = book.audits() ? settings.staleAfterNs() : 0;
        final long silentNs = nowNs - heardNs[index];
        final long aloneNs = nowNs - peersSinceNs[index];
        int work = 0;
        if (isOver(peerLimitNs / 2, aloneNs) || isOver(ownLimitNs / 2, silentNs)) {
            work += probe(index, nowNs);
        }
        if (isOver(peerLimitNs, aloneNs)) {
            work += suspect(kept, BookReason.PEERS_MOVE, nowNs);
        } else if (isOver(ownLimitNs, silentNs)) {
            work += suspect(kept, BookReason.STALE, nowNs);
        }
        return work;
    }

    private int probe(final int index, final long nowNs) {
        if (nowNs - probedNs[index] < PROBE_INTERVAL_MIN_NS || !books.get(index).audit(nowNs)) {
            return 0;
        }
        probedNs[index] = nowNs;
        return 1;
    }

    private static int suspect(final FeedBook book, final BookReason reason, final long nowNs) {
        final boolean isNew = book.state() == BookState.LIVE;
        book.suspect(reason, nowNs);
        return isNew ? 1 : 0;
    }

    /** A limit of 0 is none. */
    private static boolean isOver(final long limitNs, final long silentNs) {
        return limitNs > 0 && silentNs >= limitNs;
    }
}
