package io.peregrine.sim.coinbase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.peregrine.sim.capture.DamagedLineException;
import io.peregrine.sim.capture.Fields;
import io.peregrine.sim.matching.Side;

/**
 * The two sides of a captured message whose entries say their side in words.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Units:</b> eight decimals.
 */
public final class CapturedSides {
    private final ArrayNode bids = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode asks = JsonNodeFactory.instance.arrayNode();

    /** Adds an entry. */
    public void add(final JsonNode side, final JsonNode price, final JsonNode quantity) throws DamagedLineException {
        (side(side) == Side.BUY ? bids : asks).addArray().add(price).add(quantity);
    }

    /** Levels as price, quantity, price, quantity…. */
    public long[] bids() throws DamagedLineException {
        return levels(bids);
    }

    /** Likewise. */
    public long[] asks() throws DamagedLineException {
        return levels(asks);
    }

    /** The taker's side of a trade that says its maker's. */
    public static Side aggressor(final JsonNode makerSide) throws DamagedLineException {
        return side(makerSide).opposite();
    }

    private static Side side(final JsonNode word) throws DamagedLineException {
        return switch (word.asText()) {
            case "buy", "bid", "BUY" -> Side.BUY;
            case "sell", "offer", "SELL" -> Side.SELL;
            default -> throw new DamagedLineException("no side '" + word.asText() + "'");
        };
    }

    private static long[] levels(final ArrayNode entries) throws DamagedLineException {
        return Fields.levels(entries, "", level -> level.path(0), level -> level.path(1));
    }
}
