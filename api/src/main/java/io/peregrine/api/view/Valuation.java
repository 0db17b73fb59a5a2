package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * Values assets in the reporting currency, US dollars, by the middle of LIVE books. USD and the dollar coins USDT and USDC count as one
 * dollar each.
 *
 * <p><b>Threading:</b> stateless. <b>Errors:</b> where no LIVE book says a price, the answer is null: a stale price would be a lie.
 */
final class Valuation {
    private static final Set<String> DOLLARS = Set.of("USD", "USDT", "USDC");
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final EngineAccess engine;

    Valuation(final EngineAccess engine) {
        this.engine = engine;
    }

    /** Middle price of an instrument, exact, or null. */
    BigDecimal mid(final Instrument instrument) {
        final BookDepth book = engine.book(instrument.instrumentId(), 1);
        return book == null || !book.tradable() ? null
                : BigDecimal.valueOf(book.midTimesTwo(), instrument.priceDecimals()).multiply(HALF);
    }

    /** Dollars for one unit of the asset, or null. */
    BigDecimal dollars(final String asset) {
        if (DOLLARS.contains(asset)) {
            return BigDecimal.ONE;
        }
        final List<Instrument> instruments = engine.instruments().all();
        for (final Instrument instrument : instruments) {
            if (instrument.baseAsset().equals(asset) && DOLLARS.contains(instrument.quoteAsset())) {
                final BigDecimal mid = mid(instrument);
                if (mid != null) {
                    return mid;
                }
            }
        }
        return null;
    }
}
