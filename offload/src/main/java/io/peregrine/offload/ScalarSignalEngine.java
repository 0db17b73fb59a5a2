package io.peregrine.offload;

import io.peregrine.signal.SignalBatch;
import io.peregrine.signal.SignalCatalogue;
import io.peregrine.signal.SignalEngine;

/**
 * The contract itself, one instrument after another: what every other backend is compared with, and the last to fall back to.
 *
 * <p><b>Threading:</b> confined to the owner. <b>Memory:</b> holds none. <b>Allocates:</b> none. <b>Errors:</b> cannot fail.
 */
public final class ScalarSignalEngine implements SignalEngine {
    @Override
    public String name() {
        return "cpu-scalar";
    }

    @Override
    public boolean compute(final SignalBatch batch, final int count) {
        compute(batch, 0, count);
        return true;
    }

    @Override
    public String failure() {
        return null;
    }

    @Override
    public void close() {
        // holds nothing
    }

    static void compute(final SignalBatch batch, final int from, final int to) {
        for (int i = from; i < to; i++) {
            final long bidQuantity = batch.get(1, i);
            final long askQuantity = batch.get(3, i);
            batch.put(4, i, SignalCatalogue.imbalance(bidQuantity, askQuantity));
            batch.put(5, i, SignalCatalogue.microprice(batch.get(0, i), bidQuantity, batch.get(2, i), askQuantity));
        }
    }
}
