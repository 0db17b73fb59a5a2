package io.peregrine.sim.capture;

import io.peregrine.sim.matching.Market;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.ZipException;

/**
 * An open capture as a sequence of messages: first a snapshot of each book, then everything else in the order of the venue's event times,
 * trades before a change of a book at the same time, an instrument's changes always in the order of the file.
 *
 * <p>The order matters: a recorder often receives a change of a book before trades that it already accounts for, by up to two tenths of a
 * second; in the venue's own order a trade always comes before the change that shows its effect. Half a second of messages is held back
 * to restore it.
 *
 * <p>The instruments are those whose books are seen in the first {@value CaptureSurvey#LINES_MAX} lines.
 *
 * <p><b>Threading:</b> confined to one thread at a time. <b>Memory:</b> what comes before the last of the first snapshots, and what is held
 * back, at most {@value #HELD_MAX} messages. <b>Errors:</b> what is no capture of the venue is refused on opening; later, damaged lines are
 * counted and passed over.
 */
public final class Capture implements AutoCloseable {
    private static final int HELD_MAX = 10_000;
    private static final long HELD_NS = 500_000_000;
    private static final Comparator<RecordedMessage> VENUE_ORDER = Comparator.comparingLong(RecordedMessage::eventTimeUs)
            .thenComparing(message -> message instanceof RecordedMessage.PublicTrade ? 0 : 1);

    private final Path file;
    private final Supplier<? extends MessageReader> messages;
    private final Map<String, Market> markets;
    private final Map<String, Integer> priceDecimals;
    private final Queue<RecordedMessage> opening = new ArrayDeque<>();
    private final PriorityQueue<Held> held = new PriorityQueue<>();
    private final Map<String, Long> bookTimes = new HashMap<>();
    private LineReader reader;
    private long read;
    private long lastReceiveTimeNs;
    private boolean ended;

    private Capture(final Path file, final List<Market> known, final Supplier<? extends MessageReader> messages) throws IOException {
        this.file = file;
        this.messages = messages;
        final CaptureSurvey survey = CaptureSurvey.of(file, messages.get());
        this.markets = Collections.unmodifiableMap(survey.markets(known));
        this.priceDecimals = survey.priceDecimals();
        this.reader = new LineReader(file, messages.get());
        begin();
    }

    /**
     * Opens a capture and reads its beginning.
     *
     * @param known    markets with their steps and limits; those of any other market are taken from what is recorded
     * @param messages gives a reader of the venue's messages for each pass over the file
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static Capture open(final Path file, final List<Market> known, final Supplier<? extends MessageReader> messages) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("capture: no such file: " + file);
        }
        try {
            return new Capture(file, known, messages);
        } catch (final ZipException | EOFException e) {
            throw new IllegalArgumentException("capture: " + file + " is damaged: it begins like gzip and is none", e);
        } catch (final IOException e) {
            throw new IllegalArgumentException("capture: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The recorded instruments. */
    public List<Market> markets() {
        return List.copyOf(markets.values());
    }

    /** Places of a price as the venue writes it, at least those of the market's tick. */
    public int priceDecimals(final Market market) {
        return priceDecimals.get(market.pair());
    }

    /** The recorded instruments by the venue's names. */
    Map<String, Market> bySymbol() {
        return markets;
    }

    /** The next message, or null at the end. */
    RecordedMessage next() {
        if (!opening.isEmpty()) {
            return opening.remove();
        }
        fill();
        return held.isEmpty() ? null : held.remove().message;
    }

    /** Begins again. */
    void rewind() throws IOException {
        close();
        opening.clear();
        held.clear();
        bookTimes.clear();
        ended = false;
        reader = new LineReader(file, messages.get());
        begin();
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

    /** Reads until every book has been seen, and dates the snapshots at the first event. */
    private void begin() {
        final Set<String> missing = new HashSet<>(markets.keySet());
        final List<RecordedMessage> snapshots = new ArrayList<>();
        while (!missing.isEmpty()) {
            final LineParser.Line line = reader.next();
            if (line == null) {
                close();
                throw new IllegalArgumentException("capture: " + file + " has changed: no book of " + missing);
            }
            for (final RecordedMessage message : line.messages()) {
                final RecordedMessage named = named(message);
                if (named instanceof RecordedMessage.Snapshot && missing.remove(named.symbol())) {
                    snapshots.add(named);
                } else if (!missing.contains(named.symbol()) || joinsLaterSnapshot(named)) {
                    hold(line.receiveTimeNs(), named);
                }
            }
        }
        fill();
        final long firstTimeUs = held.isEmpty() ? snapshots.getFirst().eventTimeUs() : held.element().message.eventTimeUs();
        snapshots.forEach(snapshot -> opening.add(snapshot.at(firstTimeUs)));
    }

    /** Is it a change with an id, which shows whether a snapshot that comes later has it already? */
    private static boolean joinsLaterSnapshot(final RecordedMessage message) {
        return message instanceof RecordedMessage.DepthChange change && change.lastUpdateId() != RecordedMessage.NO_ID;
    }

    private void fill() {
        while (!ended && (held.isEmpty() || held.size() < HELD_MAX && lastReceiveTimeNs - held.element().receiveTimeNs <= HELD_NS)) {
            final LineParser.Line line = reader.next();
            if (line == null) {
                ended = true;
            } else {
                line.messages().forEach(message -> hold(line.receiveTimeNs(), named(message)));
            }
        }
    }

    private void hold(final long receiveTimeNs, final RecordedMessage message) {
        final RecordedMessage ordered = message instanceof RecordedMessage.PublicTrade || message instanceof RecordedMessage.Loss ? message
                : message.at(bookTimes.merge(message.symbol(), message.eventTimeUs(), Math::max));
        held.add(new Held(ordered, receiveTimeNs, read++));
        lastReceiveTimeNs = receiveTimeNs;
    }

    /** A snapshot that does not say whose it is, is that of the only instrument. */
    private RecordedMessage named(final RecordedMessage message) {
        return message instanceof RecordedMessage.Snapshot snapshot && snapshot.symbol().isEmpty()
                ? snapshot.of(markets.keySet().iterator().next()) : message;
    }

    /** A message that is held back; those of equal time stay in the order of the file. */
    private record Held(RecordedMessage message, long receiveTimeNs, long number) implements Comparable<Held> {
        @Override
        public int compareTo(final Held other) {
            final int byTime = VENUE_ORDER.compare(message, other.message);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
