package io.peregrine.api.feed;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another address of the same server, whose connections can be cut without a word. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int port;

    CuttingProxy(final int port) throws IOException {
        this.port = port;
        Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + listening.getLocalPort());
    }

    /** Cuts all connections that there are. */
    void cut() {
        for (final Socket socket : sockets) {
            close(socket);
        }
        sockets.clear();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                final Socket client = listening.accept();
                final Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.addAll(List.of(client, server));
                Thread.ofVirtual().start(() -> copy(client, server));
                Thread.ofVirtual().start(() -> copy(server, client));
            } catch (final IOException e) {
                // The test is over.
                return;
            }
        }
    }

    private static void copy(final Socket from, final Socket to) {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (final IOException e) {
            // It was cut.
        } finally {
            close(to);
        }
    }

    private static void close(final Socket socket) {
        try (socket) {
            if (!socket.isClosed()) {
                // A reset, as of a host that is gone.
                socket.setSoLinger(true, 0);
            }
        } catch (final IOException e) {
            // The other direction was faster.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
