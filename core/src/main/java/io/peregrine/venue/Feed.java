package io.peregrine.venue;

import io.peregrine.feed.FeedStatus;
import java.util.Map;

/**
 * A venue's market data: keeps its connection, and calls the {@link io.peregrine.marketdata.MarketDataListener} that it was made with.
 *
 * <p><b>Threading:</b> confined to the feed agent, but for {@link #status} and {@link #counters}, which any thread may read.
 * <b>Errors:</b> operating conditions are counted and shown by {@link #status}; none is thrown.
 */
public interface Feed extends AutoCloseable {
    /**
     * Reads the socket, decodes, calls the listener.
     *
     * @return number of things done
     */
    int doWork(long nowNs);

    /** The connection. */
    FeedStatus status();

    /** What happened to an instrument's stream and book, by name. */
    Map<String, Long> counters(int instrumentId);

    @Override
    void close();
}
