/** Tests of the transport over a real media driver. */
package io.peregrine.transport;
