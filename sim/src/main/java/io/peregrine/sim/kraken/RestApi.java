package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.server.RestHandler;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The REST API. Errors come with status 200 in the list {@code error} (section 10).
 *
 * <p><b>Threading:</b> thread-safe; requests are read on the calling thread and served on the exchange thread.
 */
final class RestApi implements RestHandler {
    private static final String PUBLIC = "/0/public/";
    private static final String PRIVATE = "/0/private/";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final KrakenContext context;
    private final Authenticator authenticator;
    private final Map<String, PublicApi.Method> publicMethods;
    private final Map<String, PrivateApi.Method> privateMethods;

    RestApi(final KrakenContext context, final Authenticator authenticator) {
        this.context = context;
        this.authenticator = authenticator;
        this.publicMethods = new PublicApi(context).methods();
        this.privateMethods = new PrivateApi(context).methods();
    }

    @Override
    public void handle(final RestRequest request, final Consumer<RestReply> replyTo) {
        try {
            if (request.path().startsWith(PUBLIC)) {
                onExchange(publicWork(request), replyTo);
            } else if (request.path().startsWith(PRIVATE)) {
                onExchange(privateWork(request), replyTo);
            } else {
                replyTo.accept(new RestReply(NOT_FOUND, Map.of("Content-Type", "text/plain"), "Not Found"));
            }
        } catch (final RequestException e) {
            replyTo.accept(refused(e));
        }
    }

    private Work publicWork(final RestRequest request) throws RequestException {
        final PublicApi.Method method = publicMethods.get(request.path().substring(PUBLIC.length()));
        if (method == null) {
            throw new RequestException("EGeneral:Unknown method");
        }
        final Fields fields = request.body().isEmpty() ? Authenticator.form(request.query()) : Authenticator.body(request);
        return () -> method.serve(fields);
    }

    private Work privateWork(final RestRequest request) throws RequestException {
        final PrivateApi.Method method = privateMethods.get(request.path().substring(PRIVATE.length()));
        if (method == null || !request.method().equals("POST")) {
            throw new RequestException("EGeneral:Unknown method");
        }
        final Fields fields = Authenticator.body(request);
        final Authenticator.Client client = authenticator.client(request, fields);
        client.count(PrivateApi.cost(request.path().substring(PRIVATE.length())), context.nowUs());
        return () -> method.serve(client.account(), fields);
    }

    private void onExchange(final Work work, final Consumer<RestReply> replyTo) throws RequestException {
        final boolean queued = context.thread().submit(() -> {
            RestReply reply;
            try {
                final ObjectNode json = Json.object();
                json.putArray("error");
                json.set("result", work.run());
                reply = RestReply.json(OK, Json.text(json));
            } catch (final RequestException e) {
                reply = refused(e);
            } catch (final RuntimeException e) {
                replyTo.accept(refused(new RequestException("EGeneral:Internal error")));
                throw e;
            }
            replyTo.accept(reply);
        });
        if (!queued) {
            throw new RequestException("EService:Busy");
        }
    }

    private static RestReply refused(final RequestException error) {
        final ObjectNode json = Json.object();
        json.putArray("error").add(error.getMessage());
        return RestReply.json(OK, Json.text(json));
    }

    @FunctionalInterface
    private interface Work {
        JsonNode run() throws RequestException;
    }
}
