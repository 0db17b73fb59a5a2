package io.peregrine.bench.feeds;

import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * One venue's end of a loopback connection: accepts one WebSocket, and sends the recorded frames round and round, each when it is due. What
 * the client says is not listened to.
 *
 * <p><b>Threading:</b> confined to the sender, but for {@link #port}. <b>Units:</b> nanoseconds.
 */
final class ReplayServer implements AutoCloseable {
    private static final int BATCH_BYTES = 256 * 1024;
    private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final byte[][] frames;
    private final ServerSocketChannel server;
    private final ByteBuffer batch;
    private SocketChannel peer;
    private long sent;

    ReplayServer(final RecordedVenue recorded) throws IOException {
        frames = recorded.frames();
        int longest = 0;
        for (final byte[] frame : frames) {
            longest = Math.max(longest, frame.length);
        }
        batch = ByteBuffer.allocateDirect(Math.max(BATCH_BYTES, longest)).flip();
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /** Waits for the client and answers its upgrade. */
    void accept() throws IOException {
        peer = server.accept();
        final ByteBuffer request = ByteBuffer.allocate(16 * 1024);
        String text = "";
        while (!text.contains("\r\n\r\n")) {
            if (peer.read(request) < 0) {
                throw new IOException("the client went before it had upgraded");
            }
            text = new String(request.array(), 0, request.position(), StandardCharsets.US_ASCII);
        }
        final String key = text.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElseThrow();
        peer.write(ByteBuffer.wrap(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
        peer.configureBlocking(false);
    }

    private static String accept(final String key) {
        try {
            return Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** Sends what is due now, as much as the socket takes; returns the number of messages put on their way. */
    int send(final Schedule schedule, final long countMax) throws IOException {
        if (!batch.hasRemaining()) {
            batch.clear();
            final long due = Math.min(countMax, schedule.due(EngineClock.nowNs()));
            final long before = sent;
            while (sent < due && batch.remaining() >= frames[(int) (sent % frames.length)].length) {
                batch.put(frames[(int) (sent++ % frames.length)]);
            }
            batch.flip();
            write();
            return (int) (sent - before);
        }
        write();
        return 0;
    }

    private void write() throws IOException {
        if (batch.hasRemaining()) {
            peer.write(batch);
        }
    }

    long sent() {
        return sent;
    }

    @Override
    public void close() throws IOException {
        if (peer != null) {
            peer.close();
        }
        server.close();
    }
}
