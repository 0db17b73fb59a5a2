/** Tests of the latency stages. */
package io.peregrine.latency;
