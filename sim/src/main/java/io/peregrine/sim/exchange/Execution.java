package io.peregrine.sim.exchange;

import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.matching.CloseReason;

/**
 * One thing that happened to an order of a client. Valid during the call that brings it: the order is live.
 *
 * @param executionId unique on the venue
 * @param type        what
 * @param order       to which order, already in its new state
 * @param fill        for TRADE, else null
 * @param closeReason where the order left unfilled, else null
 * @param prevention  for TRADE_PREVENTION, else null
 * @param requestId   client's id of a cancel or an amendment, else null
 */
public record Execution(long executionId, ExecutionType type, AccountOrder order, Fill fill, CloseReason closeReason,
        Prevention prevention, String requestId) {

    /**
     * Two orders of one account that met and did not trade.
     *
     * @param matchId      counts up by one on the venue
     * @param counterOrder the other order
     * @param price        the price that it would have been
     * @param quantity     the quantity that it would have been
     */
    public record Prevention(long matchId, AccountOrder counterOrder, long price, long quantity) {
    }
}
