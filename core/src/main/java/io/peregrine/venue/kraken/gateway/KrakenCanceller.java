package io.peregrine.venue.kraken.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountCanceller;
import io.peregrine.venue.AccountFlattener;
import io.peregrine.venue.BlockingRest;
import io.peregrine.venue.VenueSettings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Cancels all orders on Kraken with {@code CancelAll}. Nonces are the key's, by the same clock and in the same unit as the engine's; where
 * the venue has seen a higher one, another process has used the key meanwhile, and the next try goes above it.
 *
 * <p><b>Threading:</b> as {@link AccountCanceller}. Source: docs.kraken.com, REST, "Cancel all orders", "Get open orders".
 */
public final class KrakenCanceller implements AccountCanceller {
    private static final String PRIVATE = "/0/private/";
    private static final long RATE_LIMIT_PAUSE_NS = TimeUnit.SECONDS.toNanos(3);
    /** Two processes that use one key at the same time overtake each other: only what fails more often needs a leap. */
    private static final int OVERTAKEN_MAX = 3;

    private final BlockingRest rest;
    private final ApiSign signature;
    private final NonceSequencer nonces;
    private final String apiKey;
    private int nonceRefusals;

    /** @param venue with a key */
    public KrakenCanceller(final VenueSettings venue) {
        rest = new BlockingRest(venue.addresses().rest());
        signature = new ApiSign(venue.credentials().secret());
        apiKey = venue.credentials().apiKey();
        nonces = NonceSequencer.of(apiKey);
    }

    /** The venue compares no clocks. */
    @Override
    public void prepare() throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = rest.call("GET", "/0/public/Time", Map.of(), null);
        if (!answer.ok()) {
            throw new AccountCallException("time: " + answer.text(), 0);
        }
    }

    @Override
    public void cancelAll(final IntConsumer acknowledged) throws AccountCallException, InterruptedException {
        acknowledged.accept(call("CancelAll").path("count").asInt());
    }

    @Override
    public int openOrders() throws AccountCallException, InterruptedException {
        return call("OpenOrders").path("open").size();
    }

    @Override
    public Optional<AccountFlattener> flattener() {
        return Optional.of(new KrakenFlattener(this));
    }

    @Override
    public void close() {
        rest.close();
        signature.close();
    }

    private JsonNode call(final String method) throws AccountCallException, InterruptedException {
        return result(method, ask(method, ""));
    }

    /** @param parameters each with an ampersand before it */
    BlockingRest.Answer ask(final String method, final String parameters) throws AccountCallException, InterruptedException {
        final String path = PRIVATE + method;
        final String nonce = Long.toString(nonces.next(EngineClock.nowNs()));
        final String body = "nonce=" + nonce + parameters;
        return rest.call("POST", path, Map.of(
                "API-Key", apiKey,
                "API-Sign", signature.sign(path, nonce, body),
                "Content-Type", "application/x-www-form-urlencoded; charset=utf-8"), body);
    }

    /** What is in an answer that is no error. */
    JsonNode result(final String method, final BlockingRest.Answer answer) throws AccountCallException {
        final String error = error(answer);
        if (!error.isEmpty()) {
            throw refused(method, error);
        }
        final JsonNode result = answer.body().path("result");
        if (!answer.ok() || !result.isObject()) {
            throw new AccountCallException(method + ": " + answer.text(), 0);
        }
        nonceRefusals = 0;
        return result;
    }

    /** The error in an answer, empty where there is none; warnings are none. */
    static String error(final BlockingRest.Answer answer) {
        for (final JsonNode error : answer.body().path("error")) {
            if (error.asText().startsWith("E")) {
                return error.asText();
            }
        }
        return "";
    }

    AccountCallException refused(final String method, final String error) {
        if (nonceRefused(error) && ++nonceRefusals > OVERTAKEN_MAX) {
            nonces.skip();
        }
        final boolean tooMany = error.contains("ate limit") || error.contains("lockout");
        return new AccountCallException(method + ": " + error, tooMany ? RATE_LIMIT_PAUSE_NS : 0);
    }

    static boolean nonceRefused(final String error) {
        return error.contains("Invalid nonce");
    }
}
