package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.ViewFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All operations of the API: the one list that the server's routing, and the test of the published OpenAPI document, are made from. */
public final class Api {
    /** Where the API proper begins; health, metrics and the dashboard are outside. */
    public static final String BASE = "/api/v1/hft";

    private Api() {
    }

    /**
     * @param clients number of WebSocket clients and what they missed, for the metrics
     * @param offload status of the offload, or null where there is none
     * @param report  what is reckoned about risk
     */
    public static List<Route> routes(
            final EngineView view, final ViewFeed feed, final StreamCounts clients, final Supplier<JsonNode> offload,
            final RiskReport report) {
        final Resources resources = new Resources(view.engine());
        final List<Route> routes = new ArrayList<>();
        routes.addAll(new StatusRoutes(view, feed, offload).routes());
        routes.addAll(new StrategyRoutes(view, resources).routes());
        routes.addAll(new OrderRoutes(view, resources).routes());
        routes.addAll(new MarketRoutes(view, resources).routes());
        routes.addAll(new RiskRoutes(view, report).routes());
        routes.addAll(new LimitRoutes(view).routes());
        routes.addAll(new BreakerRoutes(view, resources).routes());
        routes.addAll(new RiskEventRoutes(view, resources).routes());
        routes.addAll(new ReconciliationRoutes(view).routes());
        routes.addAll(new MetricsRoute(view, clients, report).routes());
        routes.addAll(new StaticFiles().routes());
        return List.copyOf(routes);
    }
}
