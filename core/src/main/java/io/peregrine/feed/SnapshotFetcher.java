package io.peregrine.feed;

import io.peregrine.instrument.Instrument;
import io.peregrine.latency.VenueClock;
import io.peregrine.net.Fetcher;
import io.peregrine.net.HttpAnswer;
import io.peregrine.net.HttpListener;
import io.peregrine.net.Network;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Fetches snapshots within the venue's limits: one at a time for each instrument, spaced, so many in a window, none while the venue says
 * to wait (429, 418), and with growing pauses for an instrument whose snapshot fails. Audits take only what
 * would be lost otherwise: books that have no snapshot come first. An address that does not answer, or only with a server's error, is left
 * for the next.
 *
 * <p><b>Threading:</b> confined to the feed agent; the requests run on virtual threads. <b>Allocates:</b> for each request.
 */
final class SnapshotFetcher implements SnapshotRequester, AutoCloseable {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    /** So many failures in a row are answered soon. */
    private static final Allowance FAILURES = new Allowance(20, TimeUnit.SECONDS.toNanos(2));
    private static final long FIRST_LONG_PAUSE_NS = TimeUnit.SECONDS.toNanos(2);
    /** Where a venue that limits us does not say how long. */
    private static final long LIMITED_PAUSE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BANNED = 418;
    private static final int SERVER_ERROR = 500;
    private static final int ANSWERS_PER_CYCLE = 4;
    /** Token of the question for the time; no snapshot has it. */
    private static final long TIME = -1;

    private final FeedProtocol protocol;
    private final List<URI> restUris;
    private final Addresses addresses;
    private final Fetcher fetcher;
    private final TokenBucket allowed;
    private final Request[] byInstrumentId;
    private final Backoff outage;
    private final TimeProbe time;
    private final FeedCounters counters;
    private final HttpListener answers = this::onAnswer;
    private final UnsafeBuffer body = new UnsafeBuffer(0, 0);
    private FeedHandler handler;
    private int generation;
    private long lastRequestNs;
    private long heldUntilNs;

    /** One instrument's requests. */
    private static final class Request {
        final Instrument instrument;
        final Backoff backoff;
        boolean outstanding;
        int address;
        long notBeforeNs;
        long askedNs;

        Request(final Instrument instrument, final Backoff backoff) {
            this.instrument = instrument;
            this.backoff = backoff;
        }
    }

    SnapshotFetcher(
            final FeedProtocol protocol, final List<URI> restUris, final Network network, final RandomGenerator random,
            final FeedCounters counters, final VenueClock clock) {
        this.protocol = protocol;
        this.restUris = List.copyOf(restUris);
        addresses = new Addresses(restUris.size(), 0);
        this.counters = counters;
        time = new TimeProbe(protocol, restUris, clock);
        fetcher = network.fetcher(1 + Math.max(2, 2 * protocol.instruments().size()), TIMEOUT_NS);
        allowed = new TokenBucket(protocol.limits().snapshots());
        outage = new Backoff(FAILURES, FIRST_LONG_PAUSE_NS, random);
        byInstrumentId = new Request[1 + protocol.instruments().stream().mapToInt(Instrument::instrumentId).max().orElse(-1)];
        for (final Instrument instrument : protocol.instruments()) {
            byInstrumentId[instrument.instrumentId()] = new Request(instrument, new Backoff(FAILURES, FIRST_LONG_PAUSE_NS, random));
        }
    }

    /** Set once, before the first request. */
    void handler(final FeedHandler newHandler) {
        handler = newHandler;
    }

    @Override
    public boolean requestSnapshot(final int instrumentId, final long nowNs) {
        return request(instrumentId, false, nowNs);
    }

    @Override
    public boolean requestAudit(final int instrumentId, final long nowNs) {
        final Instrument instrument = byInstrumentId[instrumentId].instrument;
        return !restUris.isEmpty() && protocol.auditUri(restUris.getFirst(), instrument) != null && request(instrumentId, true, nowNs);
    }

    private boolean request(final int instrumentId, final boolean isAudit, final long nowNs) {
        final Request request = byInstrumentId[instrumentId];
        if (request.outstanding
                || nowNs - request.notBeforeNs < 0
                || nowNs - heldUntilNs < 0
                || nowNs - lastRequestNs < protocol.limits().snapshotIntervalNs()
                || !(isAudit ? allowed.tryTakeSpare(nowNs) : allowed.tryTake(nowNs))
                || !fetcher.fetch(token(instrumentId), uri(request.instrument, isAudit))) {
            return false;
        }
        request.outstanding = true;
        request.address = addresses.index();
        request.askedNs = nowNs;
        lastRequestNs = nowNs;
        counters.onSnapshotRequested();
        return true;
    }

    private URI uri(final Instrument instrument, final boolean isAudit) {
        final URI base = restUris.get(addresses.index());
        return isAudit ? protocol.auditUri(base, instrument) : protocol.snapshotUri(base, instrument);
    }

    /** Forgets what was asked for: the books that wanted it are no more. */
    void reset() {
        generation++;
        for (final Request request : byInstrumentId) {
            if (request != null) {
                request.outstanding = false;
            }
        }
    }

    /** Asks the venue for its time now and then. */
    int askTime(final long nowNs) {
        return nowNs - heldUntilNs >= 0 && time.isDue(nowNs)
                && fetcher.fetch(TIME, protocol.timeUri(restUris.get(addresses.index()))) ? time.asked(nowNs) : 0;
    }

    /** Delivers what has come. */
    int doWork(final long nowNs) {
        return fetcher.poll(answers, ANSWERS_PER_CYCLE, nowNs);
    }

    @Override
    public void close() {
        fetcher.close();
    }

    private void onAnswer(final HttpAnswer answer, final long nowNs) {
        if (answer.status() == TOO_MANY_REQUESTS || answer.status() == BANNED) {
            heldUntilNs = nowNs + (answer.retryAfterNs() > 0 ? answer.retryAfterNs() : LIMITED_PAUSE_NS);
        }
        if (answer.token() == TIME) {
            time.onAnswer(answer, nowNs);
            return;
        }
        final int instrumentId = (int) answer.token();
        final Request request = byInstrumentId[instrumentId];
        if (!answer.ok()) {
            counters.onSnapshotFailed("snapshot of " + request.instrument.venueSymbol() + ": " + answer.text());
            final boolean isNextUntried = isUnreachable(answer) && request.address == addresses.index() && addresses.failed(Addresses.NONE);
            if (isUnreachable(answer)) {
                pause(isNextUntried, request, nowNs);
            } else {
                request.notBeforeNs = Math.max(nowNs, request.askedNs + request.backoff.nextNs());
            }
        }
        if (answer.token() != token(instrumentId)) {
            return;
        }
        request.outstanding = false;
        if (answer.ok()) {
            request.backoff.reset();
            outage.reset();
            addresses.worked();
            body.wrap(answer.body());
            handler.onSnapshot(instrumentId, body, 0, body.capacity(), nowNs, nowNs);
        } else {
            handler.onSnapshotFailed(instrumentId, nowNs);
        }
    }

    /** Nobody is there: no request has a chance, whatever it asks for. */
    private void pause(final boolean isNextUntried, final Request request, final long nowNs) {
        if (!isNextUntried && nowNs - heldUntilNs >= 0) {
            heldUntilNs = Math.max(nowNs, request.askedNs + outage.nextNs());
        }
    }

    /** Is it the address that failed, and not the request? */
    private static boolean isUnreachable(final HttpAnswer answer) {
        return answer.status() == HttpAnswer.NO_STATUS || answer.status() >= SERVER_ERROR;
    }

    /** Tells answers to a request made before the last {@link #reset}. */
    private long token(final int instrumentId) {
        return (long) generation << 32 | instrumentId;
    }
}
