package io.peregrine.sim.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    private static final String SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
    private static final String PAYLOAD =
            "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559";
    private static final String SIGNATURE = "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";

    @Test
    void theDocumentedRestExampleIsReproduced() {
        assertEquals(SIGNATURE, Signatures.sign(SECRET, PAYLOAD));
        assertTrue(Signatures.valid(SECRET, PAYLOAD, SIGNATURE.toUpperCase(Locale.ROOT)));
        assertFalse(Signatures.valid(SECRET, PAYLOAD + '0', SIGNATURE));
    }

    @Test
    void queryAndBodyAreSignedAsSentWithoutTheSignature() {
        assertEquals("symbol=A%20B&side=BUYquantity=1&price=0.10",
                Signatures.httpPayload("symbol=A%20B&signature=abc&side=BUY", "quantity=1&price=0.10"));
        assertEquals("a=1", Signatures.httpPayload("a=1", "signature=abc"));
    }

    @Test
    void theDocumentedWebSocketExampleIsSortedByNameAndKeepsItsDigits() throws IOException {
        final ObjectNode params = (ObjectNode) Json.parse("""
                {"symbol":"BTCUSDT","side":"SELL","type":"LIMIT","timeInForce":"GTC","quantity":"0.01000000","price":52000.00,
                 "recvWindow":100,"timestamp":1645423376532,"signature":"x",
                 "apiKey":"vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"}""");
        assertEquals("aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24",
                Signatures.sign(SECRET, Parameters.ofJson(params).sortedPayload()));
    }

    @Test
    void allPublishedVectorsAreReproduced() throws IOException {
        final Path vectors = Path.of(System.getProperty("peregrine.data", "../shared/data")).resolve("../protocols/fixtures")
                .resolve("signature_vectors.jsonl");
        Assumptions.assumeTrue(Files.exists(vectors), "no fixtures at " + vectors);
        int checked = 0;
        for (final String line : Files.readAllLines(vectors)) {
            final JsonNode vector = Json.parse(line);
            if (vector.path("name").asText().startsWith("binance_") && vector.path("name").asText().contains("hmac")) {
                assertEquals(vector.path("signature").asText(),
                        Signatures.sign(vector.path("secret").asText(), vector.path("payload").asText()), vector.path("name").asText());
                checked++;
            }
        }
        assertTrue(checked >= 4, "checked only " + checked);
    }
}
