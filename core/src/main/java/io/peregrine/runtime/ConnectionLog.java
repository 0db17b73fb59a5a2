package io.peregrine.runtime;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what changed at the venues since it last looked, so that no hot thread has to.
 *
 * <p><b>Threading:</b> the thread for the rest.
 */
final class ConnectionLog implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final List<VenueLink> links;
    private final VenueLink.Connection[] seen;
    private long nextNs;

    ConnectionLog(final List<VenueLink> links) {
        this.links = links;
        seen = new VenueLink.Connection[links.size()];
    }

    @Override
    public String name() {
        return "connection-log";
    }

    @Override
    public int doWork(final long nowNs) {
        if (nowNs - nextNs < 0) {
            return 0;
        }
        nextNs = nowNs + INTERVAL_NS;
        for (int i = 0; i < seen.length; i++) {
            final VenueLink.Connection now = links.get(i).connection();
            if (!now.equals(seen[i])) {
                seen[i] = now;
                LOG.info("{}", links.get(i).summary());
            }
        }
        return 1;
    }
}
