package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.MatchingBook;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.SelfTradePrevention;
import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A symbol's filters: how exchangeInfo lists them and how orders are checked against them.
 *
 * <p><b>Threading:</b> checks run on the exchange thread, the rest is immutable. Source: the venue's filters document.
 */
final class SymbolRules {
    /** The modes that the symbols allow. */
    static final Set<SelfTradePrevention> PREVENTION =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SelfTradePrevention.DECREMENT)));

    private static final int ICEBERG_PARTS_MAX = 10;
    private static final int AVERAGE_MINUTES = 5;
    private static final int PRICE_FACTOR = 5;
    private static final int ORDERS_MAX = 200;
    private static final int CONDITIONAL_ORDERS_MAX = 5;
    private static final long NOTIONAL_MAX = 9_000_000 * Decimal.ONE;
    private static final int MARKET_SHARE = 90;

    private final Listing listing;
    private final Market market;
    private final String symbol;

    SymbolRules(final Listing listing) {
        this.listing = listing;
        this.market = listing.market();
        this.symbol = symbol(market);
    }

    /** The venue's name of a market, for example {@code BTCUSDT}. */
    static String symbol(final Market market) {
        return market.baseAsset() + market.quoteAsset();
    }

    String symbol() {
        return symbol;
    }

    Listing listing() {
        return listing;
    }

    /** The average price over the last minutes; the last price, or 0, where nothing traded. */
    long averagePrice(final long nowUs) {
        final Candle candle = listing.tape().since(nowUs - AVERAGE_MINUTES * Candle.MINUTE_US);
        return candle == null ? listing.book().lastPrice() : average(candle.volume());
    }

    /** Minutes that the average price covers. */
    static int averageMinutes() {
        return AVERAGE_MINUTES;
    }

    /** Quote volume by base volume, rounded down. */
    static long average(final Candle.Volume volume) {
        return BigInteger.valueOf(volume.quote()).multiply(BigInteger.valueOf(Decimal.ONE))
                .divide(BigInteger.valueOf(volume.base())).longValueExact();
    }

    /** Refuses an order that a filter does not let pass. */
    void check(final Account account, final OrderRequest request, final long nowUs) throws ApiException {
        final OrderTerms terms = request.terms();
        final long average = averagePrice(nowUs);
        if (!terms.type().market()) {
            checkPrice(terms.price());
        }
        if (terms.type().conditional()) {
            checkPrice(terms.stopPrice());
        }
        if (!terms.type().market() && average != MatchingBook.NO_PRICE) {
            checkPercent(terms.price(), average);
        }
        checkQuantity(terms);
        checkNotional(terms, average);
        checkCounts(account, terms.type());
    }

    /** Refuses a quantity off the steps. */
    void checkLot(final long quantity) throws ApiException {
        if (quantity < market.lotSize() || quantity > market.quantityMax() || quantity % market.lotSize() != 0) {
            throw ApiException.filter("LOT_SIZE");
        }
    }

    ObjectNode json() {
        final ObjectNode json = Json.object().put("symbol", symbol).put("status", listing.halted() ? "HALT" : "TRADING")
                .put("baseAsset", market.baseAsset()).put("baseAssetPrecision", Decimal.SCALE)
                .put("quoteAsset", market.quoteAsset()).put("quotePrecision", Decimal.SCALE).put("quoteAssetPrecision", Decimal.SCALE)
                .put("baseCommissionPrecision", Decimal.SCALE).put("quoteCommissionPrecision", Decimal.SCALE);
        final ArrayNode types = json.putArray("orderTypes");
        for (final OrderType type : OrderType.values()) {
            types.add(type.name());
        }
        json.put("icebergAllowed", true).put("ocoAllowed", false).put("otoAllowed", false).put("opoAllowed", false)
                .put("quoteOrderQtyMarketAllowed", true).put("allowTrailingStop", false).put("cancelReplaceAllowed", true)
                .put("amendAllowed", true).put("pegInstructionsAllowed", false)
                .put("isSpotTradingAllowed", true).put("isMarginTradingAllowed", false);
        json.set("filters", filters());
        json.putArray("permissions");
        json.putArray("permissionSets").addArray().add("SPOT");
        json.put("defaultSelfTradePreventionMode", SelfTradePrevention.EXPIRE_TAKER.name());
        final ArrayNode modes = json.putArray("allowedSelfTradePreventionModes");
        PREVENTION.forEach(mode -> modes.add(mode.name()));
        return json;
    }

    private ArrayNode filters() {
        final String tick = Decimal.text(market.tickSize());
        final String lot = Decimal.text(market.lotSize());
        final String up = String.valueOf(PRICE_FACTOR);
        final String down = String.valueOf(1.0 / PRICE_FACTOR);
        return Json.array()
                .add(filter("PRICE_FILTER").put("minPrice", tick).put("maxPrice", Decimal.text(market.priceMax())).put("tickSize", tick))
                .add(filter("LOT_SIZE").put("minQty", lot).put("maxQty", Decimal.text(market.quantityMax())).put("stepSize", lot))
                .add(filter("ICEBERG_PARTS").put("limit", ICEBERG_PARTS_MAX))
                .add(filter("MARKET_LOT_SIZE").put("minQty", Decimal.text(0)).put("maxQty", Decimal.text(marketQuantityMax()))
                        .put("stepSize", Decimal.text(0)))
                .add(filter("PERCENT_PRICE_BY_SIDE").put("bidMultiplierUp", up).put("bidMultiplierDown", down)
                        .put("askMultiplierUp", up).put("askMultiplierDown", down).put("avgPriceMins", AVERAGE_MINUTES))
                .add(filter("NOTIONAL").put("minNotional", Decimal.text(market.notionalMin())).put("applyMinToMarket", true)
                        .put("maxNotional", Decimal.text(NOTIONAL_MAX)).put("applyMaxToMarket", false)
                        .put("avgPriceMins", AVERAGE_MINUTES))
                .add(filter("MAX_NUM_ORDERS").put("maxNumOrders", ORDERS_MAX))
                .add(filter("MAX_NUM_ALGO_ORDERS").put("maxNumAlgoOrders", CONDITIONAL_ORDERS_MAX));
    }

    private static ObjectNode filter(final String type) {
        return Json.object().put("filterType", type);
    }

    private long marketQuantityMax() {
        return market.quantityMax() / MARKET_SHARE;
    }

    private void checkPrice(final long price) throws ApiException {
        if (price < market.tickSize() || price > market.priceMax() || price % market.tickSize() != 0) {
            throw ApiException.filter("PRICE_FILTER");
        }
    }

    private static void checkPercent(final long price, final long average) throws ApiException {
        if (price / PRICE_FACTOR > average || price < average / PRICE_FACTOR) {
            throw ApiException.filter("PERCENT_PRICE_BY_SIDE");
        }
    }

    private void checkQuantity(final OrderTerms terms) throws ApiException {
        checkLot(terms.quantity());
        if (terms.type().market() && terms.quantity() > marketQuantityMax()) {
            throw ApiException.filter("MARKET_LOT_SIZE");
        }
        if (terms.displayQuantity() != 0) {
            checkLot(terms.displayQuantity());
            if (Math.ceilDiv(terms.quantity(), terms.displayQuantity()) > ICEBERG_PARTS_MAX) {
                throw ApiException.filter("ICEBERG_PARTS");
            }
        }
    }

    private void checkNotional(final OrderTerms terms, final long average) throws ApiException {
        final long price = terms.type().market() ? average - average % market.tickSize() : terms.price();
        final long notional = market.notional(price, terms.quantity());
        final boolean known = !terms.type().market() || average != MatchingBook.NO_PRICE;
        if (known && (notional < market.notionalMin() || !terms.type().market() && notional > NOTIONAL_MAX)) {
            throw ApiException.filter("NOTIONAL");
        }
    }

    private void checkCounts(final Account account, final OrderType type) throws ApiException {
        int open = 0;
        int conditional = 0;
        for (final AccountOrder order : account.openOrders()) {
            if (order.market().equals(market)) {
                open++;
                conditional += order.type().conditional() ? 1 : 0;
            }
        }
        if (open >= ORDERS_MAX) {
            throw ApiException.filter("MAX_NUM_ORDERS");
        }
        if (type.conditional() && conditional >= CONDITIONAL_ORDERS_MAX) {
            throw ApiException.filter("MAX_NUM_ALGO_ORDERS");
        }
    }
}
