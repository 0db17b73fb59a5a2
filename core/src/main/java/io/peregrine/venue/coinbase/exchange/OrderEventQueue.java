package io.peregrine.venue.coinbase.exchange;

/**
 * The events that wait for their book's snapshot, in their order.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> 72 bytes for each event that it has room for. <b>Allocates:</b> none
 * after construction.
 */
final class OrderEventQueue {
    private static final int WORDS = 9;
    private static final MessageKind[] KINDS = MessageKind.values();
    private static final int BID_BIT = 1 << 8;

    private final long[] words;
    private int end;
    private int next;

    OrderEventQueue(final int capacity) {
        words = new long[capacity * WORDS];
    }

    void clear() {
        end = 0;
        next = 0;
    }

    boolean isEmpty() {
        return end == 0;
    }

    /** Sequence number of the first; only where there is one. */
    long firstSequence() {
        return words[1];
    }

    /** False where there is no room. */
    boolean add(final OrderEvent event) {
        if (end == words.length) {
            return false;
        }
        words[end] = event.kind.ordinal() | (event.isBid ? BID_BIT : 0);
        words[end + 1] = event.sequence;
        words[end + 2] = event.idHigh;
        words[end + 3] = event.idLow;
        words[end + 4] = event.price;
        words[end + 5] = event.quantity;
        words[end + 6] = event.newPrice;
        words[end + 7] = event.venueTimeNs;
        words[end + 8] = event.receiveTimeNs;
        end += WORDS;
        return true;
    }

    /** Begins with the first again. */
    void rewind() {
        next = 0;
    }

    /** Reads the next; false where there is none. */
    boolean next(final OrderEvent event) {
        if (next == end) {
            return false;
        }
        event.kind = KINDS[(int) words[next] & BID_BIT - 1];
        event.isBid = (words[next] & BID_BIT) != 0;
        event.sequence = words[next + 1];
        event.idHigh = words[next + 2];
        event.idLow = words[next + 3];
        event.price = words[next + 4];
        event.quantity = words[next + 5];
        event.newPrice = words[next + 6];
        event.venueTimeNs = words[next + 7];
        event.receiveTimeNs = words[next + 8];
        next += WORDS;
        return true;
    }
}
