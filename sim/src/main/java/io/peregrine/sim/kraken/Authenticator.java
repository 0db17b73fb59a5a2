package io.peregrine.sim.kraken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.server.RestRequest;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a private REST request and checks key, signature, nonce and the key's call counter (sections 10 and 11).
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class Authenticator {
    private static final BigInteger NONCE_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final KrakenLimits limits;

    Authenticator(final KrakenLimits limits) {
        this.limits = limits;
    }

    /** Adds a client before the venue starts. */
    void add(final Credentials credentials, final Account account) {
        clients.put(credentials.apiKey(), new Client(credentials, account, new DecayingCounter(limits.calls(), limits.callDecay())));
    }

    /** The client behind a request that is signed as it should be. */
    Client client(final RestRequest request, final Fields fields) throws RequestException {
        final Client client = clients.get(request.header("API-Key") == null ? "" : request.header("API-Key"));
        if (client == null) {
            throw new RequestException("EAPI:Invalid key");
        }
        final BigInteger nonce = nonce(fields);
        final String expected = client.credentials.sign(request.path(), fields.text("nonce"), request.body());
        final String given = request.header("API-Sign") == null ? "" : request.header("API-Sign");
        if (!MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8))) {
            throw new RequestException("EAPI:Invalid signature");
        }
        client.rise(nonce);
        return client;
    }

    /** The body of a request, as a form or as JSON. */
    static Fields body(final RestRequest request) throws RequestException {
        final String type = request.header("Content-Type") == null ? "" : request.header("Content-Type");
        if (!type.startsWith("application/json")) {
            return form(request.body());
        }
        try {
            if (Json.parse(request.body()) instanceof ObjectNode json) {
                return new Fields(json);
            }
        } catch (final JsonProcessingException e) {
            throw new RequestException("EGeneral:Invalid arguments");
        }
        throw new RequestException("EGeneral:Invalid arguments");
    }

    /** The fields of a form or a query. */
    static Fields form(final String text) throws RequestException {
        final ObjectNode json = Json.object();
        for (final String pair : text.isEmpty() ? new String[0] : text.split("&")) {
            final int equals = pair.indexOf('=');
            try {
                json.put(decode(equals < 0 ? pair : pair.substring(0, equals)), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            } catch (final IllegalArgumentException e) {
                throw new RequestException("EGeneral:Invalid arguments");
            }
        }
        return new Fields(json);
    }

    private static String decode(final String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static BigInteger nonce(final Fields fields) throws RequestException {
        try {
            final BigInteger nonce = new BigInteger(fields.text("nonce", ""));
            if (nonce.signum() >= 0 && nonce.compareTo(NONCE_MAX) <= 0) {
                return nonce;
            }
        } catch (final NumberFormatException e) {
            throw new RequestException("EAPI:Invalid nonce");
        }
        throw new RequestException("EAPI:Invalid nonce");
    }

    /** A client with its last nonce and its call counter. */
    static final class Client {
        private final Credentials credentials;
        private final Account account;
        private final DecayingCounter calls;
        private BigInteger lastNonce = BigInteger.ZERO;

        private Client(final Credentials credentials, final Account account, final DecayingCounter calls) {
            this.credentials = credentials;
            this.account = account;
            this.calls = calls;
        }

        Account account() {
            return account;
        }

        /** Counts a call. */
        void count(final double cost, final long nowUs) throws RequestException {
            if (cost > 0 && !calls.tryAdd(cost, nowUs)) {
                throw new RequestException("EAPI:Rate limit exceeded");
            }
        }

        private synchronized void rise(final BigInteger nonce) throws RequestException {
            if (nonce.compareTo(lastNonce) <= 0) {
                throw new RequestException("EAPI:Invalid nonce");
            }
            lastNonce = nonce;
        }
    }
}
