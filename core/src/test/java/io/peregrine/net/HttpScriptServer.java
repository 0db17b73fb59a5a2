package io.peregrine.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections and answers each request on them as the script says, byte for byte. */
final class HttpScriptServer implements AutoCloseable {
    /** Answers one request; false ends the connection. */
    @FunctionalInterface
    interface Script {
        boolean answer(Socket peer, String request) throws IOException;
    }

    final AtomicInteger accepted = new AtomicInteger();
    private final ServerSocket server;
    private final String scheme;

    HttpScriptServer(final Script script) throws IOException {
        this(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), "http", script);
    }

    HttpScriptServer(final ServerSocket server, final String scheme, final Script script) {
        this.server = server;
        this.scheme = scheme;
        Thread.ofVirtual().start(() -> accept(script));
    }

    URI uri() {
        return URI.create(scheme + "://localhost:" + server.getLocalPort());
    }

    static void write(final Socket peer, final String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        peer.getOutputStream().flush();
    }

    static String ok(final String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private void accept(final Script script) {
        while (!server.isClosed()) {
            try {
                final Socket peer = server.accept();
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(peer, script));
            } catch (final IOException e) {
                // Closed: the test is over.
                return;
            }
        }
    }

    private static void serve(final Socket peer, final Script script) {
        try (peer) {
            peer.setTcpNoDelay(true);
            boolean goesOn = true;
            while (goesOn) {
                final String request = request(peer.getInputStream());
                goesOn = request != null && script.answer(peer, request);
            }
        } catch (final IOException e) {
            // The client has closed.
            Thread.currentThread().interrupt();
        }
    }

    private static String request(final InputStream input) throws IOException {
        final StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            final int c = input.read();
            if (c < 0) {
                return null;
            }
            head.append((char) c);
        }
        final int field = head.indexOf("Content-Length: ");
        if (field < 0) {
            return head.toString();
        }
        final int length = Integer.parseInt(head.substring(field + 16, head.indexOf("\r\n", field)));
        return head + new String(input.readNBytes(length), StandardCharsets.ISO_8859_1);
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
