package io.peregrine.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Keeps what a client delivers, as text: {@code open}, {@code text …}, {@code binary <length>}, {@code closed <code> …}. */
class RecordingListener implements WebSocketListener {
    final List<String> events = new ArrayList<>();

    @Override
    public void onOpen(final long nowNs) {
        events.add("open");
    }

    @Override
    public void onMessage(
            final DirectBuffer buffer, final int offset, final int length, final boolean text, final long receiveTimeNs, final long nowNs) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        events.add(text ? "text " + new String(bytes, StandardCharsets.UTF_8) : "binary " + length);
    }

    @Override
    public void onClosed(final int code, final String reason, final long nowNs) {
        events.add("closed " + code + " " + reason);
    }

    boolean closed() {
        return !events.isEmpty() && events.getLast().startsWith("closed");
    }
}
