package io.peregrine.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.rest.ApiKey;
import io.peregrine.api.rest.Json;
import io.peregrine.api.rest.Role;
import io.peregrine.api.view.EngineAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A running server, and requests to it by the JDK's own HTTP client. */
final class ApiClient implements AutoCloseable {
    static final String TRADE_KEY = "trade-key-0123456789";
    static final String ADMIN_KEY = "admin-key-0123456789";
    static final String READ_KEY = "read-key-01234567890";

    private static final int PATIENCE_MS = 30_000;
    private static final int PAUSE_MS = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ApiServer server;

    ApiClient(final EngineAccess engine) {
        this(engine, 10_000);
    }

    ApiClient(final EngineAccess engine, final int requestsPerSecond) {
        this(engine, requestsPerSecond, WatchSettings.NONE);
    }

    ApiClient(final EngineAccess engine, final int requestsPerSecond, final WatchSettings watching) {
        server = ApiServer.start(engine, settings(0, requestsPerSecond), watching, null);
    }

    static ApiSettings settings(final int port, final int requestsPerSecond) {
        return new ApiSettings("127.0.0.1", port,
                List.of(new ApiKey("alice", TRADE_KEY, Role.TRADE), new ApiKey("bob", READ_KEY, Role.READ),
                        new ApiKey("carol", ADMIN_KEY, Role.ADMIN)), requestsPerSecond,
                3_000_000_000L, 60);
    }

    ApiServer server() {
        return server;
    }

    URI uri(final String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> send(final String method, final String path, final String key, final String body) {
        final HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return send(request.build());
    }

    HttpResponse<String> send(final HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (final IOException e) {
            throw new AssertionError(request + " failed", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The body of a GET below the API's base; the answer must be 200. */
    JsonNode get(final String path) {
        final HttpResponse<String> response = send("GET", "/api/v1/hft" + path, null, null);
        assertEquals(200, response.statusCode(), response.body());
        return json(response);
    }

    /** A limit of a scope, or a missing node. */
    JsonNode limit(final String scope, final String key) {
        for (final JsonNode limit : get("/risk/limits").path("limits")) {
            if (limit.path("scope").asText().equals(scope) && limit.path("limit").asText().equals(key)) {
                return limit;
            }
        }
        return Json.object().path("absent");
    }

    /** The answer once there is one. */
    <T> T await(final String what, final Supplier<T> probe) {
        for (int i = 0; i < PATIENCE_MS / PAUSE_MS; i++) {
            final T answer = probe.get();
            if (answer != null) {
                return answer;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("not " + what + ": " + get("/status").path("venues") + get("/risk") + get("/risk/events")
                + get("/orders?status=all"));
    }

    HttpResponse<String> post(final String path, final String body) {
        return send("POST", "/api/v1/hft" + path, TRADE_KEY, body);
    }

    HttpResponse<String> patch(final String path, final String body) {
        return send("PATCH", "/api/v1/hft" + path, TRADE_KEY, body);
    }

    HttpResponse<String> delete(final String path) {
        return send("DELETE", "/api/v1/hft" + path, TRADE_KEY, null);
    }

    /** The problem's code, after checks of what every problem has. */
    static String problem(final int status, final HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals("application/problem+json", response.headers().firstValue("Content-Type").orElse(""));
        final JsonNode body = json(response);
        assertEquals(status, body.path("status").asInt());
        for (final String field : List.of("type", "title", "detail", "instance")) {
            assertEquals(true, body.path(field).isTextual(), field + " in " + body);
        }
        return body.path("code").asText();
    }

    static JsonNode json(final HttpResponse<String> response) {
        try {
            return Json.parse(response.body());
        } catch (final com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
