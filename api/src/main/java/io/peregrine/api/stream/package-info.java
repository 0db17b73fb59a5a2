/**
 * The WebSocket {@code /ws/hft}: what changes is offered to every client's bounded queue; one virtual thread a client writes. A publisher
 * never waits for a client.
 */
package io.peregrine.api.stream;
