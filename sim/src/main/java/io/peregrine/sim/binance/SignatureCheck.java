package io.peregrine.sim.binance;

/** Tells whether a signature belongs to a payload and a client's key. */
@FunctionalInterface
interface SignatureCheck {
    boolean valid(String payload, String signature);
}
