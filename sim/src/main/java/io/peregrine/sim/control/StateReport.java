package io.peregrine.sim.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.account.OrderCounters;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.OrderStatus;
import io.peregrine.sim.venue.SimulatedVenue;
import java.util.Locale;

/**
 * Writes the whole truth of a venue: accounts with balances, open orders, every remembered fill and counters, on request every remembered
 * order too; books to their full depth.
 * All decimals are exact text.
 *
 * <p><b>Threading:</b> must be called on the exchange thread.
 */
final class StateReport {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long US_PER_MS = 1_000;

    private final SimulatedVenue venue;
    private final boolean history;

    /** @param history all remembered orders, too */
    StateReport(final SimulatedVenue venue, final boolean history) {
        this.venue = venue;
        this.history = history;
    }

    ObjectNode write(final long seed) {
        final ObjectNode json = NODES.objectNode().put("seed", seed);
        final ArrayNode accounts = json.putArray("accounts");
        venue.accounts().forEach((apiKey, account) -> accounts.add(account(apiKey, account)));
        final ObjectNode books = json.putObject("books");
        for (final Listing listing : venue.exchange().listings()) {
            books.set(venue.symbol(listing.market()), book(listing.snapshot(Integer.MAX_VALUE)));
        }
        json.putObject("flow").put("rate", venue.flow().rate()).put("events", venue.flow().events());
        return json;
    }

    private ObjectNode account(final String apiKey, final Account account) {
        final ObjectNode json = NODES.objectNode().put("apiKey", apiKey);
        final ObjectNode balances = json.putObject("balances");
        account.balances().forEach((asset, balance) -> balances.putObject(asset)
                .put("free", Decimal.text(balance.free())).put("locked", Decimal.text(balance.locked())));
        final ArrayNode openOrders = json.putArray("openOrders");
        account.openOrders().forEach(order -> openOrders.add(order(order)));
        if (history) {
            final ArrayNode all = json.putArray("history");
            account.orders().forEach(order -> all.add(order(order)));
        }
        final ArrayNode fills = json.putArray("fills");
        account.fills().forEach(fill -> fills.add(fill(fill)));
        final OrderCounters counters = account.counters();
        final ObjectNode orders = json.putObject("orders").put("placed", counters.placed()).put("fills", counters.fills());
        for (final OrderStatus status : OrderStatus.values()) {
            if (status.finished()) {
                orders.put(status.name().toLowerCase(Locale.ROOT), counters.finished(status));
            }
        }
        return json;
    }

    private ObjectNode order(final AccountOrder order) {
        return NODES.objectNode().put("symbol", venue.symbol(order.market())).put("orderId", order.orderId())
                .put("clientOrderId", order.clientOrderId()).put("side", order.side().name()).put("type", order.type().name())
                .put("timeInForce", order.terms().timeInForce().name()).put("price", Decimal.text(order.price()))
                .put("stopPrice", Decimal.text(order.terms().stopPrice())).put("quantity", Decimal.text(order.quantity()))
                .put("executed", Decimal.text(order.executed())).put("status", order.status().name())
                .put("time", order.createdUs() / US_PER_MS);
    }

    private ObjectNode fill(final Fill fill) {
        return NODES.objectNode().put("symbol", venue.symbol(fill.market())).put("orderId", fill.order().orderId())
                .put("clientOrderId", fill.order().clientOrderId()).put("side", fill.order().side().name())
                .put("price", Decimal.text(fill.price())).put("quantity", Decimal.text(fill.quantity()))
                .put("notional", Decimal.text(fill.notional())).put("commission", Decimal.text(fill.charged().amount()))
                .put("commissionAsset", fill.charged().asset()).put("tradeId", fill.tradeId())
                .put("executionId", venue.executionId(fill))
                .put("time", fill.timeUs() / US_PER_MS).put("maker", fill.maker());
    }

    private static ObjectNode book(final Listing.Snapshot snapshot) {
        final ObjectNode json = NODES.objectNode().put("lastUpdateId", snapshot.lastUpdateId());
        json.set("bids", levels(snapshot.bids()));
        json.set("asks", levels(snapshot.asks()));
        return json;
    }

    private static ArrayNode levels(final long[] levels) {
        final ArrayNode array = NODES.arrayNode();
        for (int i = 0; i < levels.length; i += 2) {
            array.addArray().add(Decimal.text(levels[i])).add(Decimal.text(levels[i + 1]));
        }
        return array;
    }
}
