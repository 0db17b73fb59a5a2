/**
 * Recorded raw venue messages: one line a message, {@code <receive time in ns> <message>}, gzip or plain; the form of hftbacktest's
 * collector. Off the hot path.
 */
package io.peregrine.capture;
