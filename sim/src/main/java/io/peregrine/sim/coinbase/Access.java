package io.peregrine.sim.coinbase;

/** Who may use a REST endpoint, and what it counts against. */
public enum Access {
    /** Anybody; counted per address. */
    PUBLIC,
    /** Clients with a key; counted per account. */
    PRIVATE,
    /** Clients with a key; counted per account apart from the others. */
    FILLS
}
