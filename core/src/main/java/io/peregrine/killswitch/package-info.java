/**
 * The kill switch: one word in a mapped file, which every process may trip and every thread that sends reads before it does; and the
 * heartbeat, by which another process sees whether the engine's threads move. They know nothing of the engine, so that nothing of the
 * engine need work for them to work.
 */
package io.peregrine.killswitch;
