package io.peregrine.transport;

/** The streams between agents. Order streams are one for each gateway: their ids follow {@link #ORDERS}. */
public final class Stream {
    /** Feeds to the trade agent. */
    public static final int MARKET_DATA = 1;
    /** Gateways to the trade agent. */
    public static final int EXECUTIONS = 2;
    /** A batch signal engine in another process to the trade agent. */
    public static final int SIGNALS = 3;
    /** The trade agent to the first gateway. */
    public static final int ORDERS = 16;

    private Stream() {
    }

    /** The trade agent to a gateway. */
    public static int orders(final int gatewayIndex) {
        return ORDERS + gatewayIndex;
    }
}
