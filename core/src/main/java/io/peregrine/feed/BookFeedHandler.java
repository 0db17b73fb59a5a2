package io.peregrine.feed;

import io.peregrine.instrument.Instrument;
import io.peregrine.latency.LatencyAlarm;
import io.peregrine.latency.VenueClock;
import io.peregrine.message.BookReason;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * What the handlers of all venues share: the books by instrument, the connection, silence on the stream, and what is counted of it. A
 * venue's handler decodes a message and gives it to its book.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction.
 *
 * @param <B> the venue's books
 */
public abstract class BookFeedHandler<B extends VenueBook> implements FeedHandler {
    private final FeedSettings settings;
    private final List<B> books;
    /** The same, without a list's checks at each message. */
    private final VenueBook[] all;
    private final VenueBook[] byInstrumentId;
    private final LatencyAlarm alarm;
    private final SilenceWatch silence;
    private final AuditSchedule audits;
    private VenueClock clock = new VenueClock();
    private long lastMessageNs;
    private boolean isConnected;
    private boolean isSilent;
    private long messages;
    private long decodeErrors;

    /** @param books of all the instruments */
    protected BookFeedHandler(final FeedSettings settings, final List<B> books) {
        this.settings = settings;
        this.books = List.copyOf(books);
        all = books.toArray(VenueBook[]::new);
        byInstrumentId = new VenueBook[1 + books.stream().map(VenueBook::kept).map(FeedBook::instrument)
                .mapToInt(Instrument::instrumentId).max().orElse(-1)];
        books.forEach(book -> byInstrumentId[book.kept().instrument().instrumentId()] = book);
        alarm = new LatencyAlarm(settings.latencyThresholdNs());
        silence = new SilenceWatch(settings, this.books);
        audits = new AuditSchedule(settings.auditIntervalNs(), this.books);
        watch(clock, MarketPulse.NONE);
    }

    /** Decodes one message and gives it to its book. */
    protected abstract void handle(DirectBuffer buffer, int offset, int length, long receiveTimeNs, long nowNs);

    /** Has all books compared with snapshots over REST, unless the settings say not to. */
    protected final void auditBy(final LevelAudit audit) {
        if (settings.auditIntervalNs() > 0) {
            books.forEach(book -> book.kept().auditedBy(audit));
        }
    }

    /** All books. */
    protected final List<B> books() {
        return books;
    }

    /** An instrument's book. */
    @SuppressWarnings("unchecked")
    protected final B book(final int instrumentId) {
        return (B) byInstrumentId[instrumentId];
    }

    /** Counts something that could not be decoded. */
    protected final void countDecodeError() {
        decodeErrors++;
    }

    @Override
    public final void watch(final VenueClock newClock, final MarketPulse pulse) {
        clock = newClock;
        silence.pulse(pulse);
        books.forEach(book -> book.kept().watch(newClock, pulse, alarm));
    }

    @Override
    public void onConnected(final long nowNs) {
        isConnected = true;
        audits.begin(nowNs);
        isSilent = false;
        lastMessageNs = nowNs;
        for (int i = 0; i < books.size(); i++) {
            books.get(i).onConnected(nowNs);
        }
    }

    @Override
    public void onDisconnected(final long nowNs) {
        isConnected = false;
        for (int i = 0; i < books.size(); i++) {
            books.get(i).onDisconnected(nowNs);
        }
    }

    @Override
    public void onMixed(final boolean isMixed, final long nowNs) {
        for (int i = 0; i < books.size(); i++) {
            books.get(i).onMixed(isMixed, nowNs);
        }
    }

    @Override
    public final void onMessage(
            final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        messages++;
        lastMessageNs = nowNs;
        isSilent = false;
        handle(buffer, offset, length, receiveTimeNs, nowNs);
        if (alarm.takeChange()) {
            onLatency(nowNs);
        }
    }

    /** The stream is late from now on, or in time again. */
    private void onLatency(final long nowNs) {
        books.getFirst().kept().tellLatency(alarm.isLate(), clock.lastDelayNs(), settings.latencyThresholdNs(), nowNs);
        for (int i = 0; i < books.size() && settings.latencySuspect(); i++) {
            books.get(i).kept().late(alarm.isLate(), nowNs);
        }
    }

    @Override
    public final void onSnapshotFailed(final int instrumentId, final long nowNs) {
        byInstrumentId[instrumentId].onSnapshotFailed(nowNs);
    }

    @Override
    public final boolean awaitsSnapshot(final int instrumentId) {
        return byInstrumentId[instrumentId].takesSnapshot();
    }

    @Override
    public int doWork(final long nowNs) {
        if (!isConnected) {
            return 0;
        }
        int work = 0;
        if (!isSilent && settings.staleAfterNs() > 0 && nowNs - lastMessageNs > settings.staleAfterNs()) {
            isSilent = true;
            work++;
            for (int i = 0; i < books.size(); i++) {
                books.get(i).kept().suspect(BookReason.STALE, nowNs);
            }
        }
        for (final VenueBook book : all) {
            work += book.doWork(nowNs);
        }
        return work + silence.doWork(nowNs) + audits.doWork(nowNs);
    }

    @Override
    public final BookCounters counters(final int instrumentId) {
        return byInstrumentId[instrumentId].kept().counters();
    }

    @Override
    public final long messages() {
        return messages;
    }

    @Override
    public final long decodeErrors() {
        return decodeErrors;
    }
}
