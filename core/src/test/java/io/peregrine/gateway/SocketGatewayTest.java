package io.peregrine.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a gateway connects again. */
class SocketGatewayTest {
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long NOW_NS = 1_700_000_000_000_000_000L;

    @Test
    void aConnectionThatEndsIsMadeAgainAfterTheInterval() throws Exception {
        assertEquals(1, connectsAfter(1006, INTERVAL_NS));
    }

    @Test
    void oneThatTheVenueDoesNotWantNowIsNotMadeForTenSeconds() throws Exception {
        assertEquals(0, connectsAfter(1013, TimeUnit.SECONDS.toNanos(10) - 1));
        assertEquals(1, connectsAfter(1013, TimeUnit.SECONDS.toNanos(10)));
    }

    /** A handshake that is refused with 429: the connection is closed with 1006, and the answer says how long to wait. */
    @Test
    void oneThatTheVenueRefusedForTooManyRequestsIsNotMadeBeforeItSaid() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            final int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            final IdleGateway gateway = new IdleGateway(URI.create("ws://127.0.0.1:" + port));
            final String refusal = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 20\r\nContent-Length: 0\r\n\r\n";
            server.configureBlocking(false);
            SocketChannel connection = null;
            for (int i = 0; i < 2_000 && gateway.closed == 0; i++) {
                gateway.doWork(NOW_NS);
                if (connection == null) {
                    connection = server.accept();
                    if (connection != null) {
                        connection.write(ByteBuffer.wrap(refusal.getBytes(StandardCharsets.US_ASCII)));
                    }
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
            connection.close();
            assertEquals(0, connects(gateway, server, NOW_NS + TimeUnit.SECONDS.toNanos(20) - 1));
            assertEquals(1, connects(gateway, server, NOW_NS + TimeUnit.SECONDS.toNanos(20) + 100));
            gateway.close();
        }
    }

    private static int connectsAfter(final int code, final long passedNs) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            final int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            final SocketGateway gateway = new IdleGateway(URI.create("ws://127.0.0.1:" + port));
            gateway.onClosed(code, "closed", NOW_NS);
            server.configureBlocking(false);
            final int connects = connects(gateway, server, NOW_NS + passedNs);
            gateway.close();
            return connects;
        }
    }

    private static int connects(final SocketGateway gateway, final ServerSocketChannel server, final long nowNs) throws Exception {
        int connects = 0;
        for (int i = 0; i < 20 && connects == 0; i++) {
            gateway.doWork(nowNs);
            try (SocketChannel connection = server.accept()) {
                connects += connection == null ? 0 : 1;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return connects;
    }

    /** Its session wants a connection, and nothing else. */
    private static final class IdleGateway extends SocketGateway {
        private int closed;
        private final GatewaySession session = (GatewaySession) Proxy.newProxyInstance(
                GatewaySession.class.getClassLoader(), new Class<?>[] {GatewaySession.class}, (proxy, method, arguments) -> {
                    closed += method.getName().equals("onClosed") ? 1 : 0;
                    if (method.getReturnType() == boolean.class) {
                        return method.getName().equals("wantsConnection");
                    }
                    return method.getReturnType() == int.class ? 0 : method.getReturnType() == String.class ? "" : null;
                });

        IdleGateway(final URI uri) {
            super(INTERVAL_NS);
            channel(uri, TimeUnit.SECONDS.toNanos(60), null);
        }

        @Override
        protected GatewaySession session() {
            return session;
        }
    }
}
