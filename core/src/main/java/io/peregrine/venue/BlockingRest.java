package io.peregrine.venue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Calls to a venue's REST API that wait for their answer. Where one address fails the next call goes to the next.
 *
 * <p><b>Threading:</b> one thread. <b>Allocates:</b> freely; not for an agent's thread. <b>Errors:</b> {@link AccountCallException} where
 * there is no answer in time, where the venue is out of order (5xx), and where it wants fewer calls (429, 418).
 */
public final class BlockingRest implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOO_MANY = 429;
    private static final int BANNED = 418;
    private static final int SERVER_ERROR = 500;
    private static final int TEXT_MAX = 200;
    /** Where the venue says that it were too many calls, but not for how long. */
    private static final long TOO_MANY_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final List<URI> addresses;
    private final HttpClient client;
    private int current;

    /**
     * An answer that is neither silence nor a refusal of the server as a whole.
     *
     * @param status of HTTP, below 500
     * @param body   as JSON; missing where it is none
     */
    public record Answer(int status, JsonNode body) {
        /** Was the call carried out? */
        public boolean ok() {
            return status == 200;
        }

        /** What the venue wrote, for a message. */
        public String text() {
            return "HTTP " + status + ' ' + cut(body.toString());
        }
    }

    /** @param addresses bases of the API, the first to be tried first */
    public BlockingRest(final List<URI> addresses) {
        this.addresses = List.copyOf(addresses);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();
    }

    /** The base that the next call goes to. */
    public URI address() {
        return addresses.get(current);
    }

    /**
     * One call.
     *
     * @param target path and query
     * @param fields of the header
     * @param body   null for none
     */
    public Answer call(final String method, final String target, final Map<String, String> fields, final String body)
            throws AccountCallException, InterruptedException {
        final HttpRequest.Builder request = HttpRequest.newBuilder(address().resolve(target))
                .timeout(TIMEOUT)
                .header("User-Agent", "peregrine")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        fields.forEach(request::header);
        final String what = method + ' ' + target.split("\\?", 2)[0];
        final HttpResponse<String> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (final IOException e) {
            next();
            throw new AccountCallException(what + ": " + e, 0);
        }
        if (response.statusCode() == TOO_MANY || response.statusCode() == BANNED) {
            throw new AccountCallException(what + ": HTTP " + response.statusCode() + ", too many calls", retryAfterNs(response));
        }
        if (response.statusCode() >= SERVER_ERROR) {
            next();
            throw new AccountCallException(what + ": HTTP " + response.statusCode() + ' ' + cut(response.body()), 0);
        }
        return new Answer(response.statusCode(), json(response.body()));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private void next() {
        current = (current + 1) % addresses.size();
    }

    private static JsonNode json(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static long retryAfterNs(final HttpResponse<String> response) {
        return response.headers().firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> TimeUnit.SECONDS.toNanos(Long.parseLong(value)))
                .orElse(TOO_MANY_PAUSE_NS);
    }

    private static String cut(final String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + '…';
    }
}
