/**
 * {@code drill recovery}: an engine in its own process is killed in the middle of trading and started again, and its journal is compared
 * with the simulated venues' truth. The main thread runs it; one more places orders.
 */
package io.peregrine.api.drill.recovery;
