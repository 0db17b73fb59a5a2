package io.peregrine.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
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

    private static int connectsAfter(final int code, final long passedNs) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            final int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            final SocketGateway gateway = new IdleGateway(URI.create("ws://127.0.0.1:" + port));
            gateway.onClosed(code, "closed", NOW_NS);
            server.configureBlocking(false);
            int connects = 0;
            for (int i = 0; i < 20 && connects == 0; i++) {
                gateway.doWork(NOW_NS + passedNs);
                try (SocketChannel connection = server.accept()) {
                    connects += connection == null ? 0 : 1;
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            gateway.close();
            return connects;
        }
    }

    /** Its session wants a connection, and nothing else. */
    private static final class IdleGateway extends SocketGateway {
        private final GatewaySession session = (GatewaySession) Proxy.newProxyInstance(
                GatewaySession.class.getClassLoader(), new Class<?>[] {GatewaySession.class}, (proxy, method, arguments) -> {
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
