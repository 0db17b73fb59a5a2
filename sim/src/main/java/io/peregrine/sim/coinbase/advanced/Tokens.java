package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.coinbase.Access;
import io.peregrine.sim.coinbase.Gatekeeper;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Profile;
import io.peregrine.sim.coinbase.Refusal;
import io.peregrine.sim.coinbase.RequestCounter;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks JSON Web Tokens: form, algorithm, key, issuer, times, the request that it is for, and the signature; and counts requests. The
 * request may be named with the real venue's host or with this one's, which some clients write with {@code http://} in front because they
 * only ever cut off {@code https://}.
 *
 * <p><b>Threading:</b> thread-safe. <b>Units:</b> microseconds since the epoch. Source: B2 and B6 of the protocol document.
 */
final class Tokens implements Gatekeeper {
    private static final String BEARER = "Bearer ";
    private static final String HOST = "api.coinbase.com";
    private static final List<String> ISSUERS = List.of("cdp", "coinbase-cloud");
    private static final int PARTS = 3;
    private static final long US_PER_SECOND = 1_000_000;
    private static final long LIFETIME_S = 120;
    private static final long CLOCK_SKEW_S = 30;

    private final Map<String, Client> clients;
    private final RequestCounter counter;

    /** @param clients by the name of their key */
    Tokens(final Map<String, Client> clients, final RequestCounter counter) {
        this.clients = Map.copyOf(clients);
        this.counter = counter;
    }

    @Override
    public Profile admit(final Access access, final RestRequest request, final long nowUs) throws Refusal {
        final Profile profile = access == Access.PUBLIC ? null : bearer(request, nowUs).orElseThrow(Replies::unauthorized);
        if (!counter.admits(access, who(profile, request), nowUs)) {
            throw Replies.tooMany();
        }
        return profile;
    }

    @Override
    public RestReply notFound(final RestRequest request) {
        return Replies.error(Replies.NOT_FOUND, "NOT_FOUND", "no route for " + request.method() + ' ' + request.path());
    }

    @Override
    public RestReply unavailable() {
        return Replies.error(Replies.UNAVAILABLE, "UNAVAILABLE", "service unavailable");
    }

    @Override
    public RestReply finish(final RestReply reply, final Access access, final Profile caller, final RestRequest request) {
        return access != Access.PUBLIC && caller == null ? reply : reply
                .with("x-ratelimit-limit", String.valueOf(counter.perSecond(access)))
                .with("x-ratelimit-remaining", String.valueOf(counter.left(access, who(caller, request))))
                .with("x-ratelimit-reset", "1");
    }

    /**
     * Checks a token.
     *
     * @param uris what its claim may name, or empty where it needs none
     * @return whose it is
     */
    Optional<Profile> verify(final String token, final List<String> uris, final long nowUs) {
        final String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            final JsonNode header = decoded(parts[0]);
            final JsonNode payload = decoded(parts[1]);
            final Client client = clients.get(header.path("kid").asText());
            final boolean valid = client != null && header.path("alg").asText().equals("ES256")
                    && payload.path("sub").asText().equals(client.credentials().keyName())
                    && ISSUERS.contains(payload.path("iss").asText()) && timely(payload, nowUs / US_PER_SECOND)
                    && (uris.isEmpty() || names(payload, uris)) && signed(client.credentials(), parts);
            return valid ? Optional.of(client.profile()) : Optional.empty();
        } catch (final IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Profile> bearer(final RestRequest request, final long nowUs) {
        final String authorization = request.header("Authorization");
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return Optional.empty();
        }
        final String address = request.header("Host") + request.path();
        return verify(authorization.substring(BEARER.length()), List.of(request.method() + ' ' + HOST + request.path(),
                request.method() + ' ' + address, request.method() + " http://" + address), nowUs);
    }

    private static String who(final Profile profile, final RestRequest request) {
        return profile == null ? request.address() : profile.profileId();
    }

    private static JsonNode decoded(final String part) throws IOException {
        return Json.parse(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static boolean timely(final JsonNode payload, final long nowS) {
        final long notBeforeS = payload.path("nbf").asLong(Long.MAX_VALUE);
        final long expiresS = payload.path("exp").asLong(0);
        return notBeforeS <= nowS + CLOCK_SKEW_S && expiresS > nowS && expiresS <= nowS + LIFETIME_S + CLOCK_SKEW_S;
    }

    private static boolean names(final JsonNode payload, final List<String> uris) {
        if (uris.contains(payload.path("uri").asText())) {
            return true;
        }
        for (final JsonNode uri : payload.path("uris")) {
            if (uris.contains(uri.asText())) {
                return true;
            }
        }
        return false;
    }

    private static boolean signed(final Credentials credentials, final String[] parts) {
        try {
            final Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(credentials.publicKey());
            signature.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (final GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * A client that may sign.
     *
     * @param credentials its key
     * @param profile     who it is
     */
    record Client(Credentials credentials, Profile profile) {
    }
}
