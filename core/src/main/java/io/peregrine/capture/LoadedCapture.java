package io.peregrine.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The messages of a capture in memory, off-heap, to be run through again and again without reading or unpacking.
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> when it is loaded.
 */
public final class LoadedCapture {
    private final UnsafeBuffer buffer;
    private final int[] offsets;
    private final long[] receiveTimesNs;

    private LoadedCapture(final UnsafeBuffer buffer, final int[] offsets, final long[] receiveTimesNs) {
        this.buffer = buffer;
        this.offsets = offsets;
        this.receiveTimesNs = receiveTimesNs;
    }

    /** Loads whole messages from the beginning, up to so many bytes. */
    public static LoadedCapture load(final Path path, final int bytesMax) throws IOException {
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 20));
        int[] offsets = new int[1 << 12];
        long[] times = new long[1 << 12];
        int count = 0;
        try (CaptureReader reader = new CaptureReader(path)) {
            while (reader.next() && reader.length() <= bytesMax - offsets[count]) {
                final int offset = offsets[count];
                final int stop = offset + reader.length();
                if (stop > buffer.capacity()) {
                    final int capacity = Math.max(stop, (int) Math.min(2L * stop, bytesMax));
                    final UnsafeBuffer grown = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity));
                    grown.putBytes(0, buffer, 0, offset);
                    buffer = grown;
                }
                if (count + 2 > offsets.length) {
                    offsets = Arrays.copyOf(offsets, 2 * offsets.length);
                    times = Arrays.copyOf(times, offsets.length);
                }
                buffer.putBytes(offset, reader.buffer(), reader.offset(), reader.length());
                times[count++] = reader.receiveTimeNs();
                offsets[count] = stop;
            }
        }
        return new LoadedCapture(buffer, Arrays.copyOf(offsets, count + 1), Arrays.copyOf(times, count));
    }

    /** Number of messages. */
    public int count() {
        return receiveTimesNs.length;
    }

    /** Where all messages are. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** First byte of a message in {@link #buffer()}. */
    public int offset(final int message) {
        return offsets[message];
    }

    /** Bytes of a message. */
    public int length(final int message) {
        return offsets[message + 1] - offsets[message];
    }

    /** When a message was received. */
    public long receiveTimeNs(final int message) {
        return receiveTimesNs[message];
    }
}
