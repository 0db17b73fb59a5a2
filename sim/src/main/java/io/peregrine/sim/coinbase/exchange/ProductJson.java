package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.Product;

/**
 * How the venue describes products and currencies.
 *
 * <p><b>Threading:</b> stateless. Source: A11 of the protocol document.
 */
final class ProductJson {
    private ProductJson() {
    }

    static ArrayNode products(final Marketplace market) {
        final ArrayNode products = Json.array();
        market.products().values().forEach(product -> products.add(product(product)));
        return products;
    }

    static ObjectNode product(final Product product) {
        return Json.object().put("id", product.id()).put("base_currency", product.base()).put("quote_currency", product.quote())
                .put("quote_increment", product.tick()).put("base_increment", product.lot()).put("display_name", product.id())
                .put("min_market_funds", product.fundsMin()).put("margin_enabled", false).put("post_only", false)
                .put("limit_only", false).put("cancel_only", product.listing().halted()).put("status", "online").put("status_message", "")
                .put("trading_disabled", false).put("fx_stablecoin", false).put("max_slippage_percentage", "0.02000000")
                .put("auction_mode", false).put("high_bid_limit_percentage", "");
    }

    static ArrayNode currencies(final Marketplace market) {
        final ArrayNode currencies = Json.array();
        market.currencies().forEach(currency -> currencies.add(currency(currency)));
        return currencies;
    }

    static ObjectNode currency(final String currency) {
        final boolean fiat = Marketplace.fiat(currency);
        final ObjectNode json = Json.object().put("id", currency).put("name", currency).put("min_size", fiat ? "0.01" : "0.00000001")
                .put("status", "online").put("message", "").put("max_precision", fiat ? "0.01" : "0.00000001");
        json.putArray("convertible_to");
        json.putObject("details").put("type", fiat ? "fiat" : "crypto").putNull("symbol");
        json.put("default_network", "").putArray("supported_networks");
        return json.put("display_name", currency);
    }
}
