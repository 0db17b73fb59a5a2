package io.peregrine.net;

/** Takes the answers out of an {@link HttpFetcher}, on the thread that polls it. */
@FunctionalInterface
public interface HttpListener {
    /** One request is over. */
    void onAnswer(HttpAnswer answer, long nowNs);
}
