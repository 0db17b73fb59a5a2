/**
 * A recorded market in place of seeded agents: a capture of any venue (gzip or plain; a line a message: receive time in nanoseconds, a
 * blank, the raw message) replayed in its own time on the exchange's own matching, so that clients trade with it. What a venue's messages
 * say of its books and trades its own {@link io.peregrine.sim.capture.MessageReader} reads; all else is the same for all.
 *
 * <p><b>What it models.</b> The recorded participants of a market are one unlimited account. Its resting orders are the recorded levels;
 * each recorded trade is its aggressive order. Clients' orders keep price-time priority among them: an order at a recorded level fills
 * after the quantity that was there before it has traded, an order that the recorded book or a recorded trade reaches fills against it,
 * and what a client takes stays taken until the next recorded change of that level. After each recorded depth update, and without
 * clients, the book is the recorded one, and without clients the trades are the recorded ones.
 *
 * <p><b>What it does not.</b> The recording does not react to clients: no market impact beyond the quantity that they take. Best-price
 * messages, candles and aggregate trades of a capture are not used; the venue makes its own from its book. Ids and times are the venue's
 * own and keep growing when the capture begins again. Quantities between two lots are rounded down to a lot. Only the recorded instruments
 * are listed: an instrument without participants would be a promise that the venue could not keep. Where only the best levels were recorded
 * (Kraken), what falls behind them is gone until it is recorded again.
 *
 * <p>Runs on the exchange thread; reads the file as it goes and never holds more than half a second of it besides the book. JSON is read
 * with Jackson, never with the engine's codecs.
 */
package io.peregrine.sim.capture;
