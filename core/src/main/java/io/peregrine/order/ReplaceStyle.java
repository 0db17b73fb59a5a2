package io.peregrine.order;

/** How a venue replaces a working order. */
public enum ReplaceStyle {
    /** Not at all: cancel it, and send another. */
    NONE,
    /** In place: the order keeps its identity and what was filled. */
    IN_PLACE,
    /** In place where only the quantity falls, so that its place in the queue is kept; else cancelled and sent anew in one request. */
    IN_PLACE_DOWN,
    /** Cancelled and sent anew in one request. */
    NEW_ORDER
}
