package io.peregrine.feed;

import io.peregrine.net.ConnectionState;
import io.peregrine.net.Network;
import io.peregrine.net.WebSocket;
import io.peregrine.net.WebSocketListener;
import io.peregrine.net.WebSocketSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A stream and its subscriptions: connects, and sends the subscriptions, and later their renewals, at the pace that the venue allows.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> its clients' buffers, kept for all its connections. <b>Allocates:</b>
 * when connecting, and for renewals.
 */
final class FeedConnection implements WebSocketListener, AutoCloseable {
    /** What becomes of a connection. */
    interface Listener {
        /** One message. */
        void onMessage(FeedConnection connection, DirectBuffer buffer, int offset, int length, long receiveTimeNs, long nowNs);

        /** It is over, or never was. */
        void onClosed(FeedConnection connection, String reason, long nowNs);
    }

    /** One for each address. */
    private final WebSocket[] clients;
    private WebSocket client;
    private final Addresses addresses;
    private final FeedProtocol protocol;
    /** What is still to be sent. */
    private final Queue<UnsafeBuffer> requests = new ArrayDeque<>();
    private final TokenBucket pace;
    private final Listener listener;
    private long openTimeNs;
    private boolean isGivenUp;

    /**
     * @param streamUris bases of the venue's stream
     * @param first      index of the one to begin with, counted round
     * @param pace       of all messages to the venue
     */
    FeedConnection(
            final FeedProtocol protocol, final Network network, final List<URI> streamUris, final int first,
            final WebSocketSettings settings, final TokenBucket pace, final Listener listener) {
        this.listener = listener;
        this.protocol = protocol;
        this.pace = pace;
        addresses = new Addresses(streamUris.size(), first);
        clients = streamUris.stream().map(base -> network.webSocket(protocol.streamUri(base), this, settings)).toArray(WebSocket[]::new);
        client = clients[addresses.index()];
    }

    void connect(final long nowNs) {
        isGivenUp = false;
        client = clients[addresses.index()];
        client.connect(nowNs);
    }

    /** It did what it is for. */
    void worked() {
        addresses.worked();
    }

    /** It failed: the next address's turn, but not that one's; true where there is no reason to pause before that. */
    boolean failed(final int taken) {
        return addresses.failed(taken);
    }

    /** Which of the addresses it is for. */
    int address() {
        return addresses.index();
    }

    /** The venue has said that it will end soon: it is to be replaced. */
    void giveUp() {
        isGivenUp = true;
    }

    boolean isGivenUp() {
        return isGivenUp;
    }

    int doWork(final long nowNs) {
        return client.doWork(nowNs) + (open() ? request(nowNs) : 0);
    }

    boolean open() {
        return client.state() == ConnectionState.OPEN;
    }

    /** Is it open, with all subscriptions sent? */
    boolean subscribed() {
        return open() && requests.isEmpty();
    }

    /** Sends these once all else is sent. */
    void renew(final List<String> messages) {
        add(messages);
    }

    /** Is it open, and silent where it should have answered? */
    boolean doubtful(final long nowNs) {
        return open() && client.isDoubtful(nowNs);
    }

    /** Is there nothing of it: may it be connected? */
    boolean closed() {
        return client.state() == ConnectionState.CLOSED;
    }

    long ageNs(final long nowNs) {
        return nowNs - openTimeNs;
    }

    long bytesReceived() {
        long bytes = 0;
        for (final WebSocket each : clients) {
            bytes += each.bytesReceived();
        }
        return bytes;
    }

    /** What a venue that refused the connection asked to wait, or 0. */
    long retryAfterNs() {
        return client.retryAfterNs();
    }

    void disconnect(final long nowNs) {
        client.disconnect(nowNs);
    }

    @Override
    public void close() {
        for (final WebSocket each : clients) {
            each.close();
        }
    }

    @Override
    public void onOpen(final long nowNs) {
        requests.clear();
        add(protocol.subscriptions());
        openTimeNs = nowNs;
    }

    @Override
    public void onMessage(
            final DirectBuffer buffer, final int offset, final int length, final boolean text, final long receiveTimeNs, final long nowNs) {
        listener.onMessage(this, buffer, offset, length, receiveTimeNs, nowNs);
    }

    @Override
    public void onClosed(final int code, final String reason, final long nowNs) {
        listener.onClosed(this, "connection closed: " + code + " " + reason, nowNs);
    }

    private void add(final List<String> messages) {
        for (final String message : messages) {
            requests.add(new UnsafeBuffer(message.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private int request(final long nowNs) {
        final UnsafeBuffer message = requests.peek();
        if (message == null || !pace.tryTake(nowNs) || !client.send(message, 0, message.capacity())) {
            return 0;
        }
        requests.remove();
        return 1;
    }
}
