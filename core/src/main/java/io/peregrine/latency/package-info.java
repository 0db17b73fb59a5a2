/**
 * Latency histograms by stage. Written by agents, read by anyone.
 */
package io.peregrine.latency;
