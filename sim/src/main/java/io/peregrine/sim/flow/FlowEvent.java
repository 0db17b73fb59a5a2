package io.peregrine.sim.flow;

import io.peregrine.sim.matching.Side;

/**
 * What an agent does next.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals.
 *
 * @param agent    who
 * @param market   index of the market
 * @param side     side of the order
 * @param level    the market maker's level that is quoted anew, from 0; 0 for a take
 * @param price    limit price
 * @param quantity quantity
 */
record FlowEvent(Agent agent, int market, Side side, int level, long price, long quantity) {
    enum Agent {
        /** Keeps all levels of the book and follows the fair value at once; replaces its order of this level. */
        MAKER,
        /** Keeps the best levels too, but follows late, so that others take from it when the price moves. */
        SLOW_MAKER,
        /** Takes without a reason. */
        NOISE,
        /** Takes in the direction in which the price has moved. */
        MOMENTUM,
        /** Knows where the price is about to go, and takes what is still quoted at the old one. */
        INFORMED;

        boolean makes() {
            return this == MAKER || this == SLOW_MAKER;
        }
    }
}
