package io.peregrine.venue;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * Sends the few orders that close positions after the kill switch, over the connection of an {@link AccountCanceller}, and asks what became
 * of them.
 *
 * <p><b>Threading:</b> the canceller's. <b>Allocates:</b> freely. <b>Errors:</b> {@link AccountCallException} for a call without a usable
 * answer. A question may be asked again. An order may not, unless the exception names a pause: then it was refused for too many calls, and
 * has not reached the venue's book.
 */
public interface AccountFlattener {
    /**
     * What the account has.
     *
     * @param assets by the engine's names
     * @return of each of them; what the venue does not list is zero
     */
    Map<String, Balance> balances(Set<String> assets) throws AccountCallException, InterruptedException;

    /** Sends a market order. */
    Receipt send(MarketOrder order) throws AccountCallException, InterruptedException;

    /** Asks the venue what became of an order, by its client order id. */
    Outcome outcome(MarketOrder order) throws AccountCallException, InterruptedException;

    /**
     * Of one asset.
     *
     * @param free   may be sold
     * @param locked is held by orders
     */
    record Balance(BigDecimal free, BigDecimal locked) {
        /** Nothing. */
        public static final Balance ZERO = new Balance(BigDecimal.ZERO, BigDecimal.ZERO);

        /** All of it. */
        public BigDecimal total() {
            return free.add(locked);
        }
    }

    /**
     * An order at the market.
     *
     * @param clientOrderId the engine's number; each venue has its own text for it
     * @param venueSymbol   the venue's name of the instrument
     * @param baseAsset     the engine's name
     * @param quoteAsset    the engine's name
     * @param buy           or sell
     * @param quantity      of the base asset, in whole lots
     */
    record MarketOrder(
            long clientOrderId, String venueSymbol, String baseAsset, String quoteAsset, boolean buy, BigDecimal quantity) {
        /** For a request. */
        public String quantityText() {
            return quantity.stripTrailingZeros().toPlainString();
        }
    }

    /**
     * What the venue said to an order.
     *
     * @param text its words, for a refusal
     */
    record Receipt(Kind kind, String text) {
        /** It took it. */
        public static final Receipt TAKEN = new Receipt(Kind.TAKEN, "");

        /** Which. */
        public enum Kind {
            /** The order is at the venue. */
            TAKEN,
            /** It is not, and will not be: the venue does not want it. */
            REFUSED,
            /** It is not, for a reason that has nothing to do with it, such as a clock: it may be sent again. */
            NOT_REACHED
        }

        public static Receipt refused(final BlockingRest.Answer answer) {
            return new Receipt(Kind.REFUSED, answer.text());
        }

        public static Receipt notReached(final BlockingRest.Answer answer) {
            return new Receipt(Kind.NOT_REACHED, answer.text());
        }
    }

    /**
     * What became of an order.
     *
     * @param filled of the base asset
     * @param text   the venue's word for it
     */
    record Outcome(State state, BigDecimal filled, String text) {
        /** The venue does not know it: not yet, or never. */
        public static final Outcome NOT_FOUND = new Outcome(State.NOT_FOUND, BigDecimal.ZERO, "not found");

        /** Which. */
        public enum State {
            NOT_FOUND,
            WORKING,
            ENDED
        }

        /** @param filled a number in the venue's text */
        public static Outcome of(final boolean ended, final String filled, final String text) {
            return new Outcome(ended ? State.ENDED : State.WORKING, decimal(filled), text);
        }
    }

    /** A number in a venue's text; 0 where there is none. */
    static BigDecimal decimal(final String text) {
        try {
            return new BigDecimal(text);
        } catch (final NumberFormatException e) {
            return BigDecimal.ZERO;
        }
    }
}
