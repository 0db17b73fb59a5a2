package io.peregrine.sim.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.venue.SteppedVenue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ed25519 keys, which may also log a connection on; a client that has only what the first line tells. */
class Ed25519Test {
    private static final String ORDER = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=30000";

    private SteppedVenue venue;
    private String apiKey;
    private String hmacKey;
    private PrivateKey key;

    @BeforeEach
    void open() throws GeneralSecurityException {
        venue = new SteppedVenue("binance", 1, FlowSettings.parse("rate=0"));
        final ObjectNode client = JsonNodeFactory.instance.objectNode();
        venue.venue().describe(client);
        apiKey = client.path("ed25519ApiKey").asText();
        hmacKey = client.path("apiKey").asText();
        final String pem = client.path("ed25519PrivateKeyPem").asText();
        key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(
                Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
    }

    @AfterEach
    void close() {
        venue.close();
    }

    @Test
    void aSignedOrderIsTakenAndAWrongSignatureIsNot() throws GeneralSecurityException {
        final String payload = ORDER + "&timestamp=" + nowMs();
        assertEquals(200, order(payload, sign(payload)).status());
        assertEquals("400 {\"code\":-1022,\"msg\":\"Signature for this request is not valid.\"}",
                text(order(payload, sign(payload + '0'))));
        assertEquals("400 {\"code\":-1022,\"msg\":\"Signature for this request is not valid.\"}", text(order(payload, "no base64!")));
        assertEquals(1, venue.venue().accounts().get(hmacKey).openOrders().size(), "both keys belong to one account");
    }

    @Test
    void aConnectionThatIsLoggedOnNeedsNoFurtherSignature() throws GeneralSecurityException {
        final SteppedVenue.Client client = venue.connect("/ws-api/v3", "returnRateLimits=false");
        client.say("{\"id\":1,\"method\":\"userDataStream.subscribe\"}");
        assertTrue(client.take().getFirst().contains("\"code\":-1002"));
        final String payload = "apiKey=" + apiKey + "&timestamp=" + nowMs();
        client.say("{\"id\":2,\"method\":\"session.logon\",\"params\":{\"apiKey\":\"" + apiKey + "\",\"timestamp\":" + nowMs()
                + ",\"signature\":\"" + sign(payload) + "\"}}");
        assertTrue(client.take().getFirst().startsWith("{\"id\":2,\"status\":200,\"result\":{\"apiKey\":\"" + apiKey
                + "\",\"authorizedSince\":" + nowMs() + ','));
        client.say("{\"id\":3,\"method\":\"userDataStream.subscribe\"}");
        assertEquals("{\"id\":3,\"status\":200,\"result\":{\"subscriptionId\":0}}", client.take().getFirst());
        client.say("{\"id\":4,\"method\":\"order.place\",\"params\":{\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"type\":\"LIMIT\","
                + "\"timeInForce\":\"GTC\",\"quantity\":\"0.01\",\"price\":\"30000\",\"timestamp\":" + nowMs() + "}}");
        assertTrue(client.take().getFirst().startsWith("{\"id\":4,\"status\":200,"));
        client.say("{\"id\":5,\"method\":\"session.logout\"}");
        assertTrue(client.take().getLast().startsWith("{\"id\":5,\"status\":200,\"result\":{\"apiKey\":null,\"authorizedSince\":null,"));
        client.say("{\"id\":6,\"method\":\"openOrders.cancelAll\",\"params\":{\"symbol\":\"BTCUSDT\",\"timestamp\":" + nowMs() + "}}");
        assertTrue(client.take().getFirst().contains("\"code\":-2014"));
    }

    @Test
    void theSameSeedMakesTheSameKey() {
        assertEquals(Ed25519Key.generate(5, 0).privateKeyPem(), Ed25519Key.generate(5, 0).privateKeyPem());
        assertTrue(!Ed25519Key.generate(5, 0).privateKeyPem().equals(Ed25519Key.generate(5, 1).privateKeyPem()));
    }

    private RestReply order(final String payload, final String signature) {
        return venue.request(new RestRequest("POST", "/api/v3/order",
                payload + "&signature=" + URLEncoder.encode(signature, StandardCharsets.UTF_8), Map.of("X-MBX-APIKEY", apiKey), "",
                "127.0.0.1"));
    }

    private static String text(final RestReply reply) {
        return reply.status() + " " + reply.body();
    }

    private long nowMs() {
        return (SteppedVenue.START_US + venue.elapsedUs()) / 1_000;
    }

    private String sign(final String payload) throws GeneralSecurityException {
        final Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(key);
        signer.update(payload.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signer.sign());
    }
}
