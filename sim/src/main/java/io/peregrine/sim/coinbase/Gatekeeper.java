package io.peregrine.sim.coinbase;

import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;

/** Decides who may ask what, in a venue's way and words. Called on the connections' threads. */
public interface Gatekeeper {
    /**
     * Checks headers, key, time, signature and limits.
     *
     * @return whose request it is, or null where that does not matter
     * @throws Refusal where it is refused
     */
    Profile admit(Access access, RestRequest request, long nowUs) throws Refusal;

    /** The answer to a request that no route takes. */
    RestReply notFound(RestRequest request);

    /** The answer where the venue cannot serve the request now. */
    RestReply unavailable();

    /** Adds what the venue's answers carry besides their own headers. */
    RestReply finish(RestReply reply, Access access, Profile caller, RestRequest request);
}
