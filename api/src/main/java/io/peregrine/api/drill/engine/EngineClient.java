package io.peregrine.api.drill.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks the engine, or a venue, over HTTP.
 *
 * <p><b>Threading:</b> thread-safe.
 */
public final class EngineClient implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String base;
    private final String key;

    /** @param base address before the path */
    public EngineClient(final String base, final String key) {
        this.base = base;
        this.key = key;
    }

    /**
     * One request.
     *
     * @param body null for none
     * @return the answer, whatever its status
     * @throws IOException where there is none
     */
    public JsonNode send(final String method, final String path, final String body) throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        final HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return response.body().isEmpty() ? MAPPER.nullNode() : MAPPER.readTree(response.body());
    }

    public JsonNode get(final String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    @Override
    public void close() {
        client.close();
    }
}
