package io.peregrine.sim.binance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 signatures, as hexadecimal digits of either case.
 *
 * <p><b>Threading:</b> stateless. Source: the venue's REST and WebSocket API documents, "Signed endpoint security".
 */
final class Signatures {
    private static final String ALGORITHM = "HmacSHA256";

    private Signatures() {
    }

    /** Signature of a payload. */
    static String sign(final String secret, final String payload) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no " + ALGORITHM, e);
        }
    }

    /** Is this the payload's signature? */
    static boolean valid(final String secret, final String payload, final String signature) {
        return MessageDigest.isEqual(sign(secret, payload).getBytes(StandardCharsets.US_ASCII),
                signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    }

    /** What a REST request signs: query and body as sent, one after the other, without the signature itself. */
    static String httpPayload(final String query, final String body) {
        return withoutSignature(query) + withoutSignature(body);
    }

    private static String withoutSignature(final String encoded) {
        return Arrays.stream(encoded.split("&")).filter(pair -> !pair.startsWith("signature=")).collect(Collectors.joining("&"));
    }
}
