package io.peregrine.api.config;

import io.peregrine.instrument.Venue;
import io.peregrine.message.RiskScope;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.venue.VenueSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the {@code strategies} list. A strategy trades symbols of one venue ({@code venue} and {@code symbols}), or instruments of any
 * ({@code instruments: ["kraken:BTC/USD", …]}).
 *
 * <p><b>Threading:</b> confined. <b>Errors:</b> {@link ConfigException}.
 */
final class StrategyReader {
    private static final String EXAMPLE = Venue.values()[0].key() + ":BTC/USDT";

    private final List<VenueSettings> venues;
    private final int strategiesMax;
    private final LimitReader limits;

    StrategyReader(final List<VenueSettings> venues, final int strategiesMax, final LimitReader limits) {
        this.venues = venues;
        this.strategiesMax = strategiesMax;
        this.limits = limits;
    }

    List<StrategySettings> read(final Section root) {
        final List<StrategySettings> strategies = new ArrayList<>();
        for (final Section entry : root.sections("strategies")) {
            try (entry; Section parameters = entry.section("parameters")) {
                final String name = entry.required("id");
                if (!name.matches("[a-z0-9][a-z0-9_-]{0,31}") || strategies.stream().anyMatch(s -> s.name().equals(name))) {
                    throw entry.wrong("id", name, "a name of its own, of at most 32 of a-z, 0-9, - and _");
                }
                strategies.add(new StrategySettings(strategies.size() + 1, name, entry.required("type"), instrumentIds(entry),
                        parameters.texts(), entry.flag("auto_start", false)));
                limits.block(entry, RiskScope.STRATEGY, strategies.size());
                if (strategies.size() > strategiesMax) {
                    throw entry.wrong("id", name, "allowed: hft.strategy_engine.max_strategies is " + strategiesMax);
                }
            }
        }
        return strategies;
    }

    private int[] instrumentIds(final Section entry) {
        if (!entry.has("instruments")) {
            final String venue = entry.required("venue");
            return entry.texts("symbols", List.of()).stream().mapToInt(symbol -> instrumentId(entry, "venue", venue, "symbols", symbol))
                    .toArray();
        }
        for (final String other : List.of("venue", "symbols")) {
            if (entry.has(other)) {
                throw entry.wrong(other, String.join(", ", entry.isList(other) ? entry.texts(other, List.of())
                        : List.of(entry.text(other, ""))), "allowed beside instruments: give instruments, or venue and symbols");
            }
        }
        final List<String> names = entry.texts("instruments", List.of());
        if (names.isEmpty()) {
            throw entry.wrong("instruments", "[]", "a list of at least one, for example [\"" + EXAMPLE + "\"]");
        }
        return names.stream().mapToInt(name -> {
            final int colon = name.indexOf(':');
            if (colon < 0 || names.indexOf(name) != names.lastIndexOf(name)) {
                throw entry.wrong("instruments", name, "a venue and a symbol of its own such as " + EXAMPLE + ", given once");
            }
            return instrumentId(entry, "instruments", name.substring(0, colon), "instruments", name.substring(colon + 1));
        }).toArray();
    }

    /** Ids are dense, in the order of the venues and of their symbols. */
    private int instrumentId(
            final Section entry, final String venueName, final String venueKey, final String symbolName, final String symbol) {
        int first = 0;
        for (final VenueSettings venue : venues) {
            if (venue.venue().key().equals(venueKey)) {
                final int index = venue.symbols().indexOf(symbol);
                if (index < 0) {
                    throw entry.wrong(symbolName, symbol, "among the symbols of venue " + venueKey + ": " + venue.symbols());
                }
                return first + index;
            }
            first += venue.symbols().size();
        }
        throw entry.wrong(venueName, venueKey, "one of the connected venues " + venues.stream().map(v -> v.venue().key()).toList());
    }
}
