package io.peregrine.feed;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;

/** A venue's stream by Java-WebSocket: numbers its connections, greets each by its number, and keeps what happens. */
final class StreamServer extends WebSocketServer implements AutoCloseable {
    final List<String> events = new CopyOnWriteArrayList<>();
    volatile boolean refusing;
    /** Are pings left without an answer? */
    volatile boolean deaf;
    private final CountDownLatch started = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();

    private StreamServer(final int port) {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        setReuseAddr(true);
        setDaemon(true);
    }

    /** @param port 0 for any free one */
    static StreamServer start(final int port) throws InterruptedException {
        final StreamServer server = new StreamServer(port);
        server.start();
        if (!server.started.await(5, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server did not start");
        }
        return server;
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + getPort());
    }

    /** Sends to one connection only. */
    void sendTo(final int number, final String message) {
        getConnections().stream().filter(peer -> peer.<Integer>getAttachment() == number).forEach(peer -> peer.send(message));
    }

    /** Ends one connection. */
    void end(final int number) {
        getConnections().stream().filter(peer -> peer.<Integer>getAttachment() == number).forEach(peer -> peer.close(1001, "going"));
    }

    @Override
    public void onWebsocketPing(final WebSocket peer, final Framedata ping) {
        if (!deaf) {
            super.onWebsocketPing(peer, ping);
        }
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            final WebSocket peer, final Draft draft, final ClientHandshake request) throws InvalidDataException {
        if (refusing) {
            events.add("refused");
            throw new InvalidDataException(1013, "refusing");
        }
        return super.onWebsocketHandshakeReceivedAsServer(peer, draft, request);
    }

    @Override
    public void onOpen(final WebSocket peer, final ClientHandshake handshake) {
        final int number = connections.incrementAndGet();
        peer.setAttachment(number);
        events.add("open " + number + " " + handshake.getResourceDescriptor());
        peer.send("hello " + number);
    }

    @Override
    public void onMessage(final WebSocket peer, final String message) {
        events.add("message " + peer.<Integer>getAttachment() + " " + message);
    }

    @Override
    public void onClose(final WebSocket peer, final int code, final String reason, final boolean remote) {
        if (peer.getAttachment() != null) {
            events.add("close " + peer.<Integer>getAttachment());
        }
    }

    @Override
    public void onError(final WebSocket peer, final Exception e) {
        events.add("error " + e);
    }

    @Override
    public void close() {
        try {
            stop(200);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
