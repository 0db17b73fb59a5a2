package io.peregrine.sim.exchange;

/** Why the exchange refuses a request. */
public enum RejectReason {
    INSUFFICIENT_BALANCE, DUPLICATE_CLIENT_ORDER_ID, WOULD_TAKE, WOULD_TRIGGER, HALTED
}
