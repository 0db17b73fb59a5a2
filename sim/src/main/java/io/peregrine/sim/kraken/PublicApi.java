package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.FeeSchedule;
import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The public REST calls (section 10). Decimals are texts here, times are numbers.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class PublicApi {
    private static final DateTimeFormatter RFC_1123 =
            DateTimeFormatter.ofPattern("EEE, d MMM yy HH:mm:ss +0000", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final long US_PER_SECOND = 1_000_000;
    private static final long NS_PER_US = 1_000;
    private static final long DAY_US = 24 * 60 * Candle.MINUTE_US;
    private static final int DEPTH_MAX = 500;
    private static final int TRADES_MAX = 1_000;
    private static final double PPM_PER_PERCENT = 10_000;

    private final KrakenContext context;
    private final Pairs pairs;

    PublicApi(final KrakenContext context) {
        this.context = context;
        this.pairs = context.pairs();
    }

    Map<String, Method> methods() {
        final Map<String, Method> methods = new HashMap<>();
        methods.put("Time", fields -> Json.object().put("unixtime", nowUs() / US_PER_SECOND)
                .put("rfc1123", RFC_1123.format(Instant.ofEpochSecond(nowUs() / US_PER_SECOND))));
        methods.put("SystemStatus", fields -> Json.object().put("status", "online").put("timestamp", Json.seconds(nowUs())));
        methods.put("Assets", this::assets);
        methods.put("AssetPairs", this::assetPairs);
        methods.put("Ticker", this::ticker);
        methods.put("Depth", this::depth);
        methods.put("Trades", this::trades);
        methods.put("Spread", this::spread);
        methods.put("OHLC", this::candles);
        return methods;
    }

    private JsonNode assets(final Fields fields) throws RequestException {
        final List<String> wanted = fields.texts("asset");
        final ObjectNode result = Json.object();
        for (final Asset asset : pairs.assets()) {
            final List<String> names = List.of(asset.code(), asset.altname(), asset.symbol());
            if (wanted.isEmpty() || names.stream().anyMatch(wanted::contains)) {
                result.putObject(asset.code()).put("aclass", "currency").put("altname", asset.altname()).put("decimals", asset.decimals())
                        .put("display_decimals", asset.displayDecimals()).put("status", "enabled");
            }
        }
        if (result.isEmpty()) {
            throw new RequestException("EQuery:Unknown asset");
        }
        return result;
    }

    private JsonNode assetPairs(final Fields fields) throws RequestException {
        final ObjectNode result = Json.object();
        for (final Pair pair : wanted(fields)) {
            result.set(pair.key(), pairJson(pair));
        }
        return result;
    }

    private ObjectNode pairJson(final Pair pair) {
        final ObjectNode json = Json.object().put("altname", pair.altname()).put("wsname", pair.wsname()).put("aclass_base", "currency")
                .put("base", pair.base().code()).put("aclass_quote", "currency").put("quote", pair.quote().code()).put("lot", "unit")
                .put("cost_decimals", pair.costDecimals()).put("pair_decimals", pair.priceDecimals())
                .put("lot_decimals", Pair.QUANTITY_DECIMALS).put("lot_multiplier", 1);
        json.putArray("leverage_buy");
        json.putArray("leverage_sell");
        final FeeSchedule fees = KrakenVenue.FEES;
        json.putArray("fees").addArray().add(0).add(fees.takerPpm() / PPM_PER_PERCENT);
        json.putArray("fees_maker").addArray().add(0).add(fees.makerPpm() / PPM_PER_PERCENT);
        return json.put("fee_volume_currency", "ZUSD").put("margin_call", 80).put("margin_stop", 40)
                .put("ordermin", text(pair.quantityMin())).put("costmin", text(pair.costMin()))
                .put("tick_size", text(pair.market().tickSize())).put("status", InstrumentFeed.status(context.desk().exchange(), pair))
                .put("long_position_limit", 0).put("short_position_limit", 0);
    }

    private JsonNode ticker(final Fields fields) throws RequestException {
        final ObjectNode result = Json.object();
        for (final Pair pair : wanted(fields)) {
            result.set(pair.key(), ticker(pair));
        }
        return result;
    }

    private ObjectNode ticker(final Pair pair) {
        final Listing listing = listing(pair);
        final Candle day = listing.tape().since(nowUs() - DAY_US);
        final Candle today = listing.tape().since(nowUs() - nowUs() % DAY_US);
        final ObjectNode json = Json.object();
        best(json.putArray("a"), pair, listing, Side.SELL);
        best(json.putArray("b"), pair, listing, Side.BUY);
        final Trade last = listing.tape().last();
        json.putArray("c").add(price(pair, last == null ? 0 : last.price())).add(quantity(pair, last == null ? 0 : last.quantity()));
        json.putArray("v").add(quantity(pair, volume(today))).add(quantity(pair, volume(day)));
        json.putArray("p").add(TickerFeed.vwap(pair, today).toPlainString()).add(TickerFeed.vwap(pair, day).toPlainString());
        json.putArray("t").add(today == null ? 0 : today.tradeCount()).add(day == null ? 0 : day.tradeCount());
        json.putArray("l").add(price(pair, today == null ? 0 : today.low())).add(price(pair, day == null ? 0 : day.low()));
        json.putArray("h").add(price(pair, today == null ? 0 : today.high())).add(price(pair, day == null ? 0 : day.high()));
        return json.put("o", price(pair, today == null ? 0 : today.first().price()));
    }

    private static void best(final ArrayNode json, final Pair pair, final Listing listing, final Side side) {
        final long quantity = listing.book().bestQuantity(side);
        json.add(price(pair, listing.book().bestPrice(side)))
                .add(String.valueOf(Math.ceilDiv(quantity, Decimal.ONE)))
                .add(pair.quantity(quantity).setScale(3, RoundingMode.DOWN).toPlainString());
    }

    private JsonNode depth(final Fields fields) throws RequestException {
        final Pair pair = pairs.restName(fields.text("pair"));
        final int count = (int) Math.min(DEPTH_MAX, fields.integer("count", 100, 1, Long.MAX_VALUE));
        final ObjectNode book = Json.object();
        levels(book.putArray("asks"), pair, listing(pair).book().levels(Side.SELL, count));
        levels(book.putArray("bids"), pair, listing(pair).book().levels(Side.BUY, count));
        return keyed(pair, book);
    }

    private void levels(final ArrayNode json, final Pair pair, final long[] levels) {
        for (int i = 0; i < levels.length; i += 2) {
            json.addArray().add(price(pair, levels[i])).add(quantity(pair, levels[i + 1])).add(nowUs() / US_PER_SECOND);
        }
    }

    private JsonNode trades(final Fields fields) throws RequestException {
        final Pair pair = pairs.restName(fields.text("pair"));
        final long sinceNs = fields.integer("since", 0, 0, Long.MAX_VALUE);
        final int count = (int) fields.integer("count", TRADES_MAX, 1, TRADES_MAX);
        final ArrayNode rows = Json.array();
        long lastNs = sinceNs;
        final List<Trade> trades = listing(pair).tape().trades();
        final List<Trade> found = trades.stream().filter(trade -> trade.timeUs() * NS_PER_US > sinceNs).toList();
        for (final Trade trade : sinceNs == 0 ? found.subList(Math.max(0, found.size() - count), found.size())
                : found.subList(0, Math.min(count, found.size()))) {
            rows.addArray().add(price(pair, trade.price())).add(quantity(pair, trade.quantity())).add(BigDecimal.valueOf(trade.timeUs(), 6))
                    .add(trade.buyerIsMaker() ? "s" : "b").add(TradeFeed.market(context.desk().register(), trade) ? "m" : "l").add("")
                    .add(trade.tradeId());
            lastNs = trade.timeUs() * NS_PER_US;
        }
        return keyed(pair, rows).put("last", String.valueOf(lastNs));
    }

    private JsonNode spread(final Fields fields) throws RequestException {
        final Pair pair = pairs.restName(fields.text("pair"));
        final long since = fields.integer("since", 0, 0, Long.MAX_VALUE);
        final ArrayNode rows = Json.array();
        long last = since;
        for (final Spreads.Spread spread : context.markets().spreads(listing(pair)).all()) {
            if (spread.timeUs() / US_PER_SECOND >= since) {
                last = spread.timeUs() / US_PER_SECOND;
                rows.addArray().add(last).add(price(pair, spread.bid())).add(price(pair, spread.ask()));
            }
        }
        return keyed(pair, rows).put("last", last);
    }

    private JsonNode candles(final Fields fields) throws RequestException {
        final Pair pair = pairs.restName(fields.text("pair"));
        final int minutes = (int) fields.integer("interval", 1, 1, Integer.MAX_VALUE);
        if (!OhlcFeed.INTERVALS.contains(minutes)) {
            throw RequestException.arguments("interval");
        }
        final long since = fields.integer("since", 0, 0, Long.MAX_VALUE);
        final ArrayNode rows = Json.array();
        long last = 0;
        for (final Candle candle : OhlcFeed.candles(listing(pair), minutes)) {
            final long start = candle.startUs() / US_PER_SECOND;
            if (start > since || since == 0) {
                rows.addArray().add(start).add(price(pair, candle.first().price())).add(price(pair, candle.high()))
                        .add(price(pair, candle.low())).add(price(pair, candle.last().price()))
                        .add(TickerFeed.vwap(pair, candle).toPlainString()).add(quantity(pair, candle.volume().base()))
                        .add(candle.tradeCount());
            }
            last = Math.max(0, start - minutes * 60L);
        }
        return keyed(pair, rows).put("last", last);
    }

    private List<Pair> wanted(final Fields fields) throws RequestException {
        final List<Pair> wanted = new ArrayList<>();
        for (final String name : fields.texts("pair")) {
            wanted.add(pairs.restName(name));
        }
        return wanted.isEmpty() ? List.copyOf(pairs.all()) : wanted;
    }

    private Listing listing(final Pair pair) {
        return context.desk().listing(pair);
    }

    private long nowUs() {
        return context.desk().exchange().nowUs();
    }

    private static ObjectNode keyed(final Pair pair, final JsonNode value) {
        final ObjectNode json = Json.object();
        json.set(pair.key(), value);
        return json;
    }

    private static long volume(final Candle candle) {
        return candle == null ? 0 : candle.volume().base();
    }

    private static String price(final Pair pair, final long price) {
        return pair.price(price).toPlainString();
    }

    private static String quantity(final Pair pair, final long quantity) {
        return pair.quantity(quantity).toPlainString();
    }

    private static String text(final long value) {
        return Json.amount(value, 0).toPlainString();
    }

    /** A public call. */
    @FunctionalInterface
    interface Method {
        JsonNode serve(Fields fields) throws RequestException;
    }
}
