package io.peregrine.sim.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.venue.SimulatedVenue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * {@code GET /sim/state} and {@code POST /sim/flow}.
 *
 * <p><b>Threading:</b> thread-safe; each request waits on its own virtual thread.
 */
public final class ControlRoutes {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SimulatedVenue venue;
    private final long seed;

    /**
     * @param venue whose truth
     * @param seed  to report
     */
    public ControlRoutes(final SimulatedVenue venue, final long seed) {
        this.venue = venue;
        this.seed = seed;
    }

    /** Adds the routes. */
    public void register(final HttpRouting.Builder routing) {
        routing.any("/sim/*", ControlRoutes::loopbackOnly).get("/sim/state", this::state).post("/sim/flow", this::flow);
    }

    private static void loopbackOnly(final ServerRequest request, final ServerResponse response) {
        if (request.remotePeer().address() instanceof InetSocketAddress address && address.getAddress().isLoopbackAddress()) {
            response.next();
        } else {
            response.status(Status.FORBIDDEN_403).send();
        }
    }

    private void state(final ServerRequest request, final ServerResponse response) {
        send(response, Status.OK_200, venue.thread().call(() -> new StateReport(venue).write(seed)).join());
    }

    private void flow(final ServerRequest request, final ServerResponse response) {
        try {
            final JsonNode rate = MAPPER.readTree(request.content().as(byte[].class)).path("rate");
            if (!rate.isNumber()) {
                throw new IllegalArgumentException("flow: expected {\"rate\":number}");
            }
            final double checked = FlowSettings.STANDARD.withRate(rate.doubleValue()).rate();
            send(response, Status.OK_200, venue.thread().call(() -> {
                venue.flow().rate(checked);
                return MAPPER.createObjectNode().put("rate", checked);
            }).join());
        } catch (final JsonProcessingException e) {
            send(response, Status.BAD_REQUEST_400, MAPPER.createObjectNode().put("error", "not JSON: " + e.getOriginalMessage()));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final IllegalArgumentException e) {
            send(response, Status.BAD_REQUEST_400, MAPPER.createObjectNode().put("error", e.getMessage()));
        }
    }

    private static void send(final ServerResponse response, final Status status, final ObjectNode json) {
        response.status(status).header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
