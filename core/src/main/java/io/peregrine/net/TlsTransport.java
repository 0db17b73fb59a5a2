package io.peregrine.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * TLS over a TCP socket by the JDK's SSLEngine. The server's name is sent (SNI), and its certificate must be for that name.
 *
 * <p><b>Threading:</b> confined to the agent; certificate checks and key agreement, which take milliseconds, run on a virtual thread while
 * the engine waits for them. <b>Memory:</b> two buffers for records, on the heap, because SSLEngine copies what lies in direct ones.
 * <b>Allocates:</b> what SSLEngine allocates for each record: {@code TlsAllocationTest} measures 3.0 kB (with direct buffers 5.2 kB) for
 * 1,400 bytes read and 44 sent.
 */
final class TlsTransport implements Transport {
    /** A record is at most 16 KiB and its frame; four of them are read at once. */
    private static final int RECEIVED_CAPACITY = 68 * 1024;
    /** Records and waits handled in one call; more than a whole handshake has. */
    private static final int HANDSHAKE_STEPS_MAX = 64;
    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final ByteBuffer received = ByteBuffer.allocate(RECEIVED_CAPACITY).limit(0);
    private final ByteBuffer unsent;
    private Thread tasks;

    TlsTransport(final SocketChannel channel, final SSLContext context, final String host, final int port) throws IOException {
        this.channel = channel;
        engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        final SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (isName(host)) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        engine.setSSLParameters(parameters);
        engine.beginHandshake();
        unsent = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).limit(0);
    }

    @Override
    public boolean connected() throws IOException {
        for (int step = 0; step < HANDSHAKE_STEPS_MAX; step++) {
            switch (engine.getHandshakeStatus()) {
                case NOT_HANDSHAKING, FINISHED -> {
                    return true;
                }
                case NEED_TASK -> {
                    if (!tasksDone()) {
                        return false;
                    }
                }
                case NEED_WRAP -> {
                    if (!sendUnsent()) {
                        return false;
                    }
                    wrap(NO_BYTES);
                    sendUnsent();
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!unwrapHandshake()) {
                        return false;
                    }
                }
            }
        }
        return false;
    }

    @Override
    public int read(final ByteBuffer destination) throws IOException {
        if (!connected()) {
            return 0;
        }
        final int start = destination.position();
        final boolean ended = fill() < 0;
        boolean closed = false;
        while (!closed && received.hasRemaining()) {
            final SSLEngineResult result = engine.unwrap(received, destination);
            closed = result.getStatus() == SSLEngineResult.Status.CLOSED;
            // Underflow: the rest of the record is still to come. Overflow: the rest is for the next read.
            if (result.getStatus() != SSLEngineResult.Status.OK || !connected()) {
                break;
            }
        }
        final int count = destination.position() - start;
        return count == 0 && (ended || closed) ? -1 : count;
    }

    @Override
    public void write(final ByteBuffer source) throws IOException {
        while (sendUnsent() && source.hasRemaining() && connected()) {
            wrap(source);
        }
    }

    @Override
    public boolean flushed() {
        return !unsent.hasRemaining();
    }

    @Override
    public void close() {
        try {
            engine.closeOutbound();
            if (sendUnsent()) {
                wrap(NO_BYTES);
                sendUnsent();
            }
        } catch (final IOException e) {
            // The socket is gone already: there is nobody left to tell.
            received.limit(0);
        }
        Sockets.close(channel);
    }

    private int fill() throws IOException {
        received.compact();
        final int count = channel.read(received);
        received.flip();
        return count;
    }

    /** One handshake record; false where it has not come whole. */
    private boolean unwrapHandshake() throws IOException {
        SSLEngineResult result = engine.unwrap(received, NO_BYTES);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            final int count = fill();
            if (count < 0) {
                throw new SSLException("connection ended by the peer within the TLS handshake");
            }
            result = engine.unwrap(received, NO_BYTES);
        }
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new SSLException("TLS closed by the peer within the handshake");
        }
        return result.getStatus() == SSLEngineResult.Status.OK;
    }

    private void wrap(final ByteBuffer source) throws IOException {
        unsent.clear();
        final SSLEngineResult.Status status = engine.wrap(source, unsent).getStatus();
        unsent.flip();
        if (status == SSLEngineResult.Status.BUFFER_OVERFLOW || status == SSLEngineResult.Status.CLOSED && source.hasRemaining()) {
            throw new SSLException("TLS can not send: " + status);
        }
    }

    private boolean sendUnsent() throws IOException {
        if (unsent.hasRemaining()) {
            channel.write(unsent);
        }
        return !unsent.hasRemaining();
    }

    private boolean tasksDone() {
        if (tasks == null) {
            tasks = Thread.ofVirtual().name("tls handshake").start(this::runTasks);
        }
        if (tasks.isAlive()) {
            return false;
        }
        tasks = null;
        return true;
    }

    /** What a task throws comes back from the next unwrap. */
    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** SNI is for names only, not for addresses. */
    private static boolean isName(final String host) {
        return host.indexOf(':') < 0 && !host.matches("[0-9.]+");
    }
}
