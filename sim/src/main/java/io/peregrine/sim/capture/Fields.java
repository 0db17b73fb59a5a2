package io.peregrine.sim.capture;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.matching.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Function;

/**
 * Reads members of captured messages.
 *
 * <p><b>Threading:</b> stateless. <b>Units:</b> eight decimals, microseconds since the epoch. <b>Errors:</b> as of {@link MessageReader}.
 */
public final class Fields {
    private static final long US_PER_SECOND = 1_000_000;
    private static final int NS_PER_US = 1_000;

    private Fields() {
    }

    /** A decimal that is not negative, as text or as a number. */
    public static long decimal(final JsonNode value) throws DamagedLineException {
        final long decimal = Decimal.parse(value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
        if (decimal < 0) {
            throw new DamagedLineException("a negative decimal");
        }
        return decimal;
    }

    /** A price or a quantity that is more than zero. */
    public static long positive(final JsonNode value, final String what) throws DamagedLineException {
        final long decimal = value.isMissingNode() ? 0 : decimal(value);
        if (decimal == 0) {
            throw new DamagedLineException(what);
        }
        return decimal;
    }

    /** A text that is not empty. */
    public static String text(final JsonNode json, final String name) throws DamagedLineException {
        final String text = json.path(name).asText();
        if (text.isEmpty()) {
            throw new DamagedLineException("no '" + name + "'");
        }
        return text;
    }

    /** A whole number that is not negative. */
    public static long number(final JsonNode json, final String name) throws DamagedLineException {
        if (!json.path(name).isIntegralNumber() || json.path(name).longValue() < 0) {
            throw new DamagedLineException("no number '" + name + "'");
        }
        return json.path(name).longValue();
    }

    /** A time as ISO 8601 writes it, or {@link RecordedMessage#UNDATED} where there is none. */
    public static long time(final JsonNode value) {
        if (value.isMissingNode()) {
            return RecordedMessage.UNDATED;
        }
        final Instant instant = Instant.parse(value.asText());
        return instant.getEpochSecond() * US_PER_SECOND + instant.getNano() / NS_PER_US;
    }

    /**
     * Levels as price, quantity, price, quantity….
     *
     * @param array    the venue's entries
     * @param name     of the array, for the complaint
     * @param price    where an entry has its price
     * @param quantity where an entry has its quantity
     */
    public static long[] levels(final JsonNode array, final String name, final Function<JsonNode, JsonNode> price,
            final Function<JsonNode, JsonNode> quantity) throws DamagedLineException {
        if (!array.isArray()) {
            throw new DamagedLineException("no levels '" + name + "'");
        }
        final long[] levels = new long[2 * array.size()];
        for (int i = 0; i < array.size(); i++) {
            levels[2 * i] = positive(price.apply(array.path(i)), "a level at price 0");
            levels[2 * i + 1] = decimal(quantity.apply(array.path(i)));
        }
        return levels;
    }

    /** Levels whose entries are arrays that begin with price and quantity. */
    public static long[] levels(final JsonNode json, final String name) throws DamagedLineException {
        return levels(json.path(name), name, level -> level.path(0), level -> level.path(1));
    }

    /** Places with which a decimal is written. */
    public static int places(final JsonNode number) {
        return Math.max(0, number.isNumber() ? number.decimalValue().scale() : new BigDecimal(number.asText()).scale());
    }
}
