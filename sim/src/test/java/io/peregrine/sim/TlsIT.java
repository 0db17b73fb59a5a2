package io.peregrine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** Venues over TLS, and handshakes that fail on demand. */
class TlsIT {
    private static final long TIMEOUT_S = 20;

    @Test
    void aClientThatTrustsTheCertificateGetsThroughUnlessHandshakesAreToFail() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of("binance", 0)).withTls())) {
            final JsonNode line = new ObjectMapper().readTree(simulator.firstLine());
            final String rest = line.at("/venues/binance/rest").asText();
            final String ws = line.at("/venues/binance/ws").asText();
            assertTrue(rest.startsWith("https://127.0.0.1:") && ws.startsWith("wss://127.0.0.1:"), rest + ' ' + ws);
            final SSLContext trusting = trusting(Path.of(line.path("certificate").asText()));
            try (HttpClient client = HttpClient.newBuilder().sslContext(trusting).build()) {
                assertEquals(200, get(client, rest));
                final CompletableFuture<String> first = new CompletableFuture<>();
                final WebSocket socket = client.newWebSocketBuilder().buildAsync(URI.create(ws + "/ws/btcusdt@depth@100ms"),
                        new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(final WebSocket from, final CharSequence data, final boolean last) {
                        first.complete(data.toString());
                        return null;
                    }
                }).join();
                assertTrue(first.get(TIMEOUT_S, TimeUnit.SECONDS).startsWith("{\"e\":\"depthUpdate\""));
                socket.abort();
                assertEquals(200, client.send(HttpRequest.newBuilder(URI.create(rest + "/sim/faults"))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"faults\":[{\"do\":\"tls-failure\",\"for\":\"1h\"}]}")).build(),
                        HttpResponse.BodyHandlers.discarding()).statusCode());
            }
            try (HttpClient another = HttpClient.newBuilder().sslContext(trusting(Path.of(line.path("certificate").asText()))).build()) {
                assertThrows(IOException.class, () -> get(another, rest));
            }
            try (HttpClient stranger = HttpClient.newHttpClient()) {
                assertThrows(IOException.class, () -> get(stranger, rest));
            }
        }
    }

    private static int get(final HttpClient client, final String rest) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(rest + "/api/v3/time")).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static SSLContext trusting(final Path certificate) throws Exception {
        final KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry("sim", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        final TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
