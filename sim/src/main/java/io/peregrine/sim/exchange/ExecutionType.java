package io.peregrine.sim.exchange;

/** What an execution report is about. */
public enum ExecutionType {
    NEW, TRADE, CANCELED, REPLACED, REJECTED, EXPIRED, TRADE_PREVENTION
}
