/**
 * Records what venues send into capture files. The engine's own feeds run on one thread, with a tap that puts each message into a ring; a
 * second thread writes the rings to files. No trading, and no venue's protocol, is known here.
 */
package io.peregrine.record;
