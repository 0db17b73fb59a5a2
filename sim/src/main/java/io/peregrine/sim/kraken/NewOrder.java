package io.peregrine.sim.kraken;

import io.peregrine.sim.matching.SelfTradePrevention;
import io.peregrine.sim.matching.Side;

/**
 * An order as a client asks for it, whichever way it came.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals; microseconds since the epoch. Source: section 7.
 *
 * @param pair     where
 * @param side     side
 * @param kind     order type
 * @param amounts  how much at which prices
 * @param lifetime how long
 * @param identity the client's names for it
 * @param options  the rest
 */
record NewOrder(Pair pair, Side side, OrderKind kind, Amounts amounts, Lifetime lifetime, Identity identity, Options options) {
    /** No quantity, no cash, no price. */
    static final long NONE = 0;
    /** No time. */
    static final long NO_TIME = Long.MAX_VALUE;

    /**
     * Quantities and prices.
     *
     * @param quantity order quantity; {@link #NONE} where it is given in cash
     * @param cash     quote amount of a market buy, or {@link #NONE}
     * @param limit    limit price, or {@link #NONE}
     * @param trigger  trigger price, or {@link #NONE}
     * @param display  most that an iceberg shows, or {@link #NONE}
     */
    record Amounts(long quantity, long cash, long limit, long trigger, long display) {
        Amounts withQuantity(final long newQuantity) {
            return new Amounts(newQuantity, cash, limit, trigger, display);
        }
    }

    /** How long an order stays. */
    enum Force { GTC, GTD, IOC, FOK }

    /**
     * Times.
     *
     * @param force      time in force
     * @param expireUs   end of a GTD order, or {@link #NO_TIME}
     * @param deadlineUs the engine refuses the order after it, or {@link #NO_TIME}
     */
    record Lifetime(Force force, long expireUs, long deadlineUs) {
    }

    /**
     * Names.
     *
     * @param clientOrderId {@code cl_ord_id}, or null
     * @param userref       {@code order_userref}, 0 where there is none
     * @param subId         {@code sender_sub_id}, or null
     */
    record Identity(String clientOrderId, int userref, String subId) {
    }

    /**
     * The rest.
     *
     * @param postOnly   must not take
     * @param selfTrade  what happens when it meets an order of the same account
     * @param feeInBase  the client prefers to pay the fee in the base asset; noted, the fee is in the quote asset
     * @param validate   check only
     */
    record Options(boolean postOnly, SelfTradePrevention selfTrade, boolean feeInBase, boolean validate) {
    }

    NewOrder with(final Amounts newAmounts) {
        return new NewOrder(pair, side, kind, newAmounts, lifetime, identity, options);
    }
}
