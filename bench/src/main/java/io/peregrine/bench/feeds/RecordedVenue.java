package io.peregrine.bench.feeds;

import io.peregrine.capture.CaptureReader;
import io.peregrine.capture.CaptureScan;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.VenueProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A capture in memory: its messages as WebSocket frames, and its snapshot over REST where it has one.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param frames   in the order of the capture, to be sent round and round
 * @param snapshot body of the REST snapshot, or null
 */
record RecordedVenue(Venue venue, VenueProvider provider, List<Instrument> instruments, byte[][] frames, byte[] snapshot) {
    private static final int SHORT_PAYLOAD_MAX = 125;
    private static final int PAYLOAD_MAX = 0xFFFF;

    static RecordedVenue load(final Venue venue, final Path capture) throws IOException {
        final VenueProvider provider =
                VenueProvider.installed().stream().filter(candidate -> candidate.provides(venue)).findFirst().orElseThrow();
        final CaptureScan scan = provider.wireFormat().captureScan();
        final List<byte[]> frames = new ArrayList<>();
        byte[] snapshot = null;
        try (CaptureReader reader = new CaptureReader(capture)) {
            while (reader.next()) {
                scan.onMessage(reader.buffer(), reader.offset(), reader.length());
                final byte[] message = new byte[reader.length()];
                reader.buffer().getBytes(reader.offset(), message);
                if (scan.isSnapshot(reader.buffer(), reader.offset(), reader.length())) {
                    snapshot = snapshot == null ? message : snapshot;
                } else {
                    frames.add(frame(message));
                }
            }
        }
        return new RecordedVenue(venue, provider, scan.instruments(venue), frames.toArray(byte[][]::new), snapshot);
    }

    /** An unmasked text frame, as a server sends it. */
    private static byte[] frame(final byte[] payload) {
        final int lengthBytes = payload.length <= SHORT_PAYLOAD_MAX ? 0 : payload.length <= PAYLOAD_MAX ? Short.BYTES : Long.BYTES;
        final byte[] frame = new byte[2 + lengthBytes + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (lengthBytes == 0 ? payload.length : lengthBytes == Short.BYTES ? 126 : 127);
        for (int i = 0; i < lengthBytes; i++) {
            frame[2 + i] = (byte) ((long) payload.length >>> 8 * (lengthBytes - 1 - i));
        }
        System.arraycopy(payload, 0, frame, 2 + lengthBytes, payload.length);
        return frame;
    }
}
