package io.peregrine.record;

import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.ForwardingFeedHandler;
import io.peregrine.feed.FeedTap;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.instrument.Instrument;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Copies each message and each snapshot body of a venue into a {@link MessageRing}, before the venue's handler sees it. The handler keeps
 * its books as in the engine, so it asks for the snapshots that a replay needs too, at the start and after gaps. For a new file, and where
 * something did not find room in the ring, all snapshots are asked for again.
 *
 * <p>Two connections are never mixed here: a capture is what one of them brought, and a replaced one ends before the next begins.
 *
 * <p>A REST body does not say whose it is on most venues; {@code "symbol"} is then added to it as its last member.
 *
 * <p><b>Threading:</b> the feed's thread; {@link #snapshotsWanted} and the counts from any. <b>Allocates:</b> for snapshots.
 * <b>Errors:</b> what does not fit into the ring is counted.
 */
final class RecordingTap implements FeedTap {
    private static final int NAME_SEARCH_BYTES = 256;
    private static final String SYMBOL_KEY = "\"symbol\"";

    private final List<Instrument> instruments;
    private final MessageRing ring;
    /** Raised by one for each time that all snapshots are wanted. */
    private final AtomicInteger wishes = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();

    RecordingTap(final List<Instrument> instruments, final MessageRing ring) {
        this.instruments = instruments;
        this.ring = ring;
    }

    /** From any thread: a new file begins. */
    void snapshotsWanted() {
        wishes.incrementAndGet();
    }

    /** Messages and snapshots that found no room. */
    long dropped() {
        return dropped.get();
    }

    @Override
    public FeedHandler around(final FeedHandler handler, final SnapshotRequester requester) {
        return new Recording(handler, requester);
    }

    private final class Recording extends ForwardingFeedHandler {
        private final SnapshotRequester requester;
        private final ExpandableArrayBuffer body = new ExpandableArrayBuffer();
        private final boolean[] isWanted = new boolean[instruments.size()];
        private int granted;
        private boolean isConnected;

        Recording(final FeedHandler handler, final SnapshotRequester requester) {
            super(handler);
            this.requester = requester;
        }

        @Override
        public void onConnected(final long nowNs) {
            isConnected = true;
            super.onConnected(nowNs);
        }

        /** The next connection begins with snapshots of all anyhow. */
        @Override
        public void onDisconnected(final long nowNs) {
            isConnected = false;
            granted = wishes.get();
            Arrays.fill(isWanted, false);
            super.onDisconnected(nowNs);
        }

        @Override
        public void onMessage(
                final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
            record(receiveTimeNs, buffer, offset, length);
            super.onMessage(buffer, offset, length, receiveTimeNs, nowNs);
        }

        @Override
        public void onSnapshot(final int instrumentId, final DirectBuffer buffer, final int offset, final int length,
                final long receiveTimeNs, final long nowNs) {
            recordSnapshot(instruments.get(position(instrumentId)), buffer, offset, length, receiveTimeNs);
            super.onSnapshot(instrumentId, buffer, offset, length, receiveTimeNs, nowNs);
        }

        /** A book that waits for it asks again by itself. */
        @Override
        public void onSnapshotFailed(final int instrumentId, final long nowNs) {
            isWanted[position(instrumentId)] = !awaitsSnapshot(instrumentId);
            super.onSnapshotFailed(instrumentId, nowNs);
        }

        @Override
        public int doWork(final long nowNs) {
            final int wished = wishes.get();
            if (wished != granted) {
                granted = wished;
                Arrays.fill(isWanted, true);
            }
            return super.doWork(nowNs) + (isConnected && !ring.crowded() ? ask(nowNs) : 0);
        }

        private int ask(final long nowNs) {
            int work = 0;
            for (int i = 0; i < isWanted.length; i++) {
                if (isWanted[i] && requester.requestSnapshot(instruments.get(i).instrumentId(), nowNs)) {
                    isWanted[i] = false;
                    work++;
                }
            }
            return work;
        }

        private void recordSnapshot(
                final Instrument instrument, final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs) {
            int end = offset + length;
            while (end > offset && buffer.getByte(end - 1) != '}') {
                end--;
            }
            if (end == offset || names(buffer, offset, length)) {
                record(receiveTimeNs, buffer, offset, length);
                return;
            }
            final byte[] symbol = (',' + SYMBOL_KEY + ":\"" + instrument.venueSymbol() + "\"}").getBytes(StandardCharsets.US_ASCII);
            final int kept = end - 1 - offset;
            body.putBytes(0, buffer, offset, kept);
            body.putBytes(kept, symbol);
            record(receiveTimeNs, body, 0, kept + symbol.length);
        }

        private static boolean names(final DirectBuffer buffer, final int offset, final int length) {
            return buffer.getStringWithoutLengthAscii(offset, Math.min(length, NAME_SEARCH_BYTES)).contains(SYMBOL_KEY);
        }

        private void record(final long receiveTimeNs, final DirectBuffer buffer, final int offset, final int length) {
            if (!ring.offer(receiveTimeNs, buffer, offset, length)) {
                dropped.setRelease(dropped.getPlain() + 1);
                wishes.incrementAndGet();
            }
        }

        private int position(final int instrumentId) {
            return instrumentId - instruments.getFirst().instrumentId();
        }
    }
}
