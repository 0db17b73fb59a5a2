package io.peregrine.sim.kraken;

import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What is listed, found by any of its names.
 *
 * <p><b>Threading:</b> immutable.
 */
final class Pairs {
    private static final Asset BTC = new Asset("BTC", "XBT", "XXBT", 10, 5);
    private static final Asset ETH = new Asset("ETH", "ETH", "XETH", 10, 5);
    private static final Asset USD = new Asset("USD", "USD", "ZUSD", 4, 2);
    private static final Asset USDT = new Asset("USDT", "USDT", "USDT", 8, 4);
    /** Assets whose names in REST are of the older kind; all others have one name there. */
    private static final List<Asset> NAMED = List.of(BTC, ETH, USD, USDT, fiat("EUR"), fiat("GBP"), fiat("CAD"), fiat("JPY"), fiat("AUD"),
            new Asset("CHF", "CHF", "CHF", 4, 2), coin("XRP"), coin("XMR"), coin("LTC"), coin("XLM"), coin("ZEC"), coin("ETC"), coin("MLN"),
            new Asset("DOGE", "XDG", "XXDG", 8, 2));
    private static final long QUANTITY_MAX = 9_000 * Decimal.ONE;

    /** The four pairs of the simulated venue. */
    static final Pairs STANDARD = new Pairs(List.of(
            new Pair(market(BTC, USD, "0.1", "1000000", "0.5"), BTC, USD, 1, 5, Decimal.parse("0.00005"), Decimal.parse("0.5")),
            new Pair(market(ETH, USD, "0.01", "100000", "0.5"), ETH, USD, 2, 5, Decimal.parse("0.001"), Decimal.parse("0.5")),
            new Pair(market(ETH, BTC, "0.00001", "100", "0.00002"), ETH, BTC, 5, 8, Decimal.parse("0.001"), Decimal.parse("0.00002")),
            new Pair(market(BTC, USDT, "0.1", "1000000", "0.5"), BTC, USDT, 1, 5, Decimal.parse("0.00005"), Decimal.parse("0.5"))));

    private final Map<String, Pair> bySymbol = new LinkedHashMap<>();
    private final Map<String, Pair> byRestName = new LinkedHashMap<>();

    private Pairs(final List<Pair> pairs) {
        for (final Pair pair : pairs) {
            bySymbol.put(pair.symbol(), pair);
            List.of(pair.key(), pair.altname(), pair.wsname(), pair.symbol(), pair.symbol().replace("/", ""))
                    .forEach(name -> byRestName.putIfAbsent(name, pair));
        }
    }

    /** Pairs of a capture: smallest orders of a lot, since a capture does not tell the venue's limits. */
    static Pairs recorded(final List<Market> markets, final ToIntFunction<Market> priceDecimals) {
        return new Pairs(markets.stream().map(market -> {
            final Asset quote = asset(market.quoteAsset());
            return new Pair(market, asset(market.baseAsset()), quote, priceDecimals.applyAsInt(market),
                    Math.min(Decimal.SCALE, quote.decimals() + 1), market.lotSize(), 0);
        }).toList());
    }

    /** What is listed, as the exchange knows it. */
    List<Market> markets() {
        return all().stream().map(Pair::market).toList();
    }

    Collection<Pair> all() {
        return bySymbol.values();
    }

    /** The pair with this name of WebSocket v2, or null. */
    Pair symbol(final String symbol) {
        return bySymbol.get(symbol);
    }

    /** The pair of a market. */
    Pair of(final Market market) {
        return bySymbol.get(market.pair());
    }

    /** The pair with any of its REST names. */
    Pair restName(final String name) throws RequestException {
        final Pair pair = byRestName.get(name.toUpperCase(Locale.ROOT));
        if (pair == null) {
            throw new RequestException("EQuery:Unknown asset pair");
        }
        return pair;
    }

    /** The assets of all pairs, each once. */
    List<Asset> assets() {
        final List<Asset> assets = new ArrayList<>();
        for (final Pair pair : all()) {
            for (final Asset asset : List.of(pair.base(), pair.quote())) {
                if (!assets.contains(asset)) {
                    assets.add(asset);
                }
            }
        }
        return assets;
    }

    /** An asset by its name in WebSocket v2. */
    static Asset asset(final String symbol) {
        return NAMED.stream().filter(asset -> asset.symbol().equals(symbol)).findFirst()
                .orElseGet(() -> new Asset(symbol, symbol, symbol, 10, 5));
    }

    private static Asset fiat(final String symbol) {
        return new Asset(symbol, symbol, 'Z' + symbol, 4, 2);
    }

    private static Asset coin(final String symbol) {
        return new Asset(symbol, symbol, 'X' + symbol, 10, 5);
    }

    private static Market market(final Asset base, final Asset quote, final String tick, final String priceMax, final String costMin) {
        return new Market(base.symbol(), quote.symbol(), Decimal.parse(tick), 1, QUANTITY_MAX, Decimal.parse(costMin),
                Decimal.parse(priceMax));
    }
}
