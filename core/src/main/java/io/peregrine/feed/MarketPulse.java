package io.peregrine.feed;

import io.peregrine.instrument.Instrument;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often each instrument's market has moved, so that a book that stands still can be compared with the same symbol on other venues.
 *
 * <p><b>Threading:</b> each instrument is written by its own feed agent, by release stores; read by all. <b>Allocates:</b> none after
 * construction.
 */
public final class MarketPulse {
    /** No other venues. */
    public static final MarketPulse NONE = new MarketPulse(List.of());
    /** Each count has cache lines of its own: feed agents must not slow each other down. */
    private static final int STRIDE = 16;

    private final AtomicLongArray moves;
    private final int[][] peers;

    /** @param instruments of all venues */
    public MarketPulse(final List<Instrument> instruments) {
        final int count = 1 + instruments.stream().mapToInt(Instrument::instrumentId).max().orElse(-1);
        moves = new AtomicLongArray((count + 1) * STRIDE);
        peers = new int[count][];
        for (final Instrument instrument : instruments) {
            peers[instrument.instrumentId()] = instruments.stream()
                    .filter(other -> other.venue() != instrument.venue() && other.symbol().equals(instrument.symbol()))
                    .mapToInt(Instrument::instrumentId)
                    .toArray();
        }
    }

    /** The instrument's market has moved. */
    void moved(final int instrumentId) {
        if (instrumentId < peers.length) {
            final int slot = (instrumentId + 1) * STRIDE;
            moves.setRelease(slot, moves.getPlain(slot) + 1);
        }
    }

    /** How often the same symbol has moved on other venues; 0 where there is none. */
    long peerMoves(final int instrumentId) {
        long sum = 0;
        if (instrumentId < peers.length) {
            for (final int peer : peers[instrumentId]) {
                sum += moves.getAcquire((peer + 1) * STRIDE);
            }
        }
        return sum;
    }
}
