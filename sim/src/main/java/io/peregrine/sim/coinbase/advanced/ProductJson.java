package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Text;
import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.MatchingBook;
import io.peregrine.sim.matching.Side;

/**
 * How the REST API writes products, books and trades.
 *
 * <p><b>Threading:</b> must be called on the exchange thread. Source: B7 of the protocol document and the recorded
 * product, book and ticker.
 */
final class ProductJson {
    private static final String QUOTE_SIZE_MAX = "150000000";

    private ProductJson() {
    }

    static ObjectNode product(final Product product, final long nowUs) {
        final Candle day = product.day(nowUs);
        final Trade last = product.listing().tape().last();
        final ObjectNode json = Json.object().put("product_id", product.id()).put("price", last == null ? "" : Text.plain(last.price()))
                .put("price_percentage_change_24h", product.dayChangePercent(nowUs))
                .put("volume_24h", day == null ? "0" : Text.plain(day.volume().base())).put("volume_percentage_change_24h", "0")
                .put("base_increment", product.lot()).put("quote_increment", product.tick()).put("quote_min_size", product.fundsMin())
                .put("quote_max_size", QUOTE_SIZE_MAX).put("base_min_size", product.lot()).put("base_max_size", product.sizeMax())
                .put("base_name", product.base()).put("quote_name", product.quote()).put("watched", false).put("is_disabled", false)
                .put("new", false).put("status", "online").put("cancel_only", product.listing().halted())
                .put("limit_only", false).put("post_only", false)
                .put("trading_disabled", false).put("auction_mode", false).put("product_type", "SPOT")
                .put("quote_currency_id", product.quote()).put("base_currency_id", product.base())
                .putNull("fcm_trading_session_details").put("mid_market_price", "").put("alias", "");
        final ArrayNode aliases = json.putArray("alias_to");
        if (product.quote().equals("USD")) {
            aliases.add(product.id() + 'C');
        }
        return json.put("base_display_symbol", product.base()).put("quote_display_symbol", product.quote()).put("view_only", false)
                .put("price_increment", product.tick()).put("display_name", product.id()).put("product_venue", "CBE")
                .put("approximate_quote_24h_volume", day == null ? "0" : Text.plain(day.volume().quote()))
                .put("new_at", "2023-01-01T00:00:00Z").put("market_cap", "").put("base_cbrn", "").put("quote_cbrn", "")
                .put("product_cbrn", "").put("icon_color", "").put("icon_url", "").put("display_name_overwrite", "")
                .put("is_alpha_testing", false).put("about_description", "").put("best_bid_price", "").put("best_ask_price", "");
    }

    static ObjectNode book(final Product product, final int limit, final long nowUs) {
        final ObjectNode json = Json.object().put("product_id", product.id());
        levels(product.listing().book().levels(Side.BUY, limit), json.putArray("bids"));
        levels(product.listing().book().levels(Side.SELL, limit), json.putArray("asks"));
        return json.put("time", Text.time(nowUs));
    }

    /** A trade; the side is the resting order's. */
    static ObjectNode trade(final Product product, final Trade trade) {
        return Json.object().put("trade_id", String.valueOf(product.tradeId(trade.tradeId()))).put("product_id", product.id())
                .put("price", Text.plain(trade.price())).put("size", Text.plain(trade.quantity())).put("time", Text.time(trade.timeUs()))
                .put("side", trade.buyerIsMaker() ? "BUY" : "SELL");
    }

    static String best(final Product product, final Side side) {
        final long price = product.listing().book().bestPrice(side);
        return price == MatchingBook.NO_PRICE ? "" : Text.plain(price);
    }

    /** The product as the ticker channels show it, best prices aside. */
    static ObjectNode ticker(final Product product, final Trade last, final long nowUs) {
        final Candle day = product.day(nowUs);
        return Json.object().put("type", "ticker").put("product_id", product.id()).put("price", Text.plain(last.price()))
                .put("volume_24_h", Text.plain(day == null ? 0 : day.volume().base()))
                .put("low_24_h", Text.plain(day == null ? last.price() : day.low()))
                .put("high_24_h", Text.plain(day == null ? last.price() : day.high()))
                .put("low_52_w", Text.plain(day == null ? last.price() : day.low()))
                .put("high_52_w", Text.plain(day == null ? last.price() : day.high()))
                .put("price_percent_chg_24_h", product.dayChangePercent(nowUs));
    }

    static ObjectNode withBest(final ObjectNode ticker, final Product product) {
        final MatchingBook<AccountOrder> book = product.listing().book();
        return ticker.put("best_bid", Text.plain(book.bestPrice(Side.BUY)))
                .put("best_bid_quantity", Text.plain(book.bestQuantity(Side.BUY))).put("best_ask", Text.plain(book.bestPrice(Side.SELL)))
                .put("best_ask_quantity", Text.plain(book.bestQuantity(Side.SELL)));
    }

    /** Five minutes and other intervals; prices as plain text. */
    static ObjectNode candle(final Candle candle) {
        return Json.object().put("start", String.valueOf(candle.startUs() / 1_000_000)).put("low", Text.plain(candle.low()))
                .put("high", Text.plain(candle.high())).put("open", Text.plain(candle.first().price()))
                .put("close", Text.plain(candle.last().price())).put("volume", Text.plain(candle.volume().base()));
    }

    /** A product as the status channel shows it. */
    static ObjectNode status(final Product product) {
        return Json.object().put("product_type", "SPOT").put("id", product.id()).put("base_currency", product.base())
                .put("quote_currency", product.quote()).put("base_increment", product.lot()).put("quote_increment", product.tick())
                .put("display_name", product.base() + '/' + product.quote()).put("status", "online").put("status_message", "")
                .put("min_market_funds", product.fundsMin());
    }

    static ArrayNode products(final Marketplace market) {
        final ArrayNode products = Json.array();
        market.products().values().forEach(product -> products.add(product(product, market.exchange().nowUs())));
        return products;
    }

    private static void levels(final long[] levels, final ArrayNode array) {
        for (int i = 0; i < levels.length; i += 2) {
            array.addObject().put("price", Text.plain(levels[i])).put("size", Text.plain(levels[i + 1]));
        }
    }
}
