package io.peregrine.api.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.SteppedClock;
import io.peregrine.sim.server.Outbound;
import io.peregrine.sim.venue.SimulatedVenue;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The venue's own books as they were when it published each of its depth messages on one connection, and which of those
 * messages have arrived as they were sent.
 *
 * <p>From them follows what a client may believe: the book after the newest message that reached it whole, or a newer one; never an older
 * one, and never one that the venue did not have.
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> the last {@value #BOOKS_MAX} books of a symbol.
 */
final class PublishedBooks {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Levels of a side that are compared after every message. */
    static final int DEPTH = 10;
    private static final int WHOLE = Integer.MAX_VALUE / 2;
    private static final int BOOKS_MAX = 4_096;

    private final SteppedClock clock;
    private final SimulatedVenue venue;
    private final Map<String, Tape> bySymbol = new HashMap<>();
    private final Map<String, Listing> listings = new HashMap<>();

    /** @param clock the time as it goes on, whatever the venue's clock says */
    PublishedBooks(final SimulatedVenue venue, final SteppedClock clock) {
        this.clock = clock;
        this.venue = venue;
        final Exchange exchange = venue.exchange();
        exchange.listings().forEach(listing -> listings.put(venue.symbol(listing.market()), listing));
    }

    /** Looks at what the venue sends, and passes it on. */
    Outbound before(final Outbound out) {
        return new Outbound() {
            @Override
            public void send(final String text) {
                onPublished(text);
                out.send(text);
            }

            @Override
            public void close(final int code, final String reason) {
                out.close(code, reason);
            }

            @Override
            public void cut() {
                out.cut();
            }

            @Override
            public void mute() {
                out.mute();
            }
        };
    }

    private static JsonNode json(final String text) {
        try {
            return MAPPER.readTree(text);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("the simulated venue sent what is not JSON: " + text, e);
        }
    }

    private void onPublished(final String text) {
        for (final String symbol : venue.booksIn(json(text))) {
            final Listing listing = listings.get(symbol);
            if (listing != null) {
                bySymbol.computeIfAbsent(symbol, name -> new Tape()).publish(text, Levels.of(listing.snapshot(WHOLE)), clock.nowUs());
            }
        }
    }

    /** This text arrives; one that is not as it was sent is none of ours. */
    void onDelivered(final String text) {
        bySymbol.values().forEach(tape -> tape.deliver(text));
    }

    /** May a client of this connection believe that these are the best levels? The newest they always are, others for so long. */
    boolean allows(final String symbol, final Levels levels, final long oldUsMax) {
        final Tape tape = bySymbol.get(symbol);
        return tape != null && tape.has(book -> book.best(DEPTH).equals(levels), clock.nowUs() - oldUsMax);
    }

    /**
     * Are these all levels of a book that was the newest within so long, as far as they are known, and has nothing older not arrived?
     *
     * @param bidMin worst price to which bids are known, at eight decimals
     * @param askMax likewise of asks
     */
    boolean isWhole(final String symbol, final Levels levels, final long bidMin, final long askMax, final long oldUsMax) {
        final Tape tape = bySymbol.get(symbol);
        return tape != null && tape.lagUs(clock.nowUs()) <= oldUsMax
                && tape.has(book -> book.within(bidMin, askMax).equals(levels.within(bidMin, askMax)), clock.nowUs() - oldUsMax);
    }

    /** For how long the newest book that was published has not been the client's, in microseconds; 0 where it has everything. */
    long lagUs(final String symbol) {
        final Tape tape = bySymbol.get(symbol);
        return tape == null ? 0 : tape.lagUs(clock.nowUs());
    }

    /**
     * Levels of a book.
     *
     * @param bids price, quantity, price, quantity… from the best, at eight decimals
     * @param asks likewise
     */
    record Levels(long[] bids, long[] asks) {
        static Levels of(final Listing.Snapshot snapshot) {
            return new Levels(snapshot.bids(), snapshot.asks());
        }

        /** The best so many of each side. */
        Levels best(final int depth) {
            return new Levels(Arrays.copyOf(bids, Math.min(bids.length, 2 * depth)), Arrays.copyOf(asks, Math.min(asks.length, 2 * depth)));
        }

        /** Those whose prices are not worse. */
        Levels within(final long bidMin, final long askMax) {
            int bidCount = 0;
            while (2 * bidCount < bids.length && bids[2 * bidCount] >= bidMin) {
                bidCount++;
            }
            int askCount = 0;
            while (2 * askCount < asks.length && asks[2 * askCount] <= askMax) {
                askCount++;
            }
            return new Levels(Arrays.copyOf(bids, 2 * bidCount), Arrays.copyOf(asks, 2 * askCount));
        }

        @Override
        public boolean equals(final Object other) {
            return other instanceof Levels levels && Arrays.equals(bids, levels.bids) && Arrays.equals(asks, levels.asks);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(bids) + Arrays.hashCode(asks);
        }

        @Override
        public String toString() {
            return Arrays.toString(bids) + Arrays.toString(asks);
        }
    }

    /** One symbol's books in the order of their publication. */
    private static final class Tape {
        private final Deque<Published> books = new ArrayDeque<>();
        private final Map<String, Long> waiting = new LinkedHashMap<>();
        private long published;
        private long delivered = -1;

        private record Published(long index, Levels levels, long timeUs) {
        }

        void publish(final String text, final Levels levels, final long timeUs) {
            books.addLast(new Published(published, levels, timeUs));
            waiting.put(text, published++);
            if (books.size() > BOOKS_MAX) {
                books.removeFirst();
            }
            if (waiting.size() > BOOKS_MAX) {
                waiting.remove(waiting.keySet().iterator().next());
            }
        }

        void deliver(final String text) {
            final Long index = waiting.get(text);
            if (index != null) {
                delivered = Math.max(delivered, index);
                while (!books.isEmpty() && books.getFirst().index < delivered) {
                    books.removeFirst();
                }
            }
        }

        /** Was one of the books that were the newest since then such a one? */
        boolean has(final Predicate<Levels> wanted, final long sinceUs) {
            long replacedUs = Long.MAX_VALUE;
            final Iterator<Published> newestFirst = books.descendingIterator();
            while (newestFirst.hasNext() && replacedUs >= sinceUs) {
                final Published book = newestFirst.next();
                if (wanted.test(book.levels)) {
                    return true;
                }
                replacedUs = book.timeUs;
            }
            return false;
        }

        long lagUs(final long nowUs) {
            return books.stream().filter(book -> book.index > delivered).findFirst().map(book -> nowUs - book.timeUs).orElse(0L);
        }
    }
}
