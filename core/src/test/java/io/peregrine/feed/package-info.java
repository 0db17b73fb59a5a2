/** Tests of the feeds' connections: pauses and limits alone, and the agent against servers that share none of its code. */
package io.peregrine.feed;
