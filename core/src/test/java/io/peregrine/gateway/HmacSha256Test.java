package io.peregrine.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacSha256Test {
    @Test
    void signsThePublishedVectors() throws Exception {
        final Path path = Path.of(System.getProperty("peregrine.data", "../../shared/data"))
                .resolve("../protocols/fixtures/signature_vectors.jsonl");
        assumeTrue(Files.exists(path), "published vectors are not here: " + path);
        int vectors = 0;
        for (final String line : Files.readAllLines(path)) {
            final JsonNode vector = new ObjectMapper().readTree(line);
            if (vector.path("name").asText().contains("hmac")) {
                assertEquals(vector.path("signature").asText(), hex(vector.path("secret").asText(), vector.path("payload").asText()),
                        vector.path("name").asText());
                vectors++;
            }
        }
        assertEquals(4, vectors);
    }

    @Test
    void signsTheVectorsOfRfc4231() {
        assertEquals("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", hex("Jefe", "what do ya want for nothing?"));
        final byte[] longKey = new byte[131];
        Arrays.fill(longKey, (byte) 0xaa);
        assertEquals("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
                hex(longKey, "Test Using Larger Than Block-Size Key - Hash Key First".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void agreesWithTheJdkOnRandomKeysAndMessages() throws Exception {
        final long seed = 20261122;
        final Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            final byte[] key = bytes(random, 1 + random.nextInt(200));
            final byte[] message = bytes(random, random.nextInt(600));
            final int offset = random.nextInt(message.length + 1);
            final int length = random.nextInt(message.length - offset + 1);
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(message, offset, length);
            final byte[] signature = new byte[HmacSha256.LENGTH];
            try (HmacSha256 hmac = new HmacSha256(key)) {
                hmac.sign(message, offset, length, signature, 0);
                hmac.sign(message, offset, length, signature, 0);
            }
            assertArrayEquals(mac.doFinal(), signature, "seed " + seed + " step " + i);
        }
    }

    @Test
    void signsTheSameWhateverIsPrepared() throws Exception {
        final long seed = 20261125;
        final Random random = new Random(seed);
        final byte[] key = bytes(random, 64);
        final byte[] prefix = bytes(random, 71);
        final Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        final byte[] signature = new byte[HmacSha256.LENGTH];
        try (HmacSha256 hmac = new HmacSha256(key, prefix)) {
            for (int i = 0; i < 500; i++) {
                if (random.nextInt(2 * HmacSha256.PREPARED_MAX) == 0) {
                    hmac.prepare();
                }
                final byte[] message = bytes(random, random.nextInt(300));
                hmac.sign(message, 0, message.length, signature, 0);
                mac.update(prefix);
                assertArrayEquals(mac.doFinal(message), signature, "seed " + seed + " step " + i);
            }
        }
    }

    @Test
    void forgetsTheKeyWhenClosed() {
        final byte[] before = new byte[HmacSha256.LENGTH];
        final byte[] after = new byte[HmacSha256.LENGTH];
        final HmacSha256 hmac = new HmacSha256(bytes(new Random(1), 64));
        hmac.sign(new byte[10], 0, 10, before, 0);
        hmac.close();
        hmac.sign(new byte[10], 0, 10, after, 0);
        assertFalse(Arrays.equals(before, after));
        final HmacSha256 other = new HmacSha256(bytes(new Random(2), 64));
        other.close();
        other.sign(new byte[10], 0, 10, before, 0);
        assertTrue(Arrays.equals(before, after), "two wiped keys are the same key");
    }

    private static String hex(final String key, final String message) {
        return hex(key.getBytes(StandardCharsets.UTF_8), message.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(final byte[] key, final byte[] message) {
        final byte[] out = new byte[3 + HmacSha256.HEX_LENGTH];
        try (HmacSha256 hmac = new HmacSha256(key)) {
            hmac.signHex(message, 0, message.length, out, 3);
        }
        final String text = new String(out, 3, HmacSha256.HEX_LENGTH, StandardCharsets.US_ASCII);
        assertEquals(text, HexFormat.of().formatHex(HexFormat.of().parseHex(text)));
        return text;
    }

    private static byte[] bytes(final Random random, final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
