package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.venue.SteppedVenue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client of the venue in simulated time: signs by itself, keeps what it receives. */
final class SteppedClient {
    private final SteppedVenue venue;
    private final Credentials credentials;
    private final SteppedVenue.Client connection;
    private final String token;
    private final List<JsonNode> events = new ArrayList<>();
    private long nonce = 1_000;
    private int requestId;

    /** Takes a token, connects and subscribes to executions and balances. */
    SteppedClient(final SteppedVenue venue, final int client) {
        this.venue = venue;
        this.credentials = ((KrakenVenue) venue.venue()).credentials().get(client);
        this.token = call("GetWebSocketsToken", "").at("/result/token").asText();
        this.connection = venue.connect("/auth/v2", "");
        request("subscribe", "\"channel\":\"executions\"");
        request("subscribe", "\"channel\":\"balances\"");
        events.clear();
    }

    String token() {
        return token;
    }

    SteppedVenue.Client connection() {
        return connection;
    }

    /** A private REST call with the given form. */
    JsonNode call(final String method, final String form) {
        final String body = "nonce=" + ++nonce + (form.isEmpty() ? "" : "&" + form);
        return call("/0/private/" + method, body, credentials.apiKey(), sign("/0/private/" + method, String.valueOf(nonce), body));
    }

    JsonNode call(final String path, final String body, final String key, final String sign) {
        final Map<String, String> headers = new LinkedHashMap<>();
        headers.put("API-Key", key);
        headers.put("API-Sign", sign);
        headers.put("Content-Type", body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded");
        return Fixtures.parse(venue.request(new RestRequest("POST", path, "", headers, body, "127.0.0.1")).body());
    }

    String apiKey() {
        return credentials.apiKey();
    }

    String sign(final String path, final String nonceText, final String body) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(credentials.secret()), "HmacSHA512"));
            mac.update(path.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(
                    MessageDigest.getInstance("SHA-256").digest((nonceText + body).getBytes(StandardCharsets.UTF_8))));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request with the token; its first answer. What else comes is kept. */
    JsonNode request(final String method, final String parameters) {
        return requests(method, parameters).getFirst();
    }

    /** A request with the token; all its answers. */
    List<JsonNode> requests(final String method, final String parameters) {
        final int id = ++requestId;
        final String given = parameters.isEmpty() ? "" : parameters + ',';
        connection.say("{\"method\":\"" + method + "\",\"params\":{" + given + "\"token\":\"" + token
                + "\"},\"req_id\":" + id + '}');
        final List<JsonNode> answers = new ArrayList<>();
        for (final JsonNode message : receive()) {
            if (message.path("req_id").asInt(-1) == id) {
                answers.add(message);
            } else {
                events.add(message);
            }
        }
        return answers;
    }

    JsonNode limit(final String side, final String price, final String quantity, final String more) {
        return request("add_order", "\"order_type\":\"limit\",\"side\":\"" + side + "\",\"symbol\":\"BTC/USD\",\"limit_price\":" + price
                + ",\"order_qty\":" + quantity + more);
    }

    /** The entries of a private channel since the last call, each as the named fields. */
    List<String> events(final String channel, final String... fields) {
        events.addAll(receive());
        final List<String> lines = new ArrayList<>();
        for (final JsonNode event : events) {
            if (event.path("channel").asText().equals(channel)) {
                event.path("data").forEach(entry -> lines.add(line(entry, fields)));
            }
        }
        events.clear();
        return lines;
    }

    /** All frames of a channel since the last call. */
    List<JsonNode> frames(final String channel) {
        events.addAll(receive());
        final List<JsonNode> frames = events.stream().filter(event -> event.path("channel").asText().equals(channel)).toList();
        events.clear();
        return frames;
    }

    private List<JsonNode> receive() {
        return connection.take().stream().map(Fixtures::parse).toList();
    }

    private static String line(final JsonNode entry, final String... fields) {
        final StringBuilder line = new StringBuilder();
        for (final String field : fields) {
            final JsonNode value = entry.path(field);
            line.append(line.isEmpty() ? "" : " ").append(value.isMissingNode() ? "-" : value.isNumber()
                    ? value.decimalValue().toPlainString() : value.isValueNode() ? value.asText() : value.toString());
        }
        return line.toString();
    }
}
