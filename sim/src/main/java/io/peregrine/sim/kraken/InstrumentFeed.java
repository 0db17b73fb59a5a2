package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.matching.Market;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/**
 * The channel {@code instrument}: all assets and pairs; an update for each pair whose status changes (section 9).
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class InstrumentFeed extends Feed {
    private static final int POSITION_LIMIT = 250;

    private final Pairs pairs;
    private final Exchange exchange;
    private final Set<Pair> halted = new HashSet<>();

    InstrumentFeed(final Pairs pairs, final Exchange exchange) {
        this.pairs = pairs;
        this.exchange = exchange;
    }

    @Override
    String snapshot(final long nowUs) {
        final ObjectNode data = Json.object();
        final ArrayNode assetEntries = data.putArray("assets");
        for (final Asset asset : pairs.assets()) {
            assetEntries.addObject().put("id", asset.symbol()).put("status", "enabled").put("precision", asset.decimals())
                    .put("precision_display", asset.displayDecimals()).put("borrowable", true)
                    .put("collateral_value", new BigDecimal("1.00")).put("margin_rate", new BigDecimal("0.020000"));
        }
        final ArrayNode pairEntries = data.putArray("pairs");
        pairs.all().forEach(pair -> pairEntries.add(entry(pair)));
        return Frames.ofData("instrument", "snapshot", data);
    }

    @Override
    void flush(final long nowUs) {
        for (final Pair pair : pairs.all()) {
            final boolean halts = exchange.listing(pair.symbol()).halted();
            if (halts ? halted.add(pair) : halted.remove(pair)) {
                final ObjectNode data = Json.object();
                data.putArray("assets");
                data.putArray("pairs").add(entry(pair));
                publish(Frames.ofData("instrument", "update", data));
            }
        }
    }

    /** Whether a pair takes orders, in the venue's word. */
    static String status(final Exchange exchange, final Pair pair) {
        return exchange.listing(pair.symbol()).halted() ? "cancel_only" : "online";
    }

    private ObjectNode entry(final Pair pair) {
        final Market market = pair.market();
        return Json.object().put("symbol", pair.symbol()).put("base", pair.base().symbol()).put("quote", pair.quote().symbol())
                .put("status", status(exchange, pair)).put("qty_precision", Pair.QUANTITY_DECIMALS)
                .put("qty_increment", Json.amount(market.lotSize(), 0))
                .put("price_precision", pair.priceDecimals()).put("cost_precision", pair.costDecimals()).put("marginable", false)
                .put("has_index", false).put("cost_min", Json.amount(pair.costMin(), 0)).put("margin_initial", new BigDecimal("0.1"))
                .put("position_limit_long", POSITION_LIMIT).put("position_limit_short", POSITION_LIMIT)
                .put("tick_size", Json.amount(market.tickSize(), 0)).put("price_increment", Json.amount(market.tickSize(), 0))
                .put("qty_min", Json.amount(pair.quantityMin(), 0));
    }
}
