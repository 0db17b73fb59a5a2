package io.peregrine.venue.coinbase.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.gateway.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Signatures equal computed vectors; tokens verify with the public key, in every form in which keys are given out. */
class AccessTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "0DySqaNNk4yUlBiLJR3T/b/IrfX2uxhqZ3MttZ0NarUnFX6+elhb30PamVOWdhey+FimqCAVH2/RGMPSayVeQA==";
    private static final String NAME = "organizations/3f/apiKeys/17";

    @Test
    void theExchangeSignatureEqualsTheVectors() {
        final ExchangeSignature signature = new ExchangeSignature(new Credentials("the-key", ascii(SECRET), "open"));
        assertEquals("09GOdZX9KQbL9LyKMdn3La1CR5nod/itpETnv9rQrk8=", signature.sign("1700000000", "GET", "/users/self/verify", ""));
        assertEquals("cYHxjnT+ehZnIWNlf4JChX77aPw76nz3d00sjjXl3Lw=", signature.sign("1700000000", "GET", "/orders?status=open", ""));
        assertEquals("CZdoUr6yjpudaVguzF5Hqi0mz25kE3wH4nphrIOPJ8g=", signature.sign("1700000000", "POST", "/orders",
                "{\"price\":\"1.0\",\"size\":\"1.0\",\"side\":\"buy\",\"product_id\":\"BTC-USD\"}"));
        assertEquals(",\"signature\":\"09GOdZX9KQbL9LyKMdn3La1CR5nod/itpETnv9rQrk8=\",\"key\":\"the-key\",\"passphrase\":\"open\","
                + "\"timestamp\":\"1700000000\"", signature.subscriptionFields(1_700_000_000));
    }

    @Test
    void aKeyThatCanNotBeRightIsRefusedWithoutBeingTold() {
        assertTrue(refusal(() -> new ExchangeSignature(new Credentials("k", ascii(SECRET)))).contains("passphrase; give it"));
        assertTrue(refusal(() -> new ExchangeSignature(new Credentials("k", ascii("not base64!"), "p"))).contains("secret is base64"));
        assertTrue(refusal(() -> new ExchangeSignature(new Credentials("k\"", ascii(SECRET), "p"))).contains("api_key holds"));
        final String message = refusal(() -> new CdpToken(new Credentials(NAME, ascii("hush-hush"))));
        assertTrue(message.contains("give the PEM text of an EC key"), message);
        assertFalse(message.contains("hush"), message);
    }

    @Test
    void tokensOfAP256KeyVerify() throws GeneralSecurityException, IOException {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        final KeyPair pair = generator.generateKeyPair();
        final byte[] pkcs8 = pair.getPrivate().getEncoded();
        verify(new CdpToken(new Credentials(NAME, ascii(pem("PRIVATE KEY", pkcs8)))), pair.getPublic(), "ES256");
        // SEC 1 is what stands in the octet string at the end of PKCS #8.
        final byte[] sec1 = Arrays.copyOfRange(pkcs8, 28, pkcs8.length);
        assertEquals(0x30, sec1[0]);
        verify(new CdpToken(new Credentials(NAME, ascii(pem("EC PRIVATE KEY", sec1)))), pair.getPublic(), "ES256");
        verify(new CdpToken(new Credentials(NAME, ascii(pem("EC PRIVATE KEY", sec1).replace("\n", "\\n")))), pair.getPublic(), "ES256");
    }

    @Test
    void tokensOfAnEd25519KeyVerify() throws GeneralSecurityException, IOException {
        final KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        final byte[] seedAndPublicKey = new byte[64];
        final byte[] pkcs8 = pair.getPrivate().getEncoded();
        System.arraycopy(pkcs8, pkcs8.length - 32, seedAndPublicKey, 0, 32);
        final byte[] publicKey = pair.getPublic().getEncoded();
        System.arraycopy(publicKey, publicKey.length - 32, seedAndPublicKey, 32, 32);
        verify(new CdpToken(new Credentials(NAME, Base64.getEncoder().encode(seedAndPublicKey))), pair.getPublic(), "EdDSA");
    }

    private static void verify(final CdpToken tokens, final PublicKey key, final String algorithm)
            throws GeneralSecurityException, IOException {
        final String token = tokens.forStream(1_700_000_000);
        final String[] parts = token.split("\\.");
        final JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
        assertEquals(algorithm, header.path("alg").asText());
        assertEquals(NAME, header.path("kid").asText());
        assertEquals("JWT", header.path("typ").asText());
        assertEquals(32, header.path("nonce").asText().length());
        assertEquals("{\"sub\":\"" + NAME + "\",\"iss\":\"cdp\",\"nbf\":1700000000,\"exp\":1700000120}",
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.US_ASCII));
        final Signature signature = Signature.getInstance(algorithm.equals("EdDSA") ? "Ed25519" : "SHA256withECDSAinP1363Format");
        signature.initVerify(key);
        signature.update(ascii(parts[0] + '.' + parts[1]));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
        assertNotEquals(token, tokens.forStream(1_700_000_000), "each has a nonce of its own");
        final String claims = tokens.forRequest(1_700_000_000, "GET", "api.coinbase.com", "/api/v3/brokerage/accounts").split("\\.")[1];
        assertEquals("GET api.coinbase.com/api/v3/brokerage/accounts",
                JSON.readTree(Base64.getUrlDecoder().decode(claims)).path("uri").asText());
    }

    private static String pem(final String kind, final byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, ascii("\n")).encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }

    private static String refusal(final Runnable construction) {
        return assertThrows(IllegalArgumentException.class, construction::run).getMessage();
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
