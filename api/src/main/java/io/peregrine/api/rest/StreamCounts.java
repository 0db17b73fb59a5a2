package io.peregrine.api.rest;

/** What the metrics say about WebSocket clients. */
public interface StreamCounts {
    /** Connected now. */
    int clients();

    /** Market data messages that were replaced by newer ones before a slow client took them. */
    long conflated();

    /** Clients that were dropped for being too slow. */
    long dropped();
}
