package io.peregrine.api.rest;

import io.helidon.http.BadRequestException;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts routes on the server: access control before them, 405 and 404 after them, problem JSON for everything that goes wrong.
 *
 * <p><b>Threading:</b> set-up.
 */
public final class RestRouting {
    private static final Logger LOG = LoggerFactory.getLogger(RestRouting.class);

    private RestRouting() {
    }

    /** The routing of these routes. */
    public static HttpRouting.Builder of(final List<Route> routes, final List<ApiKey> keys, final int requestsPerSecond) {
        final HttpRouting.Builder routing = HttpRouting.builder();
        routing.addFilter(RestRouting::closeIfAsked);
        routing.addFilter(new AccessFilter(keys, requestsPerSecond));
        final Map<String, List<String>> methods = new LinkedHashMap<>();
        for (final Route route : routes) {
            methods.computeIfAbsent(route.path(), path -> new ArrayList<>()).add(route.method());
            routing.route(Method.create(route.method()), route.path(), (request, response) -> answer(route, request, response));
        }
        methods.forEach((path, allowed) -> routing.any(path, (request, response) -> other(request, response, String.join(", ", allowed))));
        routing.any((request, response) -> {
            throw Problem.notFound("there is nothing at " + request.path().path() + "; see /openapi");
        });
        routing.error(Problem.class, (request, response, problem) -> send(response, problem.answer(request.path().rawPath())));
        routing.error(HttpException.class, (request, response, error) -> send(response, http(error).answer(request.path().rawPath())));
        routing.error(Throwable.class, (request, response, error) -> {
            LOG.error("{} {} failed", request.prologue().method().text(), request.path().rawPath(), error);
            send(response, new Problem(500, "INTERNAL_ERROR", "this request failed inside; the log says more")
                    .answer(request.path().rawPath()));
        });
        return routing;
    }

    /** What the server itself refuses, before any routing: as problem JSON too. */
    public static DirectHandlers directHandlers() {
        final DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (final DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, (request, eventType, status, headers, message) -> {
                final int number = status.code();
                final Answer answer = new Problem(number, code(number), detail(number, message)).answer(request.path());
                return DirectHandler.TransportResponse.builder()
                        .status(status)
                        .headers(headers)
                        .header(HeaderNames.CONTENT_TYPE, answer.contentType())
                        .keepAlive(false)
                        .entity(answer.body())
                        .build();
            });
        }
        return handlers.build();
    }

    /** The server itself leaves a connection open whose client said {@code Connection: close} and waits for the end. */
    private static void closeIfAsked(final FilterChain chain, final RoutingRequest request, final RoutingResponse response) {
        try {
            chain.proceed();
        } catch (final Problem refusal) {
            send(response, refusal.answer(request.path().rawPath()));
        }
        if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("the client asked for it");
        }
    }

    private static void answer(final Route route, final ServerRequest request, final ServerResponse response) {
        try {
            send(response, route.endpoint().answer(request));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "STOPPING", "the server stops");
        }
    }

    private static void other(final ServerRequest request, final ServerResponse response, final String allowed) {
        if (request.prologue().method() == Method.OPTIONS) {
            response.header(HeaderNames.ALLOW, allowed).status(Status.NO_CONTENT_204).send();
            return;
        }
        throw new Problem(405, "METHOD_NOT_ALLOWED", request.prologue().method().text() + " is not possible here; possible: " + allowed)
                .header("Allow", allowed);
    }

    private static void send(final ServerResponse response, final Answer answer) {
        answer.headers().forEach(response::header);
        response.status(answer.status()).header(HeaderNames.CONTENT_TYPE, answer.contentType()).send(answer.body());
    }

    private static Problem http(final HttpException error) {
        final int status = error instanceof BadRequestException ? 400 : error.status().code();
        return new Problem(status, code(status), detail(status, error.getMessage()));
    }

    private static String detail(final int status, final String message) {
        return status == 413 ? "the body is too large; one order is below a kilobyte" : message == null ? "no further detail" : message;
    }

    private static String code(final int status) {
        return switch (status) {
            case 400 -> "BAD_REQUEST";
            case 403 -> "FORBIDDEN";
            case 404 -> "NOT_FOUND";
            case 413 -> "TOO_LARGE";
            case 426 -> "UPGRADE_REQUIRED";
            case 503 -> "BUSY";
            default -> "HTTP_" + status;
        };
    }
}
