package io.peregrine.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A raw socket that accepts once and does to its client what the script says, byte for byte. */
final class ScriptedServer implements AutoCloseable {
    /** What happens on the socket after the request was read. */
    @FunctionalInterface
    interface Script {
        void play(Socket peer, String request) throws IOException;
    }

    private static final Pattern KEY = Pattern.compile("Sec-WebSocket-Key: (\\S+)");

    private final ServerSocket server;
    private final Thread thread;
    private volatile Throwable failure;

    private ScriptedServer(final ServerSocket server, final Script script) {
        this.server = server;
        thread = Thread.ofPlatform().daemon().unstarted(() -> run(script));
    }

    static ScriptedServer start(final Script script) throws IOException {
        final ScriptedServer server = new ScriptedServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), script);
        server.thread.start();
        return server;
    }

    /** Accepts the upgrade, then plays. */
    static ScriptedServer upgraded(final Script script) throws IOException {
        return start((peer, request) -> {
            peer.getOutputStream().write(accepted(request));
            script.play(peer, request);
        });
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/ws");
    }

    static byte[] accepted(final String request) {
        final Matcher key = KEY.matcher(request);
        if (!key.find()) {
            throw new IllegalStateException("no key in " + request);
        }
        try {
            final byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return ("HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nconnection: keep-alive, upgrade\r\nsec-websocket-accept: "
                    + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(final Script script) {
        try (Socket peer = server.accept()) {
            peer.setTcpNoDelay(true);
            final StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
                request.append((char) peer.getInputStream().read());
            }
            script.play(peer, request.toString());
        } catch (final IOException | RuntimeException | AssertionError e) {
            failure = e;
        }
    }

    /** Waits for the end of the script, and fails where the script failed. */
    void join() throws InterruptedException {
        thread.join(10_000);
        if (thread.isAlive()) {
            throw new AssertionError("the script has not ended");
        }
        if (failure != null) {
            throw new AssertionError("the script failed", failure);
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
