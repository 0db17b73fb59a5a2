package io.peregrine.sim.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.server.Connection;
import io.peregrine.sim.server.CountingWindow;
import io.peregrine.sim.server.Outbound;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A connection to the market streams, raw ({@code /ws…}) or combined ({@code /stream}).
 *
 * <p><b>Threading:</b> requests come on the connection's thread; subscriptions and events are confined to the exchange thread.
 * Source: the venue's WebSocket streams document.
 */
final class StreamSession extends BinanceConversation {
    private static final int STREAMS_MAX = 1_024;
    private static final int MESSAGES_PER_SECOND = 5;
    private static final int POLICY_VIOLATION = 1008;
    private static final int LISTEN_KEY_LENGTH_MIN = 32;
    private static final int ID_LENGTH_MAX = 36;
    private static final long SECOND_US = 1_000_000;

    private final StreamHub hub;
    private final Set<String> streams = new LinkedHashSet<>();
    private final CountingWindow messages = new CountingWindow(SECOND_US, MESSAGES_PER_SECOND);
    private final List<String> wanted;
    private boolean combined;

    StreamSession(final VenueContext context, final StreamHub hub, final Connection connection, final Outbound outbound) {
        super(context, connection, outbound);
        this.hub = hub;
        final String path = connection.path();
        combined = path.startsWith("/stream");
        final String names = combined ? connection.parameter("streams", "") : path.substring(Math.min(path.length(), 4));
        wanted = List.of(names.split("/")).stream().filter(StreamSession::names).toList();
    }

    /** Sends an event; on the exchange thread. */
    void deliver(final String stream, final String event) {
        outbound().send(combined ? "{\"stream\":\"" + stream + "\",\"data\":" + event + '}' : event);
    }

    @Override
    protected void admitted() {
        context().thread().submit(() -> wanted.forEach(this::subscribe));
    }

    @Override
    public void ended() {
        context().thread().submit(() -> streams.forEach(stream -> hub.unsubscribe(this, stream)));
    }

    @Override
    protected boolean accepts() {
        if (messages.add(1, context().nowUs()) <= messages.limit()) {
            return true;
        }
        outbound().close(POLICY_VIOLATION, "Too many requests");
        return false;
    }

    @Override
    protected void serve(final String text) {
        JsonNode id = Json.object().nullNode();
        try {
            final JsonNode request = Json.parse(text);
            if (!request.isObject()) {
                throw new StreamException(2, "Invalid request: expected an object");
            }
            id = id(request.path("id"));
            serve((ObjectNode) request, id);
        } catch (final JsonProcessingException e) {
            refuse(id, 3, "Invalid JSON: " + e.getOriginalMessage());
        } catch (final StreamException e) {
            refuse(id, e.code, e.getMessage());
        }
    }

    private void serve(final ObjectNode request, final JsonNode id) throws StreamException {
        final String method = request.path("method").asText("");
        switch (method) {
            case "SUBSCRIBE" -> onExchange(id, names(request), this::subscribe);
            case "UNSUBSCRIBE" -> onExchange(id, names(request), this::unsubscribe);
            case "LIST_SUBSCRIPTIONS" -> context().thread().submit(() -> {
                final ArrayNode list = Json.array();
                streams.forEach(list::add);
                answer(id, list);
            });
            case "SET_PROPERTY" -> setProperty(request.path("params"), id);
            case "GET_PROPERTY" -> {
                checkProperty(request.path("params"));
                context().thread().submit(() -> answer(id, Json.array().booleanNode(combined)));
            }
            default -> throw new StreamException(2, "Invalid request: unknown variant `" + method + "`, expected one of `SUBSCRIBE`, "
                    + "`UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`");
        }
    }

    private void onExchange(final JsonNode id, final List<String> names, final Consumer<String> change) {
        context().thread().submit(() -> {
            names.forEach(change);
            if (streams.size() > STREAMS_MAX) {
                outbound().close(POLICY_VIOLATION, "Too many streams");
            }
            answer(id, Json.object().nullNode());
        });
    }

    private void subscribe(final String stream) {
        streams.add(stream);
        hub.subscribe(this, stream);
    }

    private void unsubscribe(final String stream) {
        streams.remove(stream);
        hub.unsubscribe(this, stream);
    }

    private void setProperty(final JsonNode params, final JsonNode id) throws StreamException {
        checkProperty(params);
        if (!params.path(1).isBoolean()) {
            throw new StreamException(1, "Invalid value type: expected Boolean");
        }
        context().thread().submit(() -> {
            combined = params.path(1).booleanValue();
            answer(id, Json.object().nullNode());
        });
    }

    private static void checkProperty(final JsonNode params) throws StreamException {
        if (!"combined".equals(params.path(0).asText())) {
            throw new StreamException(0, "Unknown property");
        }
    }

    private static List<String> names(final ObjectNode request) throws StreamException {
        final JsonNode params = request.path("params");
        final List<String> names = new ArrayList<>();
        for (final JsonNode name : params) {
            if (!name.isTextual()) {
                throw new StreamException(2, "Invalid request: request contains a parameter that is not a string");
            }
            names.add(name.textValue());
        }
        if (!params.isArray() || names.isEmpty()) {
            throw new StreamException(2, "Invalid request: missing field `params`");
        }
        return names;
    }

    private static JsonNode id(final JsonNode id) throws StreamException {
        if (id.isMissingNode() || id.isNull()) {
            return Json.object().nullNode();
        }
        final boolean text = id.isTextual() && id.textValue().length() <= ID_LENGTH_MAX
                && id.textValue().chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
        if (!text && !id.canConvertToExactIntegral()) {
            throw new StreamException(2, "Invalid request: request ID must be an integer, a string of at most 36 characters or null");
        }
        return id;
    }

    /** A path such as {@code /ws/0} is how some clients number their connections, not a stream. */
    private static boolean names(final String part) {
        return part.contains("@") || part.startsWith("!") || part.length() >= LISTEN_KEY_LENGTH_MIN;
    }

    private void answer(final JsonNode id, final JsonNode result) {
        final ObjectNode json = Json.object();
        json.set("result", result);
        json.set("id", id);
        outbound().send(json.toString());
    }

    private void refuse(final JsonNode id, final int code, final String message) {
        final ObjectNode json = Json.object().put("code", code).put("msg", message);
        json.set("id", id);
        outbound().send(json.toString());
    }

    private static final class StreamException extends Exception {
        private final int code;

        private StreamException(final int code, final String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }
}
