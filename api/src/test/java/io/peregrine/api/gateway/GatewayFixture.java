package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.message.ExecType;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.order.OrderCapabilities;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * A simulated venue on a port, a market of it with nobody in it but the client and a {@link Counterparty}, and a gateway connected to it.
 *
 * <p>Before each test the last trade was at 60000, 0.02 and 0.05 are offered at 60010 and 60020, and the same is bid at 59990 and 59980.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class GatewayFixture {
    private static final String FLOW = "rate=0,levels=0";

    private final VenueUnderTest venue;

    private Simulator simulator;
    private JsonNode login;
    private Counterparty counterparty;
    private GatewayRig rig;
    private int fillsBefore;

    GatewayFixture(final VenueUnderTest venue) {
        this.venue = venue;
    }

    final VenueProvider provider() {
        return venue.provider().get();
    }

    /** How to reach the venue. */
    final VenueSettings settings() {
        return venue.settings().apply(login);
    }

    /** What the venue's order entry does by itself. */
    protected OrderCapabilities capabilities() {
        return provider().orderCapabilities(settings().venue());
    }

    /** The gateway and the engine's state machine. */
    final GatewayRig rig() {
        return rig;
    }

    /** The rest of the market, and the venue's truth. */
    final Counterparty counterparty() {
        return counterparty;
    }

    /** Address of the venue's REST API and of the simulator's own. */
    final String address() {
        return login.path("rest").asText();
    }

    @BeforeAll
    final void startVenue() throws Exception {
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of(venue.name(), 0)).withFlow(FlowSettings.parse(FLOW))
                .withLimits(venue.name() + ':' + venue.limits()));
        login = new ObjectMapper().readTree(simulator.firstLine()).path("venues").path(venue.name());
        counterparty = new Counterparty(simulator.venue(venue.name()), settings().symbols().getFirst());
    }

    @AfterAll
    final void stopVenue() {
        simulator.close();
    }

    @BeforeEach
    final void connect() throws IOException {
        counterparty.clear("60000");
        counterparty.quote(Side.SELL, "60010", "0.02");
        counterparty.quote(Side.SELL, "60020", "0.05");
        counterparty.quote(Side.BUY, "59990", "0.02");
        counterparty.quote(Side.BUY, "59980", "0.05");
        fillsBefore = counterparty.clientFills().size();
        rig = new GatewayRig(provider(), settings());
    }

    @AfterEach
    final void disconnect() throws Exception {
        rig.close();
        endFaults();
    }

    /** Another gateway in place of the one before, as after a restart of the engine. */
    final void reconnect(final VenueSettings settings) throws IOException {
        rig.close();
        rig = new GatewayRig(provider(), settings);
    }

    /** Starts a script of faults at the venue, now; see docs/simulator.md. */
    final void startFaults(final String script) throws Exception {
        http(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(script)));
    }

    /** Ends all faults. */
    final void endFaults() throws Exception {
        http(HttpRequest.newBuilder().DELETE());
    }

    private void http(final HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            final HttpResponse<String> response = client.send(
                    request.uri(URI.create(address() + "/sim/faults")).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, response.statusCode(), response::body);
        }
    }

    /** Only where the venue takes this kind by itself. */
    final void assumeTaken(final OrderKind kind) {
        assumeTrue(capabilities().takes(kind.type()), "held in the engine");
    }

    /** Sends a buy that waits: in the book at 59995, or for a trade at 60030 to buy at up to 60040. */
    final long rest(final OrderKind kind) {
        return rig.send(kind, Side.BUY, "0.01", kind.conditional() ? "60040" : "59995", "60030");
    }

    /** Waits for the venue's word that it has the order; returns the order. */
    final long acknowledged(final long order) {
        awaitReport(order, ExecType.NEW);
        return order;
    }

    final void awaitReport(final long order, final ExecType type) {
        rig.await(type + " of " + order, () -> rig.reports(order).stream().anyMatch(report -> report.execType() == type));
    }

    final void awaitStatus(final long order, final OrderStatus status) {
        rig.await(status + " of " + order, () -> rig.order(order).status() == status);
    }

    final Report last(final long order, final ExecType type) {
        return rig.reports(order).stream().filter(report -> report.execType() == type).toList().getLast();
    }

    final Set<RejectReason> reasons(final long order) {
        final Set<RejectReason> reasons = new HashSet<>();
        rig.reports(order).stream().map(Report::reason).filter(reason -> reason != RejectReason.NONE).forEach(reasons::add);
        return reasons;
    }

    /** The order ends by the venue's will with these fills and no other. */
    final void endsWithFills(final long order, final String cumQuantity, final String... fills) {
        awaitStatus(order, OrderStatus.EXPIRED);
        assertFills(order, LiquiditySide.TAKER, fills);
        assertState(order, OrderStatus.EXPIRED, cumQuantity);
    }

    final void assertState(final long order, final OrderStatus status, final String cumQuantity) {
        assertEquals(status, rig.order(order).status());
        assertEquals(rig.quantity(cumQuantity), rig.order(order).cumQuantity());
    }

    /** The order's fills are these, each told once and whole, and the venue knows of no other since the test began. */
    final void assertFills(final long order, final LiquiditySide liquiditySide, final String... fills) {
        final List<Report> told = rig.reports(order).stream().filter(Report::fill).toList();
        assertEquals(List.of(fills), told.stream()
                .map(fill -> rig.quantityText(fill.lastQuantity()) + " at " + rig.priceText(fill.lastPrice())).toList());
        assertEquals(List.of(fills), counterparty.clientFills().stream().skip(fillsBefore).toList());
        for (final Report fill : told) {
            assertEquals(liquiditySide, fill.liquiditySide());
            assertTrue(fill.executionId().known() && fill.venueOrderId().known(), fill::toString);
            assertTrue(fill.feeE8() >= 0, fill::toString);
        }
        assertEquals(told.size(), told.stream().map(Report::executionId).distinct().count());
    }

    /** One of two orders of this engine that met was ended by the venue for it, and nothing was traded. */
    final void assertPrevented(final long one, final long other) {
        rig.await("prevented", () -> rig.order(one).status() == OrderStatus.EXPIRED
                || rig.order(other).status() == OrderStatus.EXPIRED);
        final Set<RejectReason> reasons = reasons(one);
        reasons.addAll(reasons(other));
        assertEquals(Set.of(RejectReason.SELF_TRADE), reasons);
        assertEquals(List.of(), counterparty.clientFills().stream().skip(fillsBefore).toList());
    }
}
