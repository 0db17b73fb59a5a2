package io.peregrine.bench.tick;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/** What a recorded message is. */
enum TickKind {
    /** A change of the book. */
    DEPTH("depth"),
    /** Best bid and ask. */
    BOOK_TICKER("bookTicker"),
    /** A public trade. */
    TRADE("trade"),
    /** The book's snapshot, which no stream sends: it is not timed. */
    SNAPSHOT("snapshot");

    private static final int STREAM_LENGTH_MAX = 48;

    private final String key;

    TickKind(final String key) {
        this.key = key;
    }

    /** Its name in reports. */
    String key() {
        return key;
    }

    /** The kind of a message of a combined stream; null for one that no stream of ours sends. */
    static TickKind of(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] head = new byte[Math.min(length, STREAM_LENGTH_MAX)];
        buffer.getBytes(offset, head);
        final String text = new String(head, StandardCharsets.US_ASCII);
        if (text.startsWith("{\"lastUpdateId\"")) {
            return SNAPSHOT;
        }
        for (final TickKind kind : values()) {
            if (text.contains('@' + kind.key)) {
                return kind;
            }
        }
        return null;
    }
}
