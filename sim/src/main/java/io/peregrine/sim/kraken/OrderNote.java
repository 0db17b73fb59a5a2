package io.peregrine.sim.kraken;

/**
 * What the venue remembers of an order beyond the exchange: how it was asked for, and why it ended.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class OrderNote {
    private NewOrder asked;
    private String closeReason;
    private boolean expired;

    OrderNote(final NewOrder asked) {
        this.asked = asked;
    }

    /** As asked for, with what amendments changed. */
    NewOrder asked() {
        return asked;
    }

    void amend(final NewOrder amended) {
        asked = amended;
    }

    /** Why it ended unfilled, or null. */
    String closeReason() {
        return closeReason;
    }

    /** Did it end because its time was up? */
    boolean expired() {
        return expired;
    }

    void close(final String reason, final boolean timeIsUp) {
        closeReason = reason;
        expired = timeIsUp;
    }
}
