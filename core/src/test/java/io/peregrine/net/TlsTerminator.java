package io.peregrine.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * TLS by the JDK's blocking sockets in front of an {@link EchoServer}. Java-WebSocket's own TLS now and then leaves a request unread that
 * came together with the end of the handshake, and waits for ever.
 */
final class TlsTerminator implements AutoCloseable {
    private final SSLServerSocket server;
    private final int port;

    private TlsTerminator(final SSLServerSocket server, final int port) {
        this.server = server;
        this.port = port;
    }

    /** @param port of the server behind */
    static TlsTerminator start(final SSLContext context, final int port) throws IOException {
        final TlsTerminator terminator = new TlsTerminator(
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress()), port);
        Thread.ofPlatform().daemon().start(terminator::accept);
        return terminator;
    }

    URI uri(final String host) {
        return URI.create("wss://" + host + ":" + server.getLocalPort() + "/ws");
    }

    private void accept() {
        try {
            while (true) {
                final Socket outer = server.accept();
                Thread.ofPlatform().daemon().start(() -> connect(outer));
            }
        } catch (final IOException e) {
            // Closed: the test is over.
            Thread.currentThread().interrupt();
        }
    }

    private void connect(final Socket outer) {
        try (outer; Socket inner = new Socket(InetAddress.getLoopbackAddress(), port)) {
            outer.setTcpNoDelay(true);
            inner.setTcpNoDelay(true);
            Thread.ofPlatform().daemon().start(() -> pump(inner, outer));
            outer.getInputStream().transferTo(inner.getOutputStream());
        } catch (final IOException e) {
            // The client refused the certificate or went away, as some tests want it.
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(final Socket from, final Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (final IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
