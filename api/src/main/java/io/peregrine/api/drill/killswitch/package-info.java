/**
 * {@code drill kill-switch}: an engine in its own process is stopped by every way of tripping its kill switch, is frozen, and is killed, in
 * the middle of trading, and every venue is asked whether anything is left open. The main thread runs it; one more places orders.
 */
package io.peregrine.api.drill.killswitch;
