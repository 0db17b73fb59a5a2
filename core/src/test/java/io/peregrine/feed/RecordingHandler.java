package io.peregrine.feed;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Keeps what an agent tells it, as text; asks for one snapshot while it wants one. */
final class RecordingHandler implements FeedHandler {
    final List<String> events = new ArrayList<>();
    boolean snapshotWanted;
    boolean reconnectWanted;
    boolean mixes;
    private final BookCounters counters = new BookCounters();
    private final SnapshotRequester snapshots;

    RecordingHandler(final SnapshotRequester snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public void onConnected(final long nowNs) {
        reconnectWanted = false;
        events.add("connected");
    }

    @Override
    public void onDisconnected(final long nowNs) {
        events.add("disconnected");
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        counters.increment(BookCounter.MESSAGES);
        events.add(buffer.getStringWithoutLengthAscii(offset, length));
    }

    @Override
    public void onSnapshot(
            final int instrumentId, final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs,
            final long nowNs) {
        events.add("snapshot " + instrumentId + " " + buffer.getStringWithoutLengthAscii(offset, length));
    }

    @Override
    public void onSnapshotFailed(final int instrumentId, final long nowNs) {
        events.add("snapshot " + instrumentId + " failed");
        snapshotWanted = true;
    }

    @Override
    public boolean reconnectWanted() {
        return reconnectWanted;
    }

    @Override
    public void onReconnectNoted() {
        reconnectWanted = false;
    }

    @Override
    public boolean mixesConnections() {
        return mixes;
    }

    @Override
    public void onMixed(final boolean isMixed, final long nowNs) {
        events.add(isMixed ? "mixed" : "one again");
    }

    @Override
    public BookCounters counters(final int instrumentId) {
        return counters;
    }

    @Override
    public long messages() {
        return counters.get(BookCounter.MESSAGES);
    }

    @Override
    public long decodeErrors() {
        return 0;
    }

    @Override
    public int doWork(final long nowNs) {
        if (snapshotWanted && snapshots.requestSnapshot(0, nowNs)) {
            snapshotWanted = false;
            return 1;
        }
        return 0;
    }
}
