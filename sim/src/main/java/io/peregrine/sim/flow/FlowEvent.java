package io.peregrine.sim.flow;

import io.peregrine.sim.matching.Side;

/**
 * What an agent does next.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals.
 *
 * @param kind     what
 * @param market   index of the market
 * @param side     side of the order
 * @param level    the market maker's level that is quoted anew, from 0; 0 for a take
 * @param price    limit price
 * @param quantity quantity
 */
record FlowEvent(Kind kind, int market, Side side, int level, long price, long quantity) {
    enum Kind {
        /** The market maker replaces its order of this level. */
        QUOTE,
        /** A taker sends an immediate-or-cancel order. */
        TAKE
    }
}
