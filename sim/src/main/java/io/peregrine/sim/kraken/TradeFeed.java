package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.Trade;
import java.util.List;

/**
 * The channel {@code trade} of one pair; the trades of one request share a frame (section 4).
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class TradeFeed extends Feed {
    private static final int SNAPSHOT_MAX = 50;

    private final Pair pair;
    private final Listing listing;
    private final OrderRegister register;
    private ArrayNode pending = Json.array();

    TradeFeed(final Pair pair, final Listing listing, final OrderRegister register) {
        this.pair = pair;
        this.listing = listing;
        this.register = register;
    }

    void onTrade(final Trade trade) {
        if (!idle()) {
            pending.add(entry(trade));
        }
    }

    @Override
    protected void resume() {
        pending = Json.array();
    }

    @Override
    String snapshot(final long nowUs) {
        final List<Trade> trades = listing.tape().trades();
        final ArrayNode data = Json.array();
        trades.subList(Math.max(0, trades.size() - SNAPSHOT_MAX), trades.size()).forEach(trade -> data.add(entry(trade)));
        return Frames.ofData("trade", "snapshot", data);
    }

    @Override
    void flush(final long nowUs) {
        if (!pending.isEmpty()) {
            publish(Frames.ofData("trade", "update", pending));
            pending = Json.array();
        }
    }

    /** Was the aggressor a market order? Unknown for others than clients, whose orders are limits. */
    static boolean market(final OrderRegister register, final Trade trade) {
        final OrderNote note = register.note(trade.takerOrderId());
        return note != null && !note.asked().kind().hasLimit();
    }

    private ObjectNode entry(final Trade trade) {
        return Json.object().put("symbol", pair.symbol()).put("side", trade.buyerIsMaker() ? "sell" : "buy")
                .put("price", pair.price(trade.price())).put("qty", pair.quantity(trade.quantity()))
                .put("ord_type", market(register, trade) ? "market" : "limit").put("trade_id", trade.tradeId())
                .put("timestamp", Json.time(trade.timeUs()));
    }
}
