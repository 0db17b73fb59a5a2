package io.peregrine.runtime;

import io.peregrine.gateway.Gateway;
import io.peregrine.transport.ExecutionPublisher;
import io.peregrine.transport.OrderAdapter;

/**
 * A gateway agent on a thread of its own. While reports wait for room on their way to the trade core, nothing new is read from the
 * venue or from the core: the venue's flow control and the core's refusals hold it up, and no report is lost.
 *
 * <p><b>Threading:</b> the gateway's thread.
 */
final class RemoteGatewayDuty implements Duty {
    private final String name;
    private final Gateway gateway;
    private final OrderAdapter requests;
    private final ExecutionPublisher reports;

    /**
     * @param venue    key of the venue
     * @param requests from the trade core
     * @param reports  to the trade core
     */
    RemoteGatewayDuty(final String venue, final Gateway gateway, final OrderAdapter requests, final ExecutionPublisher reports) {
        name = "gateway-" + venue;
        this.gateway = gateway;
        this.requests = requests;
        this.reports = reports;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int doWork(final long nowNs) {
        final int work = reports.doWork();
        return reports.pending() ? work : work + requests.poll(nowNs) + gateway.doWork(nowNs);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
