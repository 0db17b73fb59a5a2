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

/**
 * The venue's own books, best ten levels, as they were when it published each of its depth messages on one connection, and which of those
 * messages have arrived as they were sent.
 *
 * <p>From them follows what a client may believe: the book after the newest message that reached it whole, or a newer one; never an older
 * one, and never one that the venue did not have.
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> the last {@value #BOOKS_MAX} books of a symbol.
 */
final class PublishedBooks {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Levels of a side that are compared. */
    static final int DEPTH = 10;
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
                bySymbol.computeIfAbsent(symbol, name -> new Tape()).publish(text, Levels.of(listing.snapshot(DEPTH)), clock.nowUs());
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
        return tape != null && tape.allows(levels, clock.nowUs() - oldUsMax);
    }

    /** For how long the newest book that was published has not been the client's, in microseconds; 0 where it has everything. */
    long lagUs(final String symbol) {
        final Tape tape = bySymbol.get(symbol);
        return tape == null ? 0 : tape.lagUs(clock.nowUs());
    }

    /**
     * The best levels of a book.
     *
     * @param bids price, quantity, price, quantity… from the best, at eight decimals
     * @param asks likewise
     */
    record Levels(long[] bids, long[] asks) {
        static Levels of(final Listing.Snapshot snapshot) {
            return new Levels(snapshot.bids(), snapshot.asks());
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

        boolean allows(final Levels levels, final long sinceUs) {
            long replacedUs = Long.MAX_VALUE;
            final Iterator<Published> newestFirst = books.descendingIterator();
            while (newestFirst.hasNext() && replacedUs >= sinceUs) {
                final Published book = newestFirst.next();
                if (book.levels.equals(levels)) {
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
