package io.peregrine.bench;

import io.peregrine.capture.CaptureReader;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.binance.feed.BinanceReferenceScan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The depth messages and the snapshot of a recorded Binance session, both as arrays for libraries that need them and off-heap.
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> when it is loaded.
 */
final class RecordedDepth {
    /** The recorded session that all decoding benchmarks use: 6,551 depth messages, 68 levels in each on average. */
    static final String CAPTURE = "binance-usdm-btcusdt-20240808.gz";

    private static final byte[] DEPTH = "\"depthUpdate\"".getBytes(StandardCharsets.US_ASCII);

    private final List<byte[]> messages = new ArrayList<>();
    private final UnsafeBuffer buffer;
    private final int[] offsets;
    private final Instrument instrument;
    private byte[] snapshot;
    private int snapshotPosition;

    /** Loads {@link #CAPTURE} from the folder named by the system property {@code peregrine.data}. */
    RecordedDepth() throws IOException {
        final Path path = path();
        final BinanceReferenceScan scan = new BinanceReferenceScan();
        int length = 0;
        try (CaptureReader reader = new CaptureReader(path)) {
            while (reader.next()) {
                scan.onMessage(reader.buffer(), reader.offset(), reader.length());
                final byte[] message = new byte[reader.length()];
                reader.buffer().getBytes(reader.offset(), message);
                if (scan.isSnapshot(reader.buffer(), reader.offset(), reader.length())) {
                    snapshot = message;
                    snapshotPosition = messages.size();
                } else if (isDepth(message)) {
                    messages.add(message);
                    length += message.length;
                }
            }
        }
        instrument = scan.instruments(Venue.BINANCE_USDM).getFirst();
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(length));
        offsets = new int[messages.size() + 1];
        for (int i = 0; i < messages.size(); i++) {
            buffer.putBytes(offsets[i], messages.get(i));
            offsets[i + 1] = offsets[i] + messages.get(i).length;
        }
    }

    /** Where the session is, or would be. */
    static Path path() {
        return Path.of(System.getProperty("peregrine.data", "../shared/data"), "captures", CAPTURE);
    }

    int count() {
        return messages.size();
    }

    byte[] message(final int i) {
        return messages.get(i);
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int offset(final int i) {
        return offsets[i];
    }

    int length(final int i) {
        return offsets[i + 1] - offsets[i];
    }

    Instrument instrument() {
        return instrument;
    }

    byte[] snapshot() {
        return snapshot;
    }

    /** Index of the message before which the snapshot came. */
    int snapshotPosition() {
        return snapshotPosition;
    }

    private static boolean isDepth(final byte[] message) {
        for (int i = 0; i + DEPTH.length < Math.min(message.length, 128); i++) {
            if (Arrays.equals(message, i, i + DEPTH.length, DEPTH, 0, DEPTH.length)) {
                return true;
            }
        }
        return false;
    }
}
