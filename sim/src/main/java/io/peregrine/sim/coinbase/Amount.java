package io.peregrine.sim.coinbase;

import io.peregrine.sim.matching.Decimal;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Reads decimals from clients.
 *
 * <p><b>Threading:</b> stateless. <b>Units:</b> eight decimals.
 */
public final class Amount {
    /** Not a decimal, or beyond what can be held. */
    public static final long INVALID = -1;
    /** More than eight places. */
    public static final long TOO_PRECISE = -2;

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{0,10}(\\.[0-9]{0,30})?");

    private Amount() {
    }

    /** A decimal that is not negative, or {@link #INVALID}, or {@link #TOO_PRECISE}. */
    public static long parse(final String text) {
        if (text == null || !DECIMAL.matcher(text).matches() || text.isEmpty() || text.equals(".")) {
            return INVALID;
        }
        final BigDecimal value = new BigDecimal(text).stripTrailingZeros();
        return value.scale() > Decimal.SCALE ? TOO_PRECISE : value.setScale(Decimal.SCALE).unscaledValue().longValueExact();
    }
}
