package io.peregrine.capture;

import io.peregrine.instrument.Decimals;

/**
 * How many decimals prices or quantities have that were seen in a capture, and their greatest common divisor. More decimals than all
 * others, in one single message, are damage and not counted.
 *
 * <p><b>Threading:</b> confined.
 */
public final class ObservedDecimals {
    /** Decimals at which values are observed. */
    public static final int DECIMALS = 10;

    private static final int MESSAGES_MIN = 100;

    private final long[] messagesWith = new long[DECIMALS + 1];
    private final long[] divisors = new long[DECIMALS + 1];
    private long messages;
    private int mostInMessage;

    /** One value of the message at hand, as a mantissa at {@link #DECIMALS}. */
    public void see(final long mantissa) {
        if (mantissa != 0) {
            int decimals = DECIMALS;
            while (decimals > 0 && mantissa % Decimals.power(DECIMALS - decimals + 1) == 0) {
                decimals--;
            }
            divisors[decimals] = greatestCommonDivisor(mantissa, divisors[decimals]);
            mostInMessage = Math.max(mostInMessage, decimals);
        }
    }

    /** Ends a message; what is in a snapshot counts as seen often. */
    public void endMessage(final boolean isSnapshot) {
        messages++;
        messagesWith[mostInMessage] += isSnapshot ? 2 : 1;
        mostInMessage = 0;
    }

    /** Takes in what another has seen. */
    public void add(final ObservedDecimals other) {
        for (int i = 0; i <= DECIMALS; i++) {
            messagesWith[i] += other.messagesWith[i];
            divisors[i] = greatestCommonDivisor(divisors[i], other.divisors[i]);
        }
        messages += other.messages;
    }

    /** Most decimals of any value. */
    public int decimals() {
        int decimals = DECIMALS;
        while (decimals > 0 && messagesWith[decimals] <= (messages >= MESSAGES_MIN ? 1 : 0)) {
            decimals--;
        }
        return decimals;
    }

    /** Greatest common divisor of all values, as a mantissa at {@link #decimals()}; at least 1. */
    public long divisor() {
        long divisor = 0;
        for (int i = decimals(); i >= 0; i--) {
            divisor = greatestCommonDivisor(divisor, divisors[i]);
        }
        return Math.max(1, divisor / Decimals.power(DECIMALS - decimals()));
    }

    private static long greatestCommonDivisor(final long a, final long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            final long rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }
}
