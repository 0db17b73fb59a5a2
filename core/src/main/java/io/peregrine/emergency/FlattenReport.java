package io.peregrine.emergency;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of one position that was to be closed. <b>Units:</b> of the base asset; negative is short, or sold.
 *
 * @param symbol   the engine's name; of a whole venue where its positions can not be read: empty
 * @param state    how far it came
 * @param position as the engine had written it down; null where that can not be read
 * @param order    quantity of the order; null where there was none
 * @param filled   of it, as the venue says; null where it has not said
 * @param text     why, in words; empty where there is nothing to say
 */
public record FlattenReport(String symbol, FlattenState state, BigDecimal position, BigDecimal order, BigDecimal filled, String text) {
    /** Nothing was sent. */
    static FlattenReport notSent(final String symbol, final FlattenState state, final BigDecimal position, final String text) {
        return new FlattenReport(symbol, state, position, null, null, text);
    }

    /** The same order, as far as it has come now. */
    FlattenReport with(final FlattenState newState, final BigDecimal newFilled, final String newText) {
        return new FlattenReport(symbol, newState, position, order, newFilled, newText);
    }

    /** What is left of the position, by the venue's word; null where it is not known. */
    public BigDecimal left() {
        if (position == null || state == FlattenState.UNKNOWN || state == FlattenState.SENT) {
            return null;
        }
        return filled == null ? position : position.add(filled);
    }

    /** For JSON; absent is null. */
    public Map<String, Object> facts() {
        final Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("symbol", symbol);
        facts.put("state", state.name());
        facts.put("position", text(position));
        facts.put("order", text(order));
        facts.put("filled", text(filled));
        facts.put("left", text(left()));
        facts.put("text", text.isEmpty() ? null : text);
        return facts;
    }

    private static String text(final BigDecimal number) {
        return number == null ? null : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
