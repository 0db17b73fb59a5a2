package io.peregrine.sim.account;

/**
 * What an account has of one asset: free to use, or locked by open orders.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> eight decimals. <b>Errors:</b> overflow is an
 * {@link ArithmeticException}.
 */
public final class Balance {
    private long free;
    private long locked;

    public long free() {
        return free;
    }

    public long locked() {
        return locked;
    }

    void credit(final long amount) {
        free = Math.addExact(free, amount);
    }

    void lock(final long amount) {
        free = Math.subtractExact(free, amount);
        locked = Math.addExact(locked, amount);
    }
}
