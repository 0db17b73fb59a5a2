package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.StrategyInfo;
import io.peregrine.message.StrategyState;
import java.util.List;
import java.util.Set;

/**
 * Strategies: list, start, stop. Starting one that runs, or stopping one that is stopped, changes nothing.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class StrategyRoutes {
    private final EngineAccess engine;
    private final EngineView view;
    private final Resources resources;

    StrategyRoutes(final EngineView view, final Resources resources) {
        this.view = view;
        this.resources = resources;
        engine = view.engine();
    }

    List<Route> routes() {
        return List.of(
                Route.get(Api.BASE + "/strategies", this::list),
                Route.get(Api.BASE + "/strategies/{id}", request -> Answer.ok(resources.strategy(view.strategy(find(request))))),
                Route.post(Api.BASE + "/strategies/{id}/start", request -> change(find(request), StrategyState.RUNNING)),
                Route.post(Api.BASE + "/strategies/{id}/stop", request -> change(find(request), StrategyState.STOPPED)));
    }

    private Answer list(final ServerRequest request) {
        new Query(request, Set.of());
        final ObjectNode body = Json.object();
        body.set("strategies", Json.array(view.strategies(), resources::strategy));
        body.set("manual", resources.performance(view.manualPerformance()));
        return Answer.ok(body);
    }

    private Answer change(final int strategyId, final StrategyState wanted) throws InterruptedException {
        // One that is stopped may be waiting to be started by the engine itself, so that it must be told all the same.
        if (wanted == StrategyState.RUNNING && view.strategy(strategyId).state() == wanted) {
            return Answer.ok(resources.strategy(view.strategy(strategyId)));
        }
        Commands.accepted(wanted == StrategyState.RUNNING ? engine.startStrategy(strategyId) : engine.stopStrategy(strategyId));
        final StrategyInfo after = view.await(() -> {
            final StrategyInfo info = view.strategy(strategyId);
            return info.state() == wanted ? info : null;
        }, Commands.WAIT_MS);
        return after == null
                ? Answer.json(202, resources.strategy(view.strategy(strategyId)))
                : Answer.ok(resources.strategy(after));
    }

    private int find(final ServerRequest request) {
        final String name = request.path().pathParameters().get("id");
        final int strategyId = resources.strategyId(name);
        if (strategyId <= 0) {
            throw Problem.notFound("no strategy '" + name + "' is configured; see " + Api.BASE + "/strategies");
        }
        return strategyId;
    }
}
