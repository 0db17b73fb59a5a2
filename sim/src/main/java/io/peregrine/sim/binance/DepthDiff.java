package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.matching.Side;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The prices of a book that changed since the last frame of one diff stream. A frame spans the update ids from the one after the last
 * frame's to the newest, and carries each changed price once with its quantity now.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class DepthDiff {
    private final String symbol;
    private final Listing listing;
    private final NavigableSet<Long> bids = new TreeSet<>(Comparator.reverseOrder());
    private final NavigableSet<Long> asks = new TreeSet<>();
    private long publishedId;

    DepthDiff(final SymbolRules rules) {
        this.symbol = rules.symbol();
        this.listing = rules.listing();
    }

    void changed(final Side side, final long price) {
        (side == Side.BUY ? bids : asks).add(price);
    }

    boolean empty() {
        return publishedId == listing.lastUpdateId();
    }

    /** The frame of what changed. */
    ObjectNode json(final long nowUs) {
        final ObjectNode json = Json.object().put("e", "depthUpdate").put("E", Json.ms(nowUs)).put("s", symbol)
                .put("U", publishedId + 1).put("u", listing.lastUpdateId());
        json.set("b", levels(Side.BUY, bids));
        json.set("a", levels(Side.SELL, asks));
        return json;
    }

    /** Begins the next frame. */
    void clear() {
        publishedId = listing.lastUpdateId();
        bids.clear();
        asks.clear();
    }

    private ArrayNode levels(final Side side, final NavigableSet<Long> prices) {
        final ArrayNode levels = Json.array();
        for (final long price : prices) {
            levels.add(Json.level(price, listing.book().quantityAt(side, price)));
        }
        return levels;
    }
}
