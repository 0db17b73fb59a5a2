package io.peregrine.strategy.quoting;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.order.Order;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import io.peregrine.strategy.StrategyParameters;
import io.peregrine.strategy.StrategySettings;
import java.util.Set;

/**
 * Quotes both sides of each of its instruments around the microprice, post-only, one order a side; see {@link QuoteModel} for where and
 * {@link Quoter} for how. While a book is not LIVE its quotes are cancelled.
 *
 * <table>
 *   <caption>Parameters</caption>
 *   <tr><th>name</th><th>default</th><th>meaning</th></tr>
 *   <tr><td>half_spread_bps</td><td>5</td><td>distance of each quote from the centre, 0.01 to 1000 basis points</td></tr>
 *   <tr><td>half_spread_ticks</td><td></td><td>the same in ticks, 1 to 1000000, instead of basis points</td></tr>
 *   <tr><td>skew</td><td>1</td><td>shift of the centre at full inventory, in half spreads, 0 to 10</td></tr>
 *   <tr><td>requote_ticks</td><td>a quarter of the half spread</td><td>move of the target that is worth a new order, 1 to 1000000</td></tr>
 *   <tr><td>order_size</td><td>four times the smallest notional</td><td>quantity of each order, base units</td></tr>
 *   <tr><td>max_inventory</td><td>ten orders</td><td>largest position, base units</td></tr>
 * </table>
 *
 * <p><b>Threading:</b> the trade thread. <b>Allocates:</b> none after construction.
 */
public final class MarketMaker implements Strategy {
    /** Its type in configuration. */
    public static final String TYPE = "market-making";

    public static final String HALF_SPREAD_BPS = "half_spread_bps";
    public static final String HALF_SPREAD_TICKS = "half_spread_ticks";
    public static final String SKEW = "skew";
    public static final String REQUOTE_TICKS = "requote_ticks";
    public static final String ORDER_SIZE = "order_size";
    public static final String MAX_INVENTORY = "max_inventory";

    private static final Set<String> PARAMETERS =
            Set.of(HALF_SPREAD_BPS, HALF_SPREAD_TICKS, SKEW, REQUOTE_TICKS, ORDER_SIZE, MAX_INVENTORY);

    private final Quoter[] quoters;

    /**
     * @throws IllegalArgumentException naming strategy, parameter, value and range
     */
    public MarketMaker(final StrategySettings settings, final Instruments instruments) {
        final StrategyParameters parameters = new StrategyParameters(settings, PARAMETERS);
        if (parameters.has(HALF_SPREAD_BPS) && parameters.has(HALF_SPREAD_TICKS)) {
            final String ticks = settings.parameters().get(HALF_SPREAD_TICKS);
            throw parameters.refused(HALF_SPREAD_TICKS, ticks, "absent where " + HALF_SPREAD_BPS + " is given");
        }
        quoters = new Quoter[instruments.count()];
        for (final int instrumentId : settings.instrumentIds()) {
            quoters[instrumentId] = new Quoter(instruments.get(instrumentId), parameters);
        }
    }

    @Override
    public void onBookStatus(final StrategyContext context, final BookStatusDecoder status) {
        if (status.state() != BookState.LIVE) {
            quoters[status.instrumentId()].withdraw(context);
        }
    }

    @Override
    public void onDepth(final StrategyContext context, final DepthDecoder depth) {
        quoters[depth.instrumentId()].quote(context);
    }

    @Override
    public void onQuote(final StrategyContext context, final QuoteDecoder quote) {
        quoters[quote.instrumentId()].quote(context);
    }

    @Override
    public void onExecutionReport(final StrategyContext context, final Order order, final ExecutionReportDecoder report) {
        quoters[order.instrumentId()].quote(context);
    }

    @Override
    public void onTimer(final StrategyContext context) {
        for (final Quoter quoter : quoters) {
            if (quoter != null) {
                quoter.quote(context);
            }
        }
    }
}
