package io.peregrine.signal;

import io.peregrine.message.SignalDecoder;

/**
 * Signal values out of a batch backend.
 *
 * <p><b>Threading:</b> always one thread. <b>Memory:</b> the decoder is valid only during the call.
 */
public interface SignalListener {
    /** A signal has a new value. */
    void onSignal(SignalDecoder signal, long nowNs);
}
