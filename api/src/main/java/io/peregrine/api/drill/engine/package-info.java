/**
 * What drills of a whole engine share: the engine's process, its configuration and its clients, and the simulated venues that it trades at.
 */
package io.peregrine.api.drill.engine;
