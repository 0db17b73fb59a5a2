package io.peregrine.sim.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.server.Connection;
import io.peregrine.sim.server.Outbound;
import java.util.Map;

/**
 * A connection to the WebSocket API.
 *
 * <p><b>Threading:</b> requests come on the connection's thread; replies and events come on the exchange thread. Source: the venue's
 * WebSocket API document.
 */
final class WsApiSession extends BinanceConversation {
    private static final int CONNECT_WEIGHT = 2;
    private static final int TRY_LATER = 1013;

    private final Map<String, ApiMethod> methods;
    private final Dispatcher dispatcher;
    private final UserStreams userStreams;
    private final boolean rateLimitsByDefault;
    private long connectedUs;
    private int nextSubscriptionId;
    private volatile String loggedOnKey;
    private long loggedOnUs;

    WsApiSession(final VenueContext context, final Map<String, ApiMethod> methods, final Dispatcher dispatcher,
            final UserStreams userStreams, final Connection connection, final Outbound outbound) {
        super(context, connection, outbound);
        this.methods = methods;
        this.dispatcher = dispatcher;
        this.userStreams = userStreams;
        this.rateLimitsByDefault = !"false".equals(connection.parameter("returnRateLimits", "true"));
    }

    /** Sends an event of the user data stream; on the exchange thread. */
    void deliver(final int subscriptionId, final String event) {
        outbound().send("{\"subscriptionId\":" + subscriptionId + ",\"event\":" + event + '}');
    }

    /** Takes the next id of a subscription; on the exchange thread. */
    int takeSubscriptionId() {
        return nextSubscriptionId++;
    }

    /** The key that the connection is logged on with, or null. */
    String loggedOnKey() {
        return loggedOnKey;
    }

    /** Logs the connection on with a key, or off with null; on the exchange thread. */
    void logOn(final String apiKey) {
        loggedOnUs = context().nowUs();
        loggedOnKey = apiKey;
    }

    /** State of the connection as session.status reports it. */
    ObjectNode statusJson() {
        final ObjectNode json = Json.object().put("apiKey", loggedOnKey);
        if (loggedOnKey == null) {
            json.putNull("authorizedSince");
        } else {
            json.put("authorizedSince", Json.ms(loggedOnUs));
        }
        return json.put("connectedSince", Json.ms(connectedUs))
                .put("returnRateLimits", rateLimitsByDefault).put("serverTime", Json.ms(context().nowUs()))
                .put("userDataStream", !userStreams.subscriptions(this).isEmpty());
    }

    @Override
    protected void admitted() {
        connectedUs = context().nowUs();
        try {
            context().rates().request(address(), CONNECT_WEIGHT, connectedUs);
        } catch (final ApiException e) {
            outbound().close(TRY_LATER, "Too many requests");
        }
    }

    @Override
    public void ended() {
        context().thread().submit(() -> userStreams.unsubscribe(this));
    }

    @Override
    protected boolean accepts() {
        return true;
    }

    @Override
    protected void serve(final String text) {
        JsonNode id = Json.object().nullNode();
        boolean rateLimits = rateLimitsByDefault;
        try {
            final JsonNode json = Json.parse(text);
            id = json.path("id").isMissingNode() ? id : json.path("id");
            final JsonNode params = json.path("params");
            if (!json.isObject() || !(params.isObject() || params.isMissingNode() || params.isNull())) {
                throw ApiException.of(-1135, "Invalid JSON Request");
            }
            final ApiMethod method = methods.get(json.path("method").asText());
            if (method == null) {
                throw ApiException.of(-1020, "This operation is not supported.");
            }
            final Parameters parameters = Parameters.ofJson(params.isObject() ? (ObjectNode) params : Json.object());
            rateLimits = parameters.flag("returnRateLimits", rateLimitsByDefault);
            dispatch(method, parameters, id, rateLimits);
        } catch (final JsonProcessingException e) {
            answer(id, Dispatcher.Reply.refused(ApiException.of(-1135, "Invalid JSON Request")), rateLimits);
        } catch (final ApiException e) {
            answer(id, Dispatcher.Reply.refused(e), rateLimits);
        }
    }

    private void dispatch(final ApiMethod method, final Parameters parameters, final JsonNode id, final boolean rateLimits)
            throws ApiException {
        final ApiRequest request = new ApiRequest(parameters, parameters.text("apiKey", null), parameters.sortedPayload(), address(), this);
        dispatcher.dispatch(method, request, reply -> answer(id, reply, rateLimits));
    }

    private void answer(final JsonNode id, final Dispatcher.Reply reply, final boolean rateLimits) {
        final ObjectNode json = Json.object();
        json.set("id", id);
        json.put("status", reply.status());
        if (reply.error() == null) {
            json.set("result", reply.result().get());
        } else {
            json.set("error", reply.error().json());
        }
        if (rateLimits) {
            json.set("rateLimits", rateLimitsJson(reply.orderAccount()));
        }
        outbound().send(json.toString());
    }

    private ArrayNode rateLimitsJson(final Account orderAccount) {
        final long nowUs = context().nowUs();
        final ArrayNode json = orderAccount == null ? Json.array() : context().rates().ordersJson(orderAccount, nowUs);
        return json.add(context().rates().weightJson(address(), nowUs));
    }
}
