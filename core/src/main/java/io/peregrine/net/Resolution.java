package io.peregrine.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * One look-up of a host's name, off the agent's thread, because the JDK's resolver blocks.
 *
 * <p><b>Threading:</b> started and polled by the agent; the result is published by one volatile write of a virtual thread.
 */
final class Resolution {
    private final String host;
    private volatile Object result;

    private Resolution(final String host) {
        this.host = host;
    }

    static Resolution start(final String host) {
        final Resolution resolution = new Resolution(host);
        Thread.ofVirtual().name("resolve " + host).start(resolution::resolve);
        return resolution;
    }

    private void resolve() {
        try {
            result = InetAddress.getAllByName(host);
        } catch (final UnknownHostException e) {
            result = e;
        }
    }

    boolean done() {
        return result != null;
    }

    /**
     * The addresses, once {@link #done}.
     *
     * @throws UnknownHostException where there are none
     */
    InetAddress[] addresses() throws UnknownHostException {
        if (result instanceof final UnknownHostException e) {
            throw e;
        }
        return (InetAddress[]) result;
    }
}
