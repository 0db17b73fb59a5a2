package io.peregrine.venue;

import io.peregrine.feed.FeedAgent;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.FeedProtocol;
import io.peregrine.feed.FeedStatus;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A venue's market data over its WebSocket stream: a {@link FeedAgent} with the venue's {@link FeedHandler}.
 *
 * <p><b>Threading:</b> as {@link Feed}.
 */
public final class StreamFeed implements Feed {
    private final FeedAgent agent;
    private FeedHandler handler;

    /** Not connected yet. */
    public StreamFeed(final FeedContext context, final FeedProtocol protocol, final WireFormat format) {
        agent = new FeedAgent(protocol, context.venue().addresses(), requester -> {
            final FeedHandler decoding = format.handler(context, requester, book -> { });
            decoding.watch(context.clock(), context.pulse());
            handler = context.tap().around(decoding, requester);
            return handler;
        }, context.settings(), context.network(), new SplittableRandom(), context.clock());
    }

    @Override
    public int doWork(final long nowNs) {
        return agent.doWork(nowNs);
    }

    @Override
    public FeedStatus status() {
        return agent.status();
    }

    @Override
    public Map<String, Long> counters(final int instrumentId) {
        return handler.counters(instrumentId).byName();
    }

    @Override
    public void close() {
        agent.onClose();
    }
}
