package io.peregrine.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opening and closing of non-blocking TCP sockets. */
final class Sockets {
    private static final Logger LOGGER = LoggerFactory.getLogger(Sockets.class);

    private Sockets() {
    }

    /**
     * Begins to connect; {@link SocketChannel#finishConnect} tells when it is done.
     *
     * @throws IOException also for an address of a family that the JVM was told not to use
     */
    static SocketChannel connect(final InetAddress address, final int port) throws IOException {
        final SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(new InetSocketAddress(address, port));
            return channel;
        } catch (final IOException e) {
            close(channel);
            throw e;
        } catch (final IllegalArgumentException e) {
            close(channel);
            throw new IOException("can not connect to " + address + " port " + port, e);
        }
    }

    static void close(final SocketChannel channel) {
        try {
            channel.close();
        } catch (final IOException e) {
            LOGGER.debug("closing a socket", e);
        }
    }
}
