package io.peregrine.sim.coinbase;

import io.peregrine.sim.server.RestReply;

/** A request that is refused, with the answer that says so. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient RestReply reply;

    /** @param reply the answer */
    public Refusal(final RestReply reply) {
        super(reply.body(), null, false, false);
        this.reply = reply;
    }

    public RestReply reply() {
        return reply;
    }
}
