package io.peregrine.sim.coinbase;

import io.peregrine.sim.server.RestHandler;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every REST request: its route and the gatekeeper on the connection's thread, then the handler on the exchange thread.
 *
 * <p><b>Threading:</b> thread-safe.
 */
public final class RestServer implements RestHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(RestServer.class);

    private final Marketplace market;
    private final List<Route> routes;
    private final Gatekeeper gatekeeper;

    /**
     * @param market     whose thread serves
     * @param routes     the first that matches serves
     * @param gatekeeper decides who may ask
     */
    public RestServer(final Marketplace market, final List<Route> routes, final Gatekeeper gatekeeper) {
        this.market = market;
        this.routes = List.copyOf(routes);
        this.gatekeeper = gatekeeper;
    }

    @Override
    public void handle(final RestRequest request, final Consumer<RestReply> replyTo) {
        final List<String> segments = Route.segments(request.path());
        final Optional<Route> found = routes.stream().filter(route -> route.matches(request.method(), segments)).findFirst();
        if (found.isEmpty()) {
            replyTo.accept(gatekeeper.notFound(request));
            return;
        }
        final Route route = found.get();
        try {
            final Profile caller = gatekeeper.admit(route.access(), request, market.clockUs());
            final RestCall call = new RestCall(request, route.variables(segments), caller);
            if (!market.thread().submit(() -> replyTo.accept(gatekeeper.finish(serve(route, call), route.access(), caller, request)))) {
                replyTo.accept(gatekeeper.unavailable());
            }
        } catch (final Refusal e) {
            replyTo.accept(gatekeeper.finish(e.reply(), route.access(), null, request));
        }
    }

    private RestReply serve(final Route route, final RestCall call) {
        try {
            return route.handler().handle(call);
        } catch (final Refusal e) {
            return e.reply();
        } catch (final RuntimeException e) {
            LOGGER.error("request failed: {} {}", call.request().method(), call.request().path(), e);
            return gatekeeper.unavailable();
        }
    }
}
