package io.peregrine.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** Java-WebSocket's server, on a free port, echoing: a peer that nobody here wrote. */
final class EchoServer extends WebSocketServer implements AutoCloseable {
    final List<String> received = new CopyOnWriteArrayList<>();
    final List<String> closes = new CopyOnWriteArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);

    private EchoServer() {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        setReuseAddr(true);
        setDaemon(true);
    }

    static EchoServer listening() throws InterruptedException {
        final EchoServer server = new EchoServer();
        server.start();
        if (!server.started.await(5, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server did not start");
        }
        return server;
    }

    URI uri(final String pathAndQuery) {
        return URI.create("ws://localhost:" + getPort() + pathAndQuery);
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(final WebSocket peer, final ClientHandshake handshake) {
        received.add("GET " + handshake.getResourceDescriptor() + " key=" + handshake.getFieldValue("X-MBX-APIKEY"));
    }

    @Override
    public void onMessage(final WebSocket peer, final String message) {
        received.add(message);
        peer.send(message);
    }

    @Override
    public void onMessage(final WebSocket peer, final ByteBuffer message) {
        peer.send(message);
    }

    @Override
    public void onClose(final WebSocket peer, final int code, final String reason, final boolean remote) {
        closes.add(code + (remote ? " remote" : " local"));
    }

    @Override
    public void onError(final WebSocket peer, final Exception e) {
        closes.add("error " + e);
    }

    @Override
    public void close() {
        try {
            stop(100);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
