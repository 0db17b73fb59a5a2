package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Makes tokens as a client of the venue does, from the key as the venue hands it out. */
final class TokenMaker {
    static final ObjectMapper JSON = new ObjectMapper();
    /** What turns an EC private key of RFC 5915 with its curve into one of PKCS 8. */
    private static final byte[] PKCS8_HEAD = HexFormat.of().parseHex("308193020100301306072a8648ce3d020106082a8648ce3d030107047930");

    private final String keyName;
    private final PrivateKey key;

    TokenMaker(final String keyName, final String pem) {
        this.keyName = keyName;
        final byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        final byte[] pkcs8 = new byte[PKCS8_HEAD.length + der.length - 1];
        System.arraycopy(PKCS8_HEAD, 0, pkcs8, 0, PKCS8_HEAD.length);
        System.arraycopy(der, 1, pkcs8, PKCS8_HEAD.length, der.length - 1);
        try {
            key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (final GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key", e);
        }
    }

    /** The claims of a token that is made now; without a URI where that is null. */
    ObjectNode claims(final String uri, final long nowS) {
        final ObjectNode claims = JSON.createObjectNode().put("sub", keyName).put("iss", "cdp").put("nbf", nowS).put("exp", nowS + 120);
        return uri == null ? claims : claims.put("uri", uri);
    }

    String token(final String uri, final long nowS) {
        return token(JSON.createObjectNode().put("alg", "ES256").put("kid", keyName).put("nonce", "0f1e2d3c").put("typ", "JWT"),
                claims(uri, nowS));
    }

    String token(final ObjectNode header, final ObjectNode claims) {
        try {
            final String signed = encoded(header) + '.' + encoded(claims);
            final Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(final ObjectNode json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    static JsonNode json(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
