/**
 * The kill switch: one word in a mapped file, which every process may trip and every thread that sends reads before it does. It knows
 * nothing of the engine, so that nothing of the engine need work for it to work.
 */
package io.peregrine.killswitch;
