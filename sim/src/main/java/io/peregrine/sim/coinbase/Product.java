package io.peregrine.sim.coinbase;

import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.matching.Market;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A product of the venues: a listing with the venues' name and number formats.
 *
 * <p><b>Threading:</b> names and formats are immutable, the listing belongs to the exchange thread. <b>Units:</b> eight decimals.
 */
public final class Product {
    private static final long DAY_US = 24 * 60 * Candle.MINUTE_US;
    private static final long TRADE_ID_BASE = 846_000_000;
    private static final long TRADE_ID_STEP = 100_000_000;
    private static final long SEQUENCE_BASE = 103_000_000_000L;
    private static final long SEQUENCE_STEP = 10_000_000_000L;

    private final Listing listing;
    private final int index;
    private final String id;
    private final int pricePlaces;
    private final int sizePlaces;

    /**
     * @param listing what it is
     * @param index   place in the list of products
     */
    public Product(final Listing listing, final int index) {
        this.listing = listing;
        this.index = index;
        this.id = id(listing.market());
        this.pricePlaces = Text.places(listing.market().tickSize());
        this.sizePlaces = Text.places(listing.market().lotSize());
    }

    /** The venues' name of a market, for example {@code BTC-USD}. */
    public static String id(final Market market) {
        return market.baseAsset() + '-' + market.quoteAsset();
    }

    public Listing listing() {
        return listing;
    }

    public Market market() {
        return listing.market();
    }

    public String id() {
        return id;
    }

    public String base() {
        return market().baseAsset();
    }

    public String quote() {
        return market().quoteAsset();
    }

    /** A price with the places of the tick size. */
    public String price(final long price) {
        return Text.padded(price, pricePlaces);
    }

    /** The tick size. */
    public String tick() {
        return Text.plain(market().tickSize());
    }

    /** The lot size. */
    public String lot() {
        return Text.plain(market().lotSize());
    }

    /** Places of a size. */
    public int sizePlaces() {
        return sizePlaces;
    }

    /** The venues' id of a trade: gapless in the product, and as long as real ones are. */
    public long tradeId(final long engineTradeId) {
        return TRADE_ID_BASE + TRADE_ID_STEP * index + engineTradeId;
    }

    /** The trade's number in the market from the venues' id. */
    public long engineTradeId(final long tradeId) {
        return tradeId - TRADE_ID_BASE - TRADE_ID_STEP * index;
    }

    /** Where the product's sequence starts: beyond what fits into 32 bits, as real ones are. */
    public long firstSequence() {
        return SEQUENCE_BASE + SEQUENCE_STEP * index;
    }

    /** Trades of the last 24 hours as one candle, or null where there are none. */
    public Candle day(final long nowUs) {
        return listing.tape().since(nowUs - DAY_US);
    }

    /** Change of the price over the last 24 hours in percent, rounded to fourteen places as the venues write it. */
    public String dayChangePercent(final long nowUs) {
        final Candle day = day(nowUs);
        return day == null || day.first().price() == 0 ? "0"
                : BigDecimal.valueOf(day.last().price() - day.first().price()).multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(day.first().price()), 14, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros().toPlainString();
    }

    /** Largest order. */
    public String sizeMax() {
        return Text.plain(market().quantityMax());
    }

    /** Smallest notional. */
    public String fundsMin() {
        return Text.plain(market().notionalMin());
    }
}
