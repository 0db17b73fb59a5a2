package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.exchange.Exchange;
import java.util.List;
import java.util.function.Supplier;

/**
 * User data streams and the state of WebSocket API connections.
 *
 * <p><b>Threading:</b> immutable; work runs on the exchange thread.
 */
final class SessionApi {
    private static final int WEIGHT = 2;

    private final Exchange exchange;
    private final UserStreams userStreams;
    private final Authenticator authenticator;

    SessionApi(final Exchange exchange, final UserStreams userStreams, final Authenticator authenticator) {
        this.exchange = exchange;
        this.authenticator = authenticator;
        this.userStreams = userStreams;
    }

    List<ApiMethod> methods() {
        return List.of(
                method("POST /api/v3/userDataStream", "userDataStream.start", ApiMethod.Security.KEY, this::start),
                method("PUT /api/v3/userDataStream", "userDataStream.ping", ApiMethod.Security.KEY, this::keepAlive),
                method("DELETE /api/v3/userDataStream", "userDataStream.stop", ApiMethod.Security.KEY, this::stop),
                method(null, "userDataStream.subscribe.signature", ApiMethod.Security.SIGNED, this::subscribe),
                method(null, "userDataStream.subscribe", ApiMethod.Security.NONE, this::subscribeLoggedOn),
                method(null, "userDataStream.unsubscribe", ApiMethod.Security.NONE, this::unsubscribe),
                method(null, "session.subscriptions", ApiMethod.Security.NONE, this::subscriptions),
                method(null, "session.status", ApiMethod.Security.NONE, call -> () -> () -> call.session().statusJson()),
                method(null, "session.logout", ApiMethod.Security.NONE, call -> () -> logOn(call, null)),
                method(null, "session.logon", ApiMethod.Security.SIGNED, this::logOn));
    }

    private static ApiMethod method(final String http, final String webSocket, final ApiMethod.Security security,
            final ApiMethod.Handler handler) {
        return new ApiMethod(http, webSocket, security, parameters -> WEIGHT, handler);
    }

    private ApiMethod.Work logOn(final Call call) throws ApiException {
        final String apiKey = call.parameters().text("apiKey");
        if (!authenticator.logsOn(apiKey)) {
            throw ApiException.of(-4056, "HMAC_SHA256 API key is not supported.");
        }
        return () -> logOn(call, apiKey);
    }

    private static Supplier<JsonNode> logOn(final Call call, final String apiKey) {
        call.session().logOn(apiKey);
        final JsonNode status = call.session().statusJson();
        return () -> status;
    }

    private ApiMethod.Work subscribeLoggedOn(final Call call) throws ApiException {
        final String apiKey = call.session().loggedOnKey();
        if (apiKey == null) {
            throw ApiException.unauthorized(-1002, "You are not authorized to execute this request.");
        }
        return subscribe(call.session(), authenticator.accountOf(apiKey));
    }

    private ApiMethod.Work start(final Call call) {
        return () -> {
            final String listenKey = userStreams.listenKey(call.account(), exchange.nowUs());
            return () -> Json.object().put("listenKey", listenKey);
        };
    }

    private ApiMethod.Work keepAlive(final Call call) throws ApiException {
        final String listenKey = call.parameters().text("listenKey");
        return () -> known(userStreams.keepAlive(listenKey, call.account(), exchange.nowUs()));
    }

    private ApiMethod.Work stop(final Call call) throws ApiException {
        final String listenKey = call.parameters().text("listenKey");
        return () -> known(userStreams.close(listenKey, call.account()));
    }

    private static Supplier<JsonNode> known(final boolean known) throws ApiException {
        if (!known) {
            throw ApiException.of(-1125, "This listenKey does not exist.");
        }
        return Json::object;
    }

    private ApiMethod.Work subscribe(final Call call) {
        return subscribe(call.session(), call.account());
    }

    private ApiMethod.Work subscribe(final WsApiSession session, final Account account) {
        return () -> {
            final int subscriptionId = session.takeSubscriptionId();
            if (!userStreams.subscribe(account, session, subscriptionId)) {
                throw ApiException.of(-2035, "User Data Stream subscription already active.");
            }
            return () -> Json.object().put("subscriptionId", subscriptionId);
        };
    }

    private ApiMethod.Work unsubscribe(final Call call) throws ApiException {
        final long subscriptionId = call.parameters().number("subscriptionId", -1);
        return () -> {
            final boolean active = subscriptionId < 0 ? userStreams.unsubscribe(call.session())
                    : userStreams.unsubscribe(call.session(), (int) subscriptionId);
            if (!active) {
                throw ApiException.of(-2036, "User Data Stream subscription not active.");
            }
            return Json::object;
        };
    }

    private ApiMethod.Work subscriptions(final Call call) {
        return () -> {
            final ArrayNode json = Json.array();
            userStreams.subscriptions(call.session()).forEach(id -> json.addObject().put("subscriptionId", id));
            return () -> json;
        };
    }
}
