/**
 * Feeds: connections to the venues' market data, and the seam between input/output and a venue's decoding. Run by the feed agents.
 */
package io.peregrine.feed;
