package io.peregrine.net;

import io.peregrine.net.FrameDecoder.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A WebSocket client, driven by an agent: every call returns at once, and {@link #doWork} carries on with what can be done now. It makes
 * one connection at a time and may be connected again after it closed; when to try again is its owner's decision.
 *
 * <p><b>Threading:</b> confined to one agent. Names are looked up, and TLS certificates checked, on virtual threads.
 * <b>Memory:</b> off-heap read and send buffers, freed by {@link #close}; a message is delivered where it was read.
 * <b>Units:</b> nanoseconds, bytes. <b>Allocates:</b> while connecting and closing, and for a message longer than any before; otherwise
 * none for {@code ws}; for {@code wss} what the JDK's SSLEngine allocates for each TLS record.
 * <b>Errors:</b> operating conditions end the connection and are told by {@link WebSocketListener#onClosed}; none is thrown.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455">RFC 6455</a>
 */
public final class WebSocketClient implements WebSocket {
    /** Frames delivered in one duty cycle at most. */
    private static final int FRAME_LIMIT = 64;
    private static final long FINISH_MAX_MS = 250;
    private static final long FINISH_PARK_NS = 100_000;

    private final URI uri;
    private final WebSocketListener listener;
    private final WebSocketSettings settings;
    private final FrameDecoder decoder;
    private final InboundBuffer inbound;
    private final OutboundBuffer outbound;
    private final Liveness liveness;
    private final SplittableRandom random = new SplittableRandom();
    private final UnsafeBuffer closePayload = new UnsafeBuffer(new byte[Short.BYTES]);

    private ConnectionState state = ConnectionState.CLOSED;
    private ConnectionAttempt attempt;
    private Transport transport;
    private long closeDeadlineNs;
    private long receiveTimeNs;
    private String brokenReason;
    private boolean freed;
    private int attempts;
    private long bytesReceived;
    private long messagesReceived;

    /**
     * @param uri      {@code ws} or {@code wss}, with path and query
     * @param listener gets everything that comes in
     * @throws IllegalArgumentException for another scheme or no host
     */
    public WebSocketClient(final URI uri, final WebSocketListener listener, final WebSocketSettings settings) {
        if (uri.getHost() == null || !"ws".equals(uri.getScheme()) && !"wss".equals(uri.getScheme())) {
            throw new IllegalArgumentException("not a WebSocket address (ws://host… or wss://host…): " + uri);
        }
        this.uri = uri;
        this.listener = listener;
        // The JDK's default context reads its certificates from a file: here, and not on the agent's time.
        this.settings = "wss".equals(uri.getScheme()) && settings.sslContext() == null
                ? settings.withSslContext(defaultSslContext()) : settings;
        decoder = new FrameDecoder(settings.maxMessageBytes());
        inbound = new InboundBuffer(settings.readBufferBytes());
        outbound = new OutboundBuffer(settings.sendBufferBytes());
        liveness = new Liveness(settings);
    }

    @Override
    public void connect(final long nowNs) {
        if (freed || state != ConnectionState.CLOSED) {
            throw new IllegalStateException("connect to " + uri + " while " + (freed ? "freed" : state));
        }
        inbound.reset();
        outbound.reset();
        decoder.reset();
        attempt = new ConnectionAttempt(uri, settings, inbound, outbound, random, attempts++ & Integer.MAX_VALUE, nowNs);
        transition(ConnectionState.RESOLVING);
    }

    /** {@inheritDoc} Delivers at most 64 frames. */
    @Override
    public int doWork(final long nowNs) {
        try {
            return switch (state) {
                case CLOSED -> 0;
                case RESOLVING, CONNECTING, TLS_HANDSHAKE, UPGRADING -> connecting(nowNs);
                case OPEN -> open(nowNs);
                case CLOSING -> closing(nowNs);
                case BROKEN -> end(CloseCode.ABNORMAL, brokenReason, nowNs);
            };
        } catch (final IOException e) {
            return end(CloseCode.ABNORMAL, state + ": " + text(e), nowNs);
        }
    }

    @Override
    public ConnectionState state() {
        return state;
    }

    /** {@inheritDoc} It is masked into the send buffer, and what the socket takes goes out before this returns. */
    @Override
    public boolean send(final DirectBuffer buffer, final int offset, final int length) {
        if (length > outbound.payloadLengthMax()) {
            throw new IllegalArgumentException("message of " + length + " bytes, at most " + outbound.payloadLengthMax() + " can be sent");
        }
        return put(Opcode.TEXT, buffer, offset, length);
    }

    /** Longest message that {@link #send} takes. */
    public int sendLengthMax() {
        return outbound.payloadLengthMax();
    }

    /** Has everything that was sent gone to the socket? */
    public boolean flushed() {
        return outbound.isEmpty() && (transport == null || transport.flushed());
    }

    @Override
    public void disconnect(final long nowNs) {
        switch (state) {
            case CLOSED, CLOSING, BROKEN -> {
            }
            case OPEN -> {
                sendClose(CloseCode.NORMAL);
                if (state == ConnectionState.OPEN) {
                    closeDeadlineNs = nowNs + settings.closeTimeoutNs();
                    transition(ConnectionState.CLOSING);
                }
            }
            default -> end(CloseCode.NORMAL, "given up by this side", nowNs);
        }
    }

    /**
     * Ends the connection so that the peer has all that was sent, and closes: a socket that is closed while something is unread resets
     * the connection, and the peer may then lose what it has not read. Waits for the peer's end of the stream, at most
     * {@value #FINISH_MAX_MS} ms; what comes meanwhile is dropped.
     */
    public void finish() {
        if (state == ConnectionState.OPEN) {
            sendClose(CloseCode.NORMAL);
            final long beginNs = System.nanoTime();
            while (state == ConnectionState.OPEN && !ended() && System.nanoTime() - beginNs < FINISH_MAX_MS * 1_000_000) {
                LockSupport.parkNanos(FINISH_PARK_NS);
            }
        }
        close();
    }

    @Override
    public void close() {
        if (freed) {
            return;
        }
        release();
        if (state != ConnectionState.CLOSED) {
            transition(ConnectionState.CLOSED);
        }
        freed = true;
        inbound.close();
        outbound.close();
    }

    /** Address that it connects to. */
    public URI uri() {
        return uri;
    }

    @Override
    public long bytesReceived() {
        return bytesReceived;
    }

    /** Messages delivered since construction. */
    public long messagesReceived() {
        return messagesReceived;
    }

    @Override
    public long retryAfterNs() {
        return attempt == null ? 0 : attempt.retryAfterS() * 1_000_000_000L;
    }

    @Override
    public boolean isDoubtful(final long nowNs) {
        return state == ConnectionState.OPEN && liveness.isDoubtful(nowNs);
    }

    private int connecting(final long nowNs) throws IOException {
        final ConnectionState next = attempt.advance(state, nowNs);
        if (next == state) {
            return 0;
        }
        transition(next);
        if (next == ConnectionState.OPEN) {
            transport = attempt.transport();
            receiveTimeNs = nowNs;
            liveness.begin(nowNs);
            bytesReceived += inbound.length();
            listener.onOpen(nowNs);
        }
        return 1;
    }

    private int open(final long nowNs) throws IOException {
        int work = flush() + receive(nowNs);
        if (state == ConnectionState.OPEN && liveness.takePing(nowNs)) {
            put(Opcode.PING, closePayload, 0, 0);
            work++;
        }
        if (state == ConnectionState.OPEN && liveness.isDead(nowNs)) {
            work += end(CloseCode.ABNORMAL, "nothing received for " + liveness.silenceNs(nowNs) / 1_000_000 + " ms", nowNs);
        }
        return work;
    }

    private int closing(final long nowNs) throws IOException {
        final int work = flush() + receive(nowNs);
        if (state == ConnectionState.CLOSING && nowNs - closeDeadlineNs >= 0) {
            return work + end(CloseCode.ABNORMAL, "no answer to our Close", nowNs);
        }
        return work;
    }

    private int receive(final long nowNs) throws IOException {
        if (inbound.starved()) {
            final int count = inbound.receive(transport);
            if (count < 0) {
                return end(CloseCode.ABNORMAL, "connection ended by the peer without a Close", nowNs);
            }
            if (count == 0) {
                return 0;
            }
            bytesReceived += count;
            receiveTimeNs = nowNs;
            liveness.onReceived(nowNs);
        }
        return 1 + deliver(nowNs);
    }

    private int deliver(final long nowNs) {
        int frames = 0;
        while (frames < FRAME_LIMIT && state.receives()) {
            final Result result = decoder.decode(inbound.buffer(), inbound.offset(), inbound.length());
            if (result == Result.INCOMPLETE) {
                inbound.require(decoder.requiredLength());
                break;
            }
            frames++;
            onFrame(result, nowNs);
        }
        return frames;
    }

    private void onFrame(final Result result, final long nowNs) {
        if (result == Result.ERROR) {
            sendClose(decoder.errorCode());
            end(decoder.errorCode(), decoder.errorText(), nowNs);
            return;
        }
        inbound.skip(decoder.requiredLength());
        final DirectBuffer buffer = decoder.payloadBuffer();
        final int offset = decoder.payloadOffset();
        final int length = decoder.payloadLength();
        switch (result) {
            case MESSAGE -> {
                messagesReceived++;
                listener.onMessage(buffer, offset, length, decoder.text(), receiveTimeNs, nowNs);
            }
            // Where the send buffer is full to its last byte the pong is left out: the peer is not reading anyhow.
            case PING -> put(Opcode.PONG, buffer, offset, length);
            case PONG -> liveness.onPong(nowNs);
            case CLOSE -> onClose(buffer, offset, length, nowNs);
            default -> {
            }
        }
    }

    private void onClose(final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        final int code = length == 0 ? CloseCode.NO_STATUS : length == 1 ? 0 : buffer.getShort(offset, ByteOrder.BIG_ENDIAN) & 0xFFFF;
        if (length > 0 && !CloseCode.mayBeSent(code)) {
            sendClose(CloseCode.PROTOCOL_ERROR);
            end(CloseCode.PROTOCOL_ERROR, "malformed Close", nowNs);
            return;
        }
        final byte[] reason = new byte[Math.max(0, length - 2)];
        buffer.getBytes(offset + length - reason.length, reason);
        sendClose(length == 0 ? CloseCode.NORMAL : code);
        end(code, new String(reason, StandardCharsets.UTF_8), nowNs);
    }

    private void sendClose(final int code) {
        closePayload.putShort(0, (short) code, ByteOrder.BIG_ENDIAN);
        put(Opcode.CLOSE, closePayload, 0, Short.BYTES);
    }

    private boolean put(final int opcode, final DirectBuffer payload, final int offset, final int length) {
        if (state != ConnectionState.OPEN || !outbound.putFrame(opcode, payload, offset, length, random.nextInt())) {
            return false;
        }
        flush();
        return state == ConnectionState.OPEN;
    }

    /** Drops what is there; is it the end? */
    private boolean ended() {
        try {
            flush();
            inbound.reset();
            return inbound.receive(transport) < 0;
        } catch (final IOException e) {
            return true;
        }
    }

    private int flush() {
        if (flushed()) {
            return 0;
        }
        try {
            outbound.flush(transport);
        } catch (final IOException e) {
            brokenReason = "write failed: " + text(e);
            transition(ConnectionState.BROKEN);
        }
        return 1;
    }

    private int end(final int code, final String reason, final long nowNs) {
        release();
        transition(ConnectionState.CLOSED);
        listener.onClosed(code, reason, nowNs);
        return 1;
    }

    private void release() {
        if (attempt != null) {
            attempt.close();
        }
        transport = null;
    }

    private void transition(final ConnectionState to) {
        if (!state.canBecome(to)) {
            throw new IllegalStateException(uri + ": " + state + " can not become " + to);
        }
        state = to;
    }

    private static String text(final IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static SSLContext defaultSslContext() {
        try {
            return SSLContext.getDefault();
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("no TLS in this JDK", e);
        }
    }
}
