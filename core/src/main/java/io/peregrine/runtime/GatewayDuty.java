package io.peregrine.runtime;

import io.peregrine.gateway.Gateway;

/**
 * A gateway agent on the trade core's own thread: requests and reports are direct calls.
 *
 * <p><b>Threading:</b> the trade thread.
 */
final class GatewayDuty implements Duty {
    private final String name;
    private final Gateway gateway;

    /**
     * @param venue key of the venue
     */
    GatewayDuty(final String venue, final Gateway gateway) {
        name = "gateway-" + venue;
        this.gateway = gateway;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int doWork(final long nowNs) {
        return gateway.doWork(nowNs);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
