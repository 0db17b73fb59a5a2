package io.peregrine.order;

/** What is done about an order at a venue that the engine does not know, or takes for ended. */
public enum UnknownOrders {
    /** It is told, and left alone. */
    REPORT,
    /** It is told and cancelled. */
    CANCEL,
    /** It is told, and from now on the engine's, as if placed by hand; one that ended here is cancelled. */
    ADOPT
}
