/** The demo: an engine against a simulated venue in its own process, and the proof at the end that both agree. */
package io.peregrine.api.demo;
