package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Text;
import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.MatchingBook;
import io.peregrine.sim.matching.OrderStatus;
import io.peregrine.sim.matching.Side;
import java.util.Locale;

/**
 * The messages of the feed but for their sequence numbers and private fields.
 *
 * <p><b>Threading:</b> must be called on the exchange thread. Source: A2 to A5 of the protocol document.
 */
final class FeedJson {
    private FeedJson() {
    }

    /** {@code buy} or {@code sell}. */
    static String side(final Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    static ObjectNode received(final Product product, final AccountOrder order, final String orderId, final OrderForm form) {
        final ObjectNode json = Json.object().put("order_id", orderId).put("order_type", order.type().market() ? "market" : "limit");
        if (form != null && form.specifiedFunds() != 0) {
            json.put("funds", Text.plain(form.specifiedFunds()));
        } else {
            json.put("size", Text.plain(order.terms().quantity()));
        }
        if (!order.type().market()) {
            json.put("price", Text.plain(order.price()));
        }
        if (form != null && form.clientOid() != null) {
            json.put("client_oid", form.clientOid());
        }
        return of(json, "received", product, order.side());
    }

    static ObjectNode open(final Product product, final AccountOrder order, final String orderId) {
        return of(Json.object().put("price", Text.plain(order.price())).put("order_id", orderId)
                .put("remaining_size", Text.plain(order.leaves())), "open", product, order.side());
    }

    /** @param cancelReason the venue's reason where it was not the owner who canceled, or null */
    static ObjectNode done(final Product product, final AccountOrder order, final String orderId, final String cancelReason) {
        final ObjectNode json = Json.object().put("order_id", orderId)
                .put("reason", order.status() == OrderStatus.FILLED ? "filled" : "canceled");
        if (!order.type().market()) {
            json.put("price", Text.plain(order.price()));
            json.put("remaining_size", Text.plain(order.leaves()));
        }
        if (cancelReason != null) {
            json.put("cancel_reason", cancelReason);
        }
        return of(json, "done", product, order.side());
    }

    static ObjectNode change(final Product product, final AccountOrder order, final String orderId, final long oldSize) {
        return of(Json.object().put("reason", "STP").put("order_id", orderId).put("price", Text.plain(order.price()))
                .put("old_size", Text.plain(oldSize)).put("new_size", Text.plain(order.leaves())), "change", product, order.side());
    }

    static ObjectNode activate(final Product product, final AccountOrder order, final String orderId, final OrderForm form,
            final String timestamp) {
        return Json.object().put("type", "activate").put("product_id", product.id()).put("timestamp", timestamp).put("order_id", orderId)
                .put("stop_type", form.stop()).put("side", side(order.side())).put("stop_price", Text.plain(order.terms().stopPrice()))
                .put("size", Text.plain(order.terms().quantity())).put("funds", "0").put("private", true);
    }

    static ObjectNode match(final Product product, final Trade trade, final String makerId, final String takerId) {
        return Json.object().put("type", "match").put("trade_id", product.tradeId(trade.tradeId())).put("maker_order_id", makerId)
                .put("taker_order_id", takerId).put("side", makerSide(trade)).put("size", Text.plain(trade.quantity()))
                .put("price", Text.plain(trade.price())).put("product_id", product.id());
    }

    /** The side of the resting order. */
    static String makerSide(final Trade trade) {
        return trade.buyerIsMaker() ? "buy" : "sell";
    }

    static ObjectNode ticker(final Product product, final Trade trade, final long sequence) {
        final MatchingBook<AccountOrder> book = product.listing().book();
        final Candle day = product.day(trade.timeUs());
        return Json.object().put("type", "ticker").put("sequence", sequence).put("product_id", product.id())
                .put("price", Text.plain(trade.price())).put("open_24h", Text.plain(day.first().price()))
                .put("volume_24h", Text.eight(day.volume().base())).put("low_24h", Text.plain(day.low()))
                .put("high_24h", Text.plain(day.high())).put("volume_30d", Text.eight(day.volume().base()))
                .put("best_bid", product.price(book.bestPrice(Side.BUY))).put("best_bid_size", Text.eight(book.bestQuantity(Side.BUY)))
                .put("best_ask", product.price(book.bestPrice(Side.SELL))).put("best_ask_size", Text.eight(book.bestQuantity(Side.SELL)))
                .put("side", trade.buyerIsMaker() ? "sell" : "buy").put("time", Text.time(trade.timeUs()))
                .put("trade_id", product.tradeId(trade.tradeId())).put("last_size", Text.plain(trade.quantity()));
    }

    static ObjectNode snapshot(final Product product, final long timeUs) {
        final ObjectNode json = Json.object().put("type", "snapshot").put("product_id", product.id());
        levels(product, Side.SELL, json.putArray("asks"));
        levels(product, Side.BUY, json.putArray("bids"));
        return json.put("time", Text.time(timeUs));
    }

    static ObjectNode update(final Product product, final ArrayNode changes, final long timeUs) {
        final ObjectNode json = Json.object().put("type", "l2update").put("product_id", product.id());
        json.set("changes", changes);
        return json.put("time", Text.time(timeUs));
    }

    static ArrayNode change(final Product product, final Side side, final long price, final long quantity) {
        return Json.array().add(side(side)).add(product.price(price)).add(Text.eight(quantity));
    }

    private static void levels(final Product product, final Side side, final ArrayNode array) {
        final long[] levels = product.listing().book().levels(side, Integer.MAX_VALUE);
        for (int i = 0; i < levels.length; i += 2) {
            array.addArray().add(product.price(levels[i])).add(Text.eight(levels[i + 1]));
        }
    }

    private static ObjectNode of(final ObjectNode json, final String type, final Product product, final Side side) {
        return json.put("type", type).put("side", side(side)).put("product_id", product.id());
    }
}
