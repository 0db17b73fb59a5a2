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
import io.peregrine.sim.fault.FaultReport;
import io.peregrine.sim.fault.FaultScript;
import io.peregrine.sim.fault.FaultScriptReader;
import io.peregrine.sim.fault.FaultScripts;
import io.peregrine.sim.fault.FaultedVenue;
import io.peregrine.sim.flow.FlowSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * {@code GET /sim/state}, {@code POST /sim/flow}, and {@code GET}, {@code POST} and {@code DELETE /sim/faults}.
 *
 * <p><b>Threading:</b> thread-safe; each request waits on its own virtual thread.
 */
public final class ControlRoutes {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final FaultedVenue venue;
    private final long seed;

    /**
     * @param venue whose truth
     * @param seed  to report
     */
    public ControlRoutes(final FaultedVenue venue, final long seed) {
        this.venue = venue;
        this.seed = seed;
    }

    /** Adds the routes. */
    public void register(final HttpRouting.Builder routing) {
        routing.any("/sim/*", ControlRoutes::loopbackOnly).get("/sim/state", this::state).post("/sim/flow", this::flow)
                .get("/sim/faults", this::faults).post("/sim/faults", this::startFaults).delete("/sim/faults", this::endFaults);
    }

    private static void loopbackOnly(final ServerRequest request, final ServerResponse response) {
        if (request.remotePeer().address() instanceof InetSocketAddress address && address.getAddress().isLoopbackAddress()) {
            response.next();
        } else {
            response.status(Status.FORBIDDEN_403).send();
        }
    }

    private void state(final ServerRequest request, final ServerResponse response) {
        final boolean history = request.query().contains("history");
        send(response, Status.OK_200, venue.thread().call(() -> new StateReport(venue, history).write(seed)).join());
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

    private void faults(final ServerRequest request, final ServerResponse response) {
        send(response, Status.OK_200, FaultReport.of(venue.faults()));
    }

    /** Starts the script in the body, or where that is {@code {"script":"gap"}} the one of this name. */
    private void startFaults(final ServerRequest request, final ServerResponse response) {
        try {
            final String text = request.content().hasEntity()
                    ? new String(request.content().as(byte[].class), StandardCharsets.UTF_8) : "";
            final String name = named(text);
            final FaultScript script = name == null ? FaultScriptReader.read(text) : FaultScripts.named(name);
            venue.faults().load(script);
            venue.thread().call(() -> script).join();
            send(response, Status.OK_200, FaultReport.of(venue.faults()));
        } catch (final IllegalArgumentException e) {
            send(response, Status.BAD_REQUEST_400, MAPPER.createObjectNode().put("error", e.getMessage()));
        }
    }

    private static String named(final String text) {
        try {
            return MAPPER.readTree(text).path("script").textValue();
        } catch (final JsonProcessingException e) {
            return null;
        }
    }

    private void endFaults(final ServerRequest request, final ServerResponse response) {
        venue.faults().clear();
        venue.thread().call(() -> venue).join();
        send(response, Status.OK_200, FaultReport.of(venue.faults()));
    }

    private static void send(final ServerResponse response, final Status status, final ObjectNode json) {
        response.status(status).header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
