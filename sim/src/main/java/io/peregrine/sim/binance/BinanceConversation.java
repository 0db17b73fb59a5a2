package io.peregrine.sim.binance;

import io.peregrine.sim.server.Connection;
import io.peregrine.sim.server.Conversation;
import io.peregrine.sim.server.Outbound;

/**
 * The venue's side of a WebSocket connection: counts connections and frames.
 *
 * <p><b>Threading:</b> as {@link Conversation} says.
 */
abstract class BinanceConversation implements Conversation {
    private static final int TRY_LATER = 1013;

    private final VenueContext context;
    private final Connection connection;
    private final Outbound outbound;

    BinanceConversation(final VenueContext context, final Connection connection, final Outbound outbound) {
        this.context = context;
        this.connection = connection;
        this.outbound = outbound;
    }

    final VenueContext context() {
        return context;
    }

    final Outbound outbound() {
        return outbound;
    }

    /** The client's address. */
    final String address() {
        return connection.address();
    }

    @Override
    public final void opened() {
        if (context.rates().connection(address(), context.nowUs())) {
            admitted();
        } else {
            outbound.close(TRY_LATER, "Too many connection attempts");
        }
    }

    @Override
    public final boolean acceptsControl() {
        return accepts();
    }

    @Override
    public final void received(final String text) {
        if (accepts()) {
            serve(text);
        }
    }

    /** The connection is open and allowed. */
    protected abstract void admitted();

    /** Counts an incoming frame; false where it is one too many. */
    protected abstract boolean accepts();

    /** A whole text message. */
    protected abstract void serve(String text);
}
