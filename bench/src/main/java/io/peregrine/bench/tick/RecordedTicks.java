package io.peregrine.bench.tick;

import io.peregrine.capture.LoadedCapture;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.binance.feed.BinanceReferenceScan;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * A recorded session in memory, the kind of each message known beforehand, and its instrument as spot order entry wants it.
 *
 * <p><b>Threading:</b> immutable. <b>Memory:</b> off-heap, for the life of the process. <b>Allocates:</b> when it is loaded.
 */
final class RecordedTicks {
    private static final int BYTES_MAX = 1 << 28;

    private final String name;
    private final Venue venue;
    private final LoadedCapture capture;
    private final TickKind[] kinds;
    private final Instrument instrument;

    private RecordedTicks(
            final String name, final Venue venue, final LoadedCapture capture, final TickKind[] kinds, final Instrument instrument) {
        this.name = name;
        this.venue = venue;
        this.capture = capture;
        this.kinds = kinds;
        this.instrument = instrument;
    }

    /**
     * Loads a capture.
     *
     * @param name  in reports: no spaces, no commas
     * @param venue whose stream it is
     */
    static RecordedTicks load(final String name, final Venue venue, final Path path) throws IOException {
        final LoadedCapture capture = LoadedCapture.load(path, BYTES_MAX);
        final TickKind[] kinds = new TickKind[capture.count()];
        final BinanceReferenceScan scan = new BinanceReferenceScan();
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = TickKind.of(capture.buffer(), capture.offset(i), capture.length(i));
            if (kinds[i] == null) {
                throw new IOException(path + ": message " + i + " is of no stream that is known here");
            }
            scan.onMessage(capture.buffer(), capture.offset(i), capture.length(i));
        }
        return new RecordedTicks(name, venue, capture, kinds, tradable(scan.instruments(venue).getFirst()));
    }

    /** Orders are encoded as spot orders, whatever the market data's venue. */
    private static Instrument tradable(final Instrument seen) {
        return new Instrument(0, Venue.BINANCE_SPOT, "BTC/USDT", seen.venueSymbol(), "BTC", "USDT", seen.priceDecimals(),
                seen.quantityDecimals(), seen.tickSize(), 1, 1, Long.MAX_VALUE, 0);
    }

    String name() {
        return name;
    }

    /** Whose stream it is. */
    Venue venue() {
        return venue;
    }

    Instrument instrument() {
        return instrument;
    }

    int count() {
        return kinds.length;
    }

    TickKind kind(final int tick) {
        return kinds[tick];
    }

    DirectBuffer buffer() {
        return capture.buffer();
    }

    int offset(final int tick) {
        return capture.offset(tick);
    }

    int length(final int tick) {
        return capture.length(tick);
    }

    /** When it was received, from the first message on. */
    long sinceFirstNs(final int tick) {
        return capture.receiveTimeNs(tick) - capture.receiveTimeNs(0);
    }
}
