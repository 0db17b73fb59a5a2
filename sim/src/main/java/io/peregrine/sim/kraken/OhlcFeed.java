package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Listing;
import java.util.List;

/**
 * The channel {@code ohlc} of one pair and interval, after each request with trades (section 4).
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class OhlcFeed extends Feed {
    /** Intervals in minutes. */
    static final List<Integer> INTERVALS = List.of(1, 5, 15, 30, 60, 240, 1_440, 10_080, 21_600);

    private final Pair pair;
    private final Listing listing;
    private final int minutes;
    private boolean traded;

    OhlcFeed(final Pair pair, final Listing listing, final int minutes) {
        this.pair = pair;
        this.listing = listing;
        this.minutes = minutes;
    }

    void onTrade() {
        traded = true;
    }

    @Override
    String snapshot(final long nowUs) {
        final ArrayNode data = Json.array();
        candles(listing, minutes).forEach(candle -> data.add(entry(candle)));
        return Frames.ofData("ohlc", "snapshot", data);
    }

    @Override
    void flush(final long nowUs) {
        if (traded && !idle()) {
            publish(Frames.of("ohlc", "update", entry(candles(listing, minutes).getLast())));
        }
        traded = false;
    }

    /** The candles of a pair at an interval, oldest first. */
    static List<Candle> candles(final Listing listing, final int minutes) {
        final long lengthUs = minutes * Candle.MINUTE_US;
        return listing.tape().candles(timeUs -> timeUs - timeUs % lengthUs);
    }

    private ObjectNode entry(final Candle candle) {
        return Json.object().put("symbol", pair.symbol()).put("open", pair.price(candle.first().price()))
                .put("high", pair.price(candle.high())).put("low", pair.price(candle.low())).put("close",
                pair.price(candle.last().price())).put("trades", candle.tradeCount())
                .put("volume", pair.quantity(candle.volume().base())).put("vwap", TickerFeed.vwap(pair, candle))
                .put("interval_begin", Json.time(candle.startUs())).put("interval", minutes)
                .put("timestamp", Json.time(candle.startUs() + minutes * Candle.MINUTE_US));
    }
}
