package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as a client of the venue does, with code of its own. */
final class Signer {
    static final ObjectMapper JSON = new ObjectMapper();

    private final Credentials credentials;

    Signer(final Credentials credentials) {
        this.credentials = credentials;
    }

    static String sign(final String secret, final String text) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The headers of a request at a time in seconds. */
    Map<String, String> headers(final String timestamp, final String method, final String pathAndQuery, final String body) {
        return Map.of("CB-ACCESS-KEY", credentials.apiKey(), "CB-ACCESS-SIGN",
                sign(credentials.secret(), timestamp + method + pathAndQuery + body), "CB-ACCESS-TIMESTAMP", timestamp,
                "CB-ACCESS-PASSPHRASE", credentials.passphrase(), "User-Agent", "test");
    }

    /** A signed subscription. */
    String subscribe(final String timestamp, final String products, final String channels) {
        return ((ObjectNode) json("{\"type\":\"subscribe\",\"product_ids\":" + products + ",\"channels\":" + channels + '}'))
                .put("key", credentials.apiKey()).put("passphrase", credentials.passphrase()).put("timestamp", timestamp)
                .put("signature", sign(credentials.secret(), timestamp + "GET/users/self/verify")).toString();
    }

    static JsonNode json(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
