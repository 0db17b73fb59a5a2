package io.peregrine.strategy;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.Order;
import io.peregrine.position.Position;
import io.peregrine.signal.InlineSignals;

/**
 * What a strategy sees and can do.
 *
 * <p><b>Threading:</b> the trade thread, during a call of the strategy. <b>Units:</b> mantissas at the instrument's decimals.
 * <b>Allocates:</b>
 * none. <b>Errors:</b> a refused order is a negative number, see {@link #rejectReason}.
 */
public interface StrategyContext {
    int strategyId();

    /** Time of the event. */
    long nowNs();

    Instruments instruments();

    /** Best prices and signals of the instrument, or null while its book is not LIVE. */
    InlineSignals market(int instrumentId);

    /** Last value of a batch signal (see {@link io.peregrine.signal.SignalCatalogue}), or null value while there is none or not LIVE. */
    long signal(int instrumentId, int signalId);

    /** The strategy's own position. */
    Position position(int instrumentId);

    /** One of the strategy's own orders, open or ended not long ago, or null. */
    Order order(long clientOrderId);

    /**
     * Sends a limit order.
     *
     * @return its client order id, or a negative reject code
     */
    long submitLimit(int instrumentId, Side side, long price, long quantity, TimeInForce timeInForce);

    /**
     * Sends a limit order that only adds liquidity: the venue refuses it where it would take.
     *
     * @return its client order id, or a negative reject code
     */
    long submitPostOnly(int instrumentId, Side side, long price, long quantity);

    /**
     * Sends a market order.
     *
     * @return its client order id, or a negative reject code
     */
    long submitMarket(int instrumentId, Side side, long quantity);

    /**
     * Sends a stop order, or holds it where the venue takes none: a buy is triggered by a trade at the stop price or above, a sell at or
     * below.
     *
     * @param limitPrice what it becomes then: a limit order at this price, or with {@link Instrument#NULL_VALUE} a market order
     * @return its client order id, or a negative reject code
     */
    long submitStop(int instrumentId, Side side, long stopPrice, long limitPrice, long quantity);

    /** Sends a cancel; false where the order is not the strategy's, has ended, or is being cancelled already. */
    boolean cancel(long clientOrderId);

    /**
     * Gives a working limit order another price, another quantity, or both, in the way that its venue has.
     *
     * @param price    {@link Instrument#NULL_VALUE} to leave it as it is
     * @param quantity the whole quantity, what was filled included; null value to leave it as it is
     * @return the client order id that goes on: the order's own, or a new one where the venue cancels the order and takes another instead;
     *         or a negative reject code, and the order works on as it was
     */
    long replace(long clientOrderId, long price, long quantity);

    /** Why a submit was refused; NONE for a client order id. */
    static RejectReason rejectReason(final long submitResult) {
        return submitResult >= 0 ? RejectReason.NONE : RejectReason.get((short) -submitResult);
    }

    /** A refusal as the result of a submit. */
    static long refused(final RejectReason reason) {
        return -reason.value();
    }
}
