/**
 * Feeds: the agent that keeps a venue's connection, subscriptions and snapshots, and the two seams to a venue: {@link
 * io.peregrine.feed.FeedProtocol} (where its data is) and {@link io.peregrine.feed.FeedHandler} (what its data means). Run by the feed
 * agents. Knows no venue.
 */
package io.peregrine.feed;
