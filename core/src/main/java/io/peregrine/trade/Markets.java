package io.peregrine.trade;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.SignalDecoder;
import io.peregrine.signal.InlineSignals;
import io.peregrine.signal.SignalCatalogue;
import java.util.Arrays;

/**
 * The market as the core sees it: inline signals and the last batch signals, by instrument.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
final class Markets {
    private static final int SIGNALS = SignalCatalogue.MICROPRICE + 1;

    private final InlineSignals[] inline;
    private final long[] batch;

    Markets(final int instrumentCount) {
        inline = new InlineSignals[instrumentCount];
        Arrays.setAll(inline, index -> new InlineSignals());
        batch = new long[instrumentCount * SIGNALS];
        Arrays.fill(batch, Instrument.NULL_VALUE);
    }

    /** By instrument id. */
    InlineSignals[] inline() {
        return inline;
    }

    /** Is there such an instrument? */
    boolean contains(final int instrumentId) {
        return instrumentId >= 0 && instrumentId < inline.length;
    }

    InlineSignals get(final int instrumentId) {
        return inline[instrumentId];
    }

    /** Remembers a batch signal; false for one that the catalogue does not know. */
    boolean onSignal(final SignalDecoder signal) {
        final int signalId = signal.signalId();
        if (signalId >= SIGNALS) {
            return false;
        }
        batch[signal.instrumentId() * SIGNALS + signalId] = signal.value();
        return true;
    }

    /** The last value, or null value while there is none or the book is not LIVE. */
    long signal(final int instrumentId, final int signalId) {
        return signalId >= 0 && signalId < SIGNALS && inline[instrumentId].live()
                ? batch[instrumentId * SIGNALS + signalId]
                : Instrument.NULL_VALUE;
    }
}
