package io.peregrine.venue.coinbase.gateway;

import io.peregrine.time.EngineClock;
import io.peregrine.venue.coinbase.access.CdpToken;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * Tokens made before they are needed. A token is for one method and path and for two minutes, and holds nothing of the request's body, so
 * that the hundreds of microseconds of its signature need not lie between an order and its bytes: a thread of its own keeps a few of each.
 * Each is used once; where there is none left one is made on the spot.
 *
 * <p><b>Threading:</b> {@link #take}, {@link #refresh} and {@link #close} confined to the gateway agent; the maker is a daemon thread, and
 * a queue with one writer and one reader for each path lies between. <b>Units:</b> nanoseconds. <b>Allocates:</b> the maker for each token;
 * the gateway agent only where it has to make one.
 */
final class TokenPool implements AutoCloseable {
    /** What tokens are for, and how many are kept. */
    enum Use {
        NEW_ORDER("POST", "/api/v3/brokerage/orders", 32),
        CANCEL("POST", "/api/v3/brokerage/orders/batch_cancel", 16),
        EDIT("POST", "/api/v3/brokerage/orders/edit", 16),
        ORDERS("GET", "/api/v3/brokerage/orders/historical/batch", 8),
        FILLS("GET", "/api/v3/brokerage/orders/historical/fills", 16),
        ACCOUNTS("GET", "/api/v3/brokerage/accounts", 2);

        private final String method;
        private final String path;
        private final int count;

        Use(final String method, final String path, final int count) {
            this.method = method;
            this.path = path;
            this.count = count;
        }

        String method() {
            return method;
        }

        String path() {
            return path;
        }
    }

    /** Of two minutes; the rest is for the way, and for clocks that differ. */
    private static final long AGE_MAX_NS = TimeUnit.SECONDS.toNanos(90);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long REFRESH_NS = TimeUnit.SECONDS.toNanos(1);

    private final CdpToken tokens;
    private final String host;
    private final OneToOneConcurrentArrayQueue<Token>[] queues;
    private final Thread maker;
    private volatile long clockOffsetNs = Long.MIN_VALUE;
    private volatile boolean isClosed;
    private long refreshTimeNs;
    private long madeOnTheSpot;

    /**
     * @param tokens signs, for any thread
     * @param host   as the venue knows itself, for example {@code api.coinbase.com}
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    TokenPool(final CdpToken tokens, final String host) {
        this.tokens = tokens;
        this.host = host;
        queues = new OneToOneConcurrentArrayQueue[Use.values().length];
        for (final Use use : Use.values()) {
            queues[use.ordinal()] = new OneToOneConcurrentArrayQueue<>(use.count);
        }
        maker = Thread.ofPlatform().daemon().name("coinbase tokens").start(this::run);
    }

    /** A token for one request. */
    byte[] take(final Use use, final long venueTimeNs) {
        final OneToOneConcurrentArrayQueue<Token> queue = queues[use.ordinal()];
        for (Token token = queue.poll(); token != null; token = queue.poll()) {
            if (venueTimeNs - token.venueTimeNs < AGE_MAX_NS) {
                return token.text;
            }
        }
        madeOnTheSpot++;
        return make(use, venueTimeNs);
    }

    /** Tokens that had to be made while a request waited. */
    long madeOnTheSpot() {
        return madeOnTheSpot;
    }

    /** Are there as many as are kept? */
    boolean isFull() {
        for (final Use use : Use.values()) {
            if (queues[use.ordinal()].size() < use.count) {
                return false;
            }
        }
        return true;
    }

    /** Tells the maker the venue's time, and throws away what is too old, so that it makes new ones. */
    void refresh(final long venueTimeNs, final long nowNs) {
        if (nowNs - refreshTimeNs < REFRESH_NS) {
            return;
        }
        refreshTimeNs = nowNs;
        clockOffsetNs = venueTimeNs - nowNs;
        for (final OneToOneConcurrentArrayQueue<Token> queue : queues) {
            for (Token token = queue.peek(); token != null && venueTimeNs - token.venueTimeNs >= AGE_MAX_NS; token = queue.peek()) {
                queue.poll();
            }
        }
    }

    /** Ends the maker. */
    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(maker);
    }

    private void run() {
        while (!isClosed) {
            if (clockOffsetNs == Long.MIN_VALUE || !makeOne()) {
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
    }

    /** The paths in the order of their urgency. */
    private boolean makeOne() {
        for (final Use use : Use.values()) {
            final OneToOneConcurrentArrayQueue<Token> queue = queues[use.ordinal()];
            if (queue.size() < use.count) {
                final long venueTimeNs = EngineClock.nowNs() + clockOffsetNs;
                queue.offer(new Token(make(use, venueTimeNs), venueTimeNs));
                return true;
            }
        }
        return false;
    }

    private byte[] make(final Use use, final long venueTimeNs) {
        return tokens.forRequest(TimeUnit.NANOSECONDS.toSeconds(venueTimeNs), use.method, host, use.path)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private record Token(byte[] text, long venueTimeNs) {
    }
}
