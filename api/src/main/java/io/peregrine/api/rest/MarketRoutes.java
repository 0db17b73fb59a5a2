package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import io.peregrine.api.view.BookDepth;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.Fill;
import io.peregrine.api.view.PositionState;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is held, traded and refused, and the market: positions, fills, books, instruments.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class MarketRoutes {
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1000;
    private static final int DEPTH_DEFAULT = 10;
    private static final int DEPTH_MAX = 1000;

    private final EngineAccess engine;
    private final EngineView view;
    private final Resources resources;
    private final Symbols symbols;

    MarketRoutes(final EngineView view, final Resources resources) {
        this.view = view;
        this.resources = resources;
        engine = view.engine();
        symbols = new Symbols(engine.instruments());
    }

    List<Route> routes() {
        return List.of(
                Route.get(Api.BASE + "/positions", this::positions),
                Route.get(Api.BASE + "/fills", this::fills),
                Route.get(Api.BASE + "/instruments", this::instruments),
                Route.get(Api.BASE + "/books/{venue}/{+symbol}", this::book));
    }

    private Answer positions(final ServerRequest request) {
        final int strategyId = strategyId(new Query(request, Set.of("strategy_id")));
        final List<PositionState> positions = view.positions().stream()
                .filter(position -> strategyId < 0 || position.strategyId() == strategyId)
                .toList();
        final ObjectNode body = Json.object();
        body.set("positions", Json.array(positions, resources::position));
        final ObjectNode totals = body.putObject("totals");
        totals.set("all", resources.total(view.total(positions)));
        putTotals(totals.putObject("strategies"), positions, position -> resources.strategyName(position.strategyId()));
        putTotals(totals.putObject("venues"), positions, position -> position.instrument().venue().key());
        putTotals(totals.putObject("symbols"), positions, position -> position.instrument().symbol());
        return Answer.ok(body);
    }

    /** One total for each value that the positions have. */
    private void putTotals(final ObjectNode node, final List<PositionState> positions, final Function<PositionState, String> keyOf) {
        positions.stream().map(keyOf).distinct().forEach(key -> node.set(key, resources.total(view.total(
                positions.stream().filter(position -> keyOf.apply(position).equals(key)).toList()))));
    }

    private Answer fills(final ServerRequest request) {
        final Query query = new Query(request, Set.of("strategy_id", "order_id", "limit"));
        final int strategyId = strategyId(query);
        final long orderId = query.number("order_id", -1, 0, Long.MAX_VALUE);
        final Predicate<Fill> accepts = fill ->
                (strategyId < 0 || fill.strategyId() == strategyId) && (orderId < 0 || fill.orderId() == orderId);
        final ObjectNode body = Json.object();
        body.set("fills", Json.array(view.fills(accepts, (int) query.number("limit", LIMIT_DEFAULT, 1, LIMIT_MAX)), resources::fill));
        return Answer.ok(body);
    }

    private Answer instruments(final ServerRequest request) {
        new Query(request, Set.of());
        final ObjectNode body = Json.object();
        body.set("instruments", Json.array(engine.instruments().all(),
                instrument -> resources.instrument(instrument, engine.terms(instrument.instrumentId()))));
        return Answer.ok(body);
    }

    private Answer book(final ServerRequest request) {
        final int depth = (int) new Query(request, Set.of("depth")).number("depth", DEPTH_DEFAULT, 1, DEPTH_MAX);
        final String venueKey = request.path().pathParameters().get("venue");
        final String symbol = request.path().pathParameters().get("symbol");
        final Venue venue = Venue.byKey(venueKey);
        final Instrument instrument = venue == null ? null : symbols.findOrNull(venue, symbol);
        if (instrument == null) {
            throw Problem.notFound("no book of '" + symbol + "' on '" + venueKey + "'; see " + Api.BASE + "/instruments");
        }
        final BookDepth book = engine.book(instrument.instrumentId(), depth);
        if (book == null) {
            throw new Problem(503, "BOOK_UNREADABLE", "the book of '" + symbol + "' on '" + venueKey
                    + "' can not be read now: it is being written, or the engine stops; try again");
        }
        return Answer.ok(resources.book(book));
    }

    /** The strategy of the parameter, or -1 for all. */
    private int strategyId(final Query query) {
        final String name = query.text("strategy_id");
        if (name == null) {
            return -1;
        }
        final int strategyId = resources.strategyId(name);
        if (strategyId < 0) {
            throw Query.bad("strategy_id", name, "no such strategy; see " + Api.BASE + "/strategies");
        }
        return strategyId;
    }
}
