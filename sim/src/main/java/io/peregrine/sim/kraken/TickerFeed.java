package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.matching.MatchingBook;
import io.peregrine.sim.matching.Side;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The channel {@code ticker} of one pair, after each trade or after each change of the best prices (section 4).
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> eight decimals.
 */
final class TickerFeed extends Feed {
    private static final long DAY_US = 24 * 60 * Candle.MINUTE_US;
    private static final int PERCENT_PLACES = 2;

    private final Pair pair;
    private final Listing listing;
    private final boolean onBest;
    private long[] best = {};
    private boolean traded;

    /** @param onBest after each change of the best prices as well */
    TickerFeed(final Pair pair, final Listing listing, final boolean onBest) {
        this.pair = pair;
        this.listing = listing;
        this.onBest = onBest;
    }

    void onTrade() {
        traded = true;
    }

    @Override
    protected void resume() {
        best = best();
        traded = false;
    }

    @Override
    String snapshot(final long nowUs) {
        return Frames.of("ticker", "snapshot", entry(nowUs));
    }

    @Override
    void flush(final long nowUs) {
        if (idle()) {
            return;
        }
        if (traded || onBest && !Arrays.equals(best, best())) {
            publish(Frames.of("ticker", "update", entry(nowUs)));
        }
        resume();
    }

    private long[] best() {
        final MatchingBook<AccountOrder> book = listing.book();
        return new long[] {book.bestPrice(Side.BUY), book.bestQuantity(Side.BUY), book.bestPrice(Side.SELL), book.bestQuantity(Side.SELL)};
    }

    private ObjectNode entry(final long nowUs) {
        final Candle day = listing.tape().since(nowUs - DAY_US);
        final long last = day == null ? 0 : day.last().price();
        final long open = day == null ? 0 : day.first().price();
        final long[] now = best();
        final ObjectNode json = Json.object().put("symbol", pair.symbol())
                .put("bid", pair.price(now[0])).put("bid_qty", pair.quantity(now[1]))
                .put("ask", pair.price(now[2])).put("ask_qty", pair.quantity(now[3])).put("last", pair.price(last))
                .put("volume", pair.quantity(day == null ? 0 : day.volume().base())).put("vwap", vwap(pair, day))
                .put("low", pair.price(day == null ? 0 : day.low())).put("high", pair.price(day == null ? 0 : day.high()))
                .put("change", pair.price(last - open))
                .put("change_pct", Json.ratio(100 * (last - open), open, PERCENT_PLACES));
        return json.put("trades", day == null ? 0 : day.tradeCount()).put("timestamp", Json.time(nowUs));
    }

    /** Volume-weighted average price of a candle, 0 without trades. */
    static BigDecimal vwap(final Pair pair, final Candle candle) {
        return candle == null ? pair.price(0) : pair.averagePrice(candle.volume().quote(), candle.volume().base());
    }
}
