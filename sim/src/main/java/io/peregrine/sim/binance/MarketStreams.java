package io.peregrine.sim.binance;

import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All market data streams. Trades and best prices go out after the request that changed them, the rest ten times or once a second.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class MarketStreams {
    private static final long TICK_US = 100_000;
    private static final int TICKS_PER_SECOND = 10;

    private final Map<Listing, SymbolStreams> symbols = new LinkedHashMap<>();
    private final StreamHub hub;
    private long nextTickUs;
    private long ticks;

    MarketStreams(final List<SymbolRules> rules, final StreamHub hub) {
        this.hub = hub;
        rules.forEach(symbol -> symbols.put(symbol.listing(), new SymbolStreams(symbol, hub)));
    }

    void onTrade(final Listing listing, final Trade trade) {
        symbols.get(listing).onTrade(trade);
    }

    void onLevel(final Listing listing, final Side side, final long price) {
        symbols.get(listing).onLevel(side, price);
    }

    /** After each request. */
    void flush() {
        symbols.values().forEach(SymbolStreams::flush);
    }

    /**
     * Publishes what is due.
     *
     * @return when something is due again
     */
    long run(final long nowUs) {
        if (nowUs >= nextTickUs || nextTickUs - nowUs > TICK_US) {
            nextTickUs = nowUs - nowUs % TICK_US + TICK_US;
            final boolean second = ++ticks % TICKS_PER_SECOND == 0;
            symbols.values().forEach(symbol -> symbol.tick(nowUs, second));
            if (second) {
                publishAllMiniTickers(nowUs);
            }
        }
        return nextTickUs;
    }

    private void publishAllMiniTickers(final long nowUs) {
        hub.publish("!miniTicker@arr",
                () -> Json.array().addAll(symbols.values().stream().map(symbol -> symbol.miniTicker(nowUs)).toList()));
    }
}
