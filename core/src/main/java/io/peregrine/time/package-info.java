/** The one clock of the engine. Only agents and what measures them read it; the trade core is given the time. */
package io.peregrine.time;
