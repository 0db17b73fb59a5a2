/**
 * The simulated Kraken spot venue: WebSocket v2 (public at {@code /v2}, private at {@code /auth/v2}) and REST ({@code /0/public},
 * {@code /0/private}) over the simulator's exchange. Requests are read on the connection's thread and served on the exchange thread. It
 * writes its own JSON and checksums and shares no code with the engine's feed and gateway. What it does and what it leaves out:
 * docs/protocol/kraken-simulated.md. Section numbers in comments are those of the protocol notes behind that page.
 */
package io.peregrine.sim.kraken;
