package io.peregrine.sim.binance;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.matching.Decimal;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Checks keys, times and signatures.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> microseconds since the epoch.
 */
final class Authenticator {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{64}");
    private static final long RECEIVE_WINDOW_MS = 5_000;
    private static final long RECEIVE_WINDOW_MAX_US = 60_000_000;
    private static final long AHEAD_MAX_US = 1_000_000;
    private static final long US_PER_MS = 1_000;
    private static final long MS_DIGITS_MAX = 100_000_000_000_000L;

    private final Map<String, Client> clients;

    /** @param clients by key */
    Authenticator(final Map<String, Client> clients) {
        this.clients = Map.copyOf(clients);
    }

    /** The account of a key. */
    Account account(final ApiRequest request) throws ApiException {
        return client(request).account();
    }

    /**
     * Checks time and signature.
     *
     * @return when the request stops to be valid, in microseconds since the epoch
     */
    long verify(final ApiRequest request, final long nowUs) throws ApiException {
        final Client client = client(request);
        final Parameters parameters = request.parameters();
        final long timestamp = parameters.number("timestamp");
        final long timestampUs = timestamp < MS_DIGITS_MAX ? timestamp * US_PER_MS : timestamp;
        final long windowUs = receiveWindowUs(parameters);
        final boolean loggedOn = loggedOn(request) != null;
        final String signature = loggedOn ? null : parameters.text("signature");
        if (timestampUs >= nowUs + AHEAD_MAX_US) {
            throw ApiException.of(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        }
        checkFresh(timestampUs + windowUs, nowUs);
        if (!loggedOn && !client.check().valid(request.signedPayload(), signature)) {
            throw ApiException.of(-1022, "Signature for this request is not valid.");
        }
        return timestampUs + windowUs;
    }

    /** Refuses a request that has waited too long. */
    static void checkFresh(final long validUntilUs, final long nowUs) throws ApiException {
        if (nowUs > validUntilUs) {
            throw ApiException.of(-1021, "Timestamp for this request is outside of the recvWindow.");
        }
    }

    /** The account of a known key. */
    Account accountOf(final String apiKey) {
        return clients.get(apiKey).account();
    }

    /** May this key log a connection on? */
    boolean logsOn(final String apiKey) {
        return clients.get(apiKey).check() instanceof Ed25519Key;
    }

    /** The key that a request's connection is logged on with, where it brings none of its own; else null. */
    private static String loggedOn(final ApiRequest request) {
        return request.session() == null || request.apiKey() != null ? null : request.session().loggedOnKey();
    }

    private Client client(final ApiRequest request) throws ApiException {
        final String loggedOnKey = loggedOn(request);
        if (loggedOnKey != null) {
            return clients.get(loggedOnKey);
        }
        if (request.apiKey() == null || !KEY.matcher(request.apiKey()).matches()) {
            throw ApiException.unauthorized(-2014, "API-key format invalid.");
        }
        final Client client = clients.get(request.apiKey());
        if (client == null) {
            throw ApiException.unauthorized(-2015, "Invalid API-key, IP, or permissions for action.");
        }
        return client;
    }

    /** The window has up to three decimals of a millisecond. */
    private static long receiveWindowUs(final Parameters parameters) throws ApiException {
        if (!parameters.has("recvWindow")) {
            return RECEIVE_WINDOW_MS * US_PER_MS;
        }
        final long scale = Decimal.ONE / US_PER_MS;
        final long window = parameters.decimal("recvWindow");
        if (window % scale != 0) {
            throw ApiException.of(-1111, "Parameter 'recvWindow' has too much precision.");
        }
        if (window / scale > RECEIVE_WINDOW_MAX_US) {
            throw ApiException.of(-1131, "recvWindow must be less than 60000.");
        }
        return window / scale;
    }

    /**
     * A client of the venue.
     *
     * @param check   of its signatures
     * @param account trades
     */
    record Client(SignatureCheck check, Account account) {
    }
}
