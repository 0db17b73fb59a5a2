package io.peregrine.latency;

/** The stages of a tick and of an order that are measured, each from one point to another on the engine's clock. */
public enum Stage {
    /** Venue event time to socket read, corrected by the estimated clock offset. */
    FEED("feed"),
    /** Change of the feed stage from one event to the next. */
    JITTER("jitter"),
    /** Socket read to the book updated and listeners about to be called. */
    DECODE("decode"),
    /** Listeners called to trade core done: signals, strategies, risk, order management, journal. */
    TRADE("trade"),
    /** Order request taken by the gateway to its signed bytes ready. */
    ENCODE("encode"),
    /** Signed bytes ready to handed to the socket. */
    WRITE("write"),
    /** Socket read of the causing tick to the order's signed bytes handed to the socket. */
    TICK_TO_ORDER("tick_to_order"),
    /** Order written to its acknowledgement read. */
    ACK("ack"),
    /** Order written to its first fill read. */
    FILL("fill"),
    /** Cancel written to its acknowledgement read. */
    CANCEL_ACK("cancel_ack");

    private final String key;

    Stage(final String key) {
        this.key = key;
    }

    /** Its name in REST, metrics and reports. */
    public String key() {
        return key;
    }
}
