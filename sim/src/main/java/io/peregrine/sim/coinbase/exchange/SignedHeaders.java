package io.peregrine.sim.coinbase.exchange;

import io.peregrine.sim.coinbase.Access;
import io.peregrine.sim.coinbase.Gatekeeper;
import io.peregrine.sim.coinbase.Profile;
import io.peregrine.sim.coinbase.Refusal;
import io.peregrine.sim.coinbase.RequestCounter;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the CB-ACCESS headers, and counts requests.
 *
 * <p><b>Threading:</b> thread-safe. <b>Units:</b> microseconds since the epoch. Source: A6, A9 and A10 of the protocol document.
 */
final class SignedHeaders implements Gatekeeper {
    private static final String ALGORITHM = "HmacSHA256";
    private static final BigDecimal WINDOW_SECONDS = BigDecimal.valueOf(30);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");
    private static final int MICROS = 6;

    private final Map<String, Client> clients;
    private final RequestCounter counter;

    /** @param clients by key */
    SignedHeaders(final Map<String, Client> clients, final RequestCounter counter) {
        this.clients = Map.copyOf(clients);
        this.counter = counter;
    }

    @Override
    public Profile admit(final Access access, final RestRequest request, final long nowUs) throws Refusal {
        if (request.header("User-Agent") == null && !request.headers().isEmpty()) {
            throw Replies.refusal(Replies.BAD_REQUEST, "User-Agent header is required.");
        }
        if (access == Access.PUBLIC) {
            count(access, request.address(), nowUs);
            return null;
        }
        final String query = request.query().isEmpty() ? "" : '?' + request.query();
        final Profile profile = verify(header(request, "CB-ACCESS-KEY"), header(request, "CB-ACCESS-SIGN"),
                header(request, "CB-ACCESS-TIMESTAMP"), header(request, "CB-ACCESS-PASSPHRASE"),
                request.method() + request.path() + query + request.body(), nowUs);
        count(access, profile.profileId(), nowUs);
        return profile;
    }

    /**
     * Checks a signature.
     *
     * @param signed what was signed, but for the timestamp in front
     * @return whose it is
     */
    Profile verify(final String key, final String signature, final String timestamp, final String passphrase, final String signed,
            final long nowUs) throws Refusal {
        final Client client = clients.get(key == null ? "" : key);
        if (client == null) {
            throw Replies.refusal(Replies.UNAUTHORIZED, "Invalid API Key");
        }
        if (!fresh(timestamp, nowUs)) {
            throw Replies.refusal(Replies.UNAUTHORIZED, "request timestamp expired");
        }
        if (!client.credentials().passphrase().equals(passphrase)) {
            throw Replies.refusal(Replies.UNAUTHORIZED, "Invalid Passphrase");
        }
        final byte[] expected = sign(client.credentials().secret(), timestamp + signed).getBytes(StandardCharsets.US_ASCII);
        if (signature == null || !MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
            throw Replies.refusal(Replies.UNAUTHORIZED, "invalid signature");
        }
        return client.profile();
    }

    /** HMAC-SHA256 under a secret in base64, as base64. */
    static String sign(final String secret, final String text) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
        }
    }

    @Override
    public RestReply notFound(final RestRequest request) {
        return Replies.error(Replies.NOT_FOUND, "Route not found");
    }

    @Override
    public RestReply unavailable() {
        return Replies.error(Replies.UNAVAILABLE, "under maintenance");
    }

    @Override
    public RestReply finish(final RestReply reply, final Access access, final Profile caller, final RestRequest request) {
        return reply;
    }

    private void count(final Access access, final String who, final long nowUs) throws Refusal {
        if (!counter.admits(access, who, nowUs)) {
            throw Replies.refusal(Replies.TOO_MANY_REQUESTS,
                    access == Access.PUBLIC ? "Public rate limit exceeded" : "Private rate limit exceeded");
        }
    }

    private static String header(final RestRequest request, final String name) throws Refusal {
        final String value = request.header(name);
        if (value == null || value.isEmpty()) {
            throw Replies.refusal(Replies.UNAUTHORIZED, name + " header is required");
        }
        return value;
    }

    private static boolean fresh(final String timestamp, final long nowUs) {
        return timestamp != null && SECONDS.matcher(timestamp).matches()
                && new BigDecimal(timestamp).subtract(BigDecimal.valueOf(nowUs, MICROS)).abs().compareTo(WINDOW_SECONDS) <= 0;
    }

    /**
     * A client that may sign.
     *
     * @param credentials its key and secrets
     * @param profile     who it is
     */
    record Client(Credentials credentials, Profile profile) {
    }
}
