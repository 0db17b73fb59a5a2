package io.peregrine.sim.capture;

import io.peregrine.sim.matching.Market;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.zip.ZipException;

/**
 * An open capture of one instrument, as a sequence of messages: first the depth snapshot, then the depth updates that were received before
 * it, then everything else in the order of the venue's event times, trades before a depth update of the same millisecond.
 *
 * <p>The order matters: a recorder often receives a depth update before trades that it already accounts for, by up to two tenths of a
 * second; in the venue's own order a trade always comes before the depth update that shows its effect. Half a second of messages is
 * held back to restore it.
 *
 * <p><b>Threading:</b> confined to one thread at a time. <b>Memory:</b> the opening, at most {@value #OPENING_LINES_MAX} lines, and what is
 * held back, at most {@value #HELD_MAX} messages. <b>Errors:</b> what is no Binance spot capture is refused on opening; later, damaged
 * lines are counted and passed over.
 */
public final class Capture implements AutoCloseable {
    private static final int OPENING_LINES_MAX = 10_000;
    private static final int HELD_MAX = 10_000;
    private static final long HELD_NS = 500_000_000;
    private static final Comparator<RecordedMessage> VENUE_ORDER = Comparator.comparingLong(RecordedMessage::eventTimeMs)
            .thenComparing(message -> message instanceof RecordedMessage.PublicTrade ? 0 : 1);

    private final Path file;
    private final Market market;
    private final Queue<RecordedMessage> opening = new ArrayDeque<>();
    private final PriorityQueue<Held> held = new PriorityQueue<>();
    private LineReader reader;
    private long read;
    private long lastReceiveTimeNs;
    private boolean ended;

    private Capture(final Path file, final List<Market> known) throws IOException {
        this.file = file;
        this.reader = new LineReader(file);
        try {
            this.market = RecordedMarket.of(symbol(), (RecordedMessage.Snapshot) opening.element(), known);
        } catch (final IllegalArgumentException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * Opens a capture and reads its beginning.
     *
     * @param known markets with their steps and limits; those of any other market are taken from the snapshot
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static Capture open(final Path file, final List<Market> known) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("capture: no such file: " + file);
        }
        try {
            return new Capture(file, known);
        } catch (final ZipException | EOFException e) {
            throw new IllegalArgumentException("capture: " + file + " is not compressed with gzip", e);
        } catch (final IOException e) {
            throw new IllegalArgumentException("capture: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The instrument. */
    public Market market() {
        return market;
    }

    /** The next message, or null at the end. */
    RecordedMessage next() {
        if (!opening.isEmpty()) {
            return opening.remove();
        }
        while (!ended && (held.isEmpty() || held.size() < HELD_MAX
                && lastReceiveTimeNs - held.element().message.receiveTimeNs() <= HELD_NS)) {
            hold(reader.next());
        }
        return held.isEmpty() ? null : held.remove().message;
    }

    /** Begins again. */
    void rewind() throws IOException {
        close();
        opening.clear();
        held.clear();
        ended = false;
        reader = new LineReader(file);
        symbol();
    }

    /** Lines so far that cannot be used. */
    long damaged() {
        return reader.damaged();
    }

    /** The first damaged line and what is wrong with it, or null. */
    String firstDamage() {
        return reader.firstDamage();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (final IOException e) {
            throw new UncheckedIOException("capture: " + file, e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private void hold(final RecordedMessage message) {
        if (message == null) {
            ended = true;
        } else {
            held.add(new Held(message, read++));
            lastReceiveTimeNs = message.receiveTimeNs();
        }
    }

    /** Reads up to the snapshot and the first message that names the instrument, fills the opening, and brings that name. */
    private String symbol() {
        RecordedMessage.Snapshot snapshot = null;
        String symbol = null;
        long firstEventTimeMs = Long.MAX_VALUE;
        final Queue<RecordedMessage> updates = new ArrayDeque<>();
        while (snapshot == null || symbol == null) {
            final RecordedMessage message = reader.lines() < OPENING_LINES_MAX ? reader.next() : null;
            switch (message) {
                case null -> throw new IllegalArgumentException("capture: " + file + " is not a Binance spot capture: "
                        + (snapshot == null ? "no depth snapshot" : "no depth update") + " in its first " + reader.lines() + " lines"
                        + (reader.damaged() == 0 ? "" : "; " + reader.firstDamage()));
                case RecordedMessage.Snapshot whole -> snapshot = whole;
                case RecordedMessage.DepthChange change -> {
                    symbol = same(symbol, change.symbol());
                    updates.add(change);
                    firstEventTimeMs = Math.min(firstEventTimeMs, change.eventTimeMs());
                }
                case RecordedMessage.PublicTrade trade -> {
                    symbol = same(symbol, trade.symbol());
                    firstEventTimeMs = Math.min(firstEventTimeMs, trade.eventTimeMs());
                }
            }
        }
        opening.add(snapshot.at(firstEventTimeMs));
        opening.addAll(updates);
        return symbol;
    }

    private String same(final String symbol, final String found) {
        if (symbol != null && !symbol.equals(found)) {
            throw new IllegalArgumentException("capture: " + file + " has more than one instrument: " + symbol + ", " + found);
        }
        return found;
    }

    /** A message that is held back; those of equal time stay in the order of the file. */
    private record Held(RecordedMessage message, long number) implements Comparable<Held> {
        @Override
        public int compareTo(final Held other) {
            final int byTime = VENUE_ORDER.compare(message, other.message);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
