package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.matching.Side;

/**
 * The channel {@code book} of one pair at one depth (section 5). It remembers the levels that its subscribers have. A frame sets what is
 * new or changed and deletes what is gone, but not what better levels push out of range: the subscriber drops that by itself.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> eight decimals.
 */
final class BookFeed extends Feed {
    /** Frames of so long share a time, if the clock does. */
    private static final long SAME_TIME_US = 1_000;

    private final Pair pair;
    private final Listing listing;
    private final int depth;
    private long[] bids = {};
    private long[] asks = {};
    private boolean changed;
    private long stampUs;

    BookFeed(final Pair pair, final Listing listing, final int depth) {
        this.pair = pair;
        this.listing = listing;
        this.depth = depth;
    }

    /** A level has changed; of interest where it is in range, or the range is not full. */
    void onLevel(final Side side, final long price) {
        final long[] levels = side == Side.BUY ? bids : asks;
        changed |= levels.length < 2 * depth
                || (side == Side.BUY ? price >= levels[levels.length - 2] : price <= levels[levels.length - 2]);
    }

    @Override
    protected void resume() {
        bids = levels(Side.BUY);
        asks = levels(Side.SELL);
        changed = false;
    }

    @Override
    String snapshot(final long nowUs) {
        final ArrayNode bidEntries = Json.array();
        final ArrayNode askEntries = Json.array();
        for (int i = 0; i < bids.length; i += 2) {
            bidEntries.add(entry(bids[i], bids[i + 1]));
        }
        for (int i = 0; i < asks.length; i += 2) {
            askEntries.add(entry(asks[i], asks[i + 1]));
        }
        return frame("snapshot", bidEntries, askEntries, Math.max(nowUs, stampUs));
    }

    @Override
    void flush(final long nowUs) {
        if (!changed || idle()) {
            return;
        }
        changed = false;
        final long[] newBids = levels(Side.BUY);
        final long[] newAsks = levels(Side.SELL);
        final ArrayNode bidEntries = difference(bids, newBids, Side.BUY);
        final ArrayNode askEntries = difference(asks, newAsks, Side.SELL);
        bids = newBids;
        asks = newAsks;
        if (!bidEntries.isEmpty() || !askEntries.isEmpty()) {
            publish(frame("update", bidEntries, askEntries, nextStampUs(nowUs)));
        }
    }

    /** No two frames of a book have the same time, as none of the 2,164 recorded ones have; the clock itself may be set back. */
    private long nextStampUs(final long nowUs) {
        stampUs = nowUs <= stampUs && nowUs > stampUs - SAME_TIME_US ? stampUs + 1 : nowUs;
        return stampUs;
    }

    private long[] levels(final Side side) {
        return listing.book().levels(side, depth);
    }

    /** Deletions first, then what is new or has another quantity, both from the best. */
    private ArrayNode difference(final long[] before, final long[] after, final Side side) {
        final ArrayNode deleted = Json.array();
        final ArrayNode set = Json.array();
        int i = 0;
        int j = 0;
        while (i < before.length || j < after.length) {
            if (j == after.length || i < before.length && better(before[i], after[j], side)) {
                if (j < after.length || after.length < 2 * depth) {
                    deleted.add(entry(before[i], 0));
                }
                i += 2;
            } else if (i == before.length || before[i] != after[j]) {
                set.add(entry(after[j], after[j + 1]));
                j += 2;
            } else {
                if (before[i + 1] != after[j + 1]) {
                    set.add(entry(after[j], after[j + 1]));
                }
                i += 2;
                j += 2;
            }
        }
        return deleted.addAll(set);
    }

    private static boolean better(final long price, final long other, final Side side) {
        return side == Side.BUY ? price > other : price < other;
    }

    private ObjectNode entry(final long price, final long quantity) {
        return Json.object().put("price", pair.price(price)).put("qty", pair.quantity(quantity));
    }

    private String frame(final String type, final ArrayNode bidEntries, final ArrayNode askEntries, final long nowUs) {
        final ObjectNode data = Json.object().put("symbol", pair.symbol());
        data.set("bids", bidEntries);
        data.set("asks", askEntries);
        data.put("checksum", BookChecksum.of(bids, asks, pair.priceDecimals(), Pair.QUANTITY_DECIMALS)).put("timestamp", Json.time(nowUs));
        return Frames.of("book", type, data);
    }
}
