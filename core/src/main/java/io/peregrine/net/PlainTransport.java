package io.peregrine.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A bare TCP socket.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Allocates:</b> none after construction.
 */
final class PlainTransport implements Transport {
    private final SocketChannel channel;

    PlainTransport(final SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public boolean connected() {
        return true;
    }

    @Override
    public int read(final ByteBuffer destination) throws IOException {
        return channel.read(destination);
    }

    @Override
    public void write(final ByteBuffer source) throws IOException {
        channel.write(source);
    }

    @Override
    public boolean flushed() {
        return true;
    }

    @Override
    public void close() {
        Sockets.close(channel);
    }
}
