package io.peregrine.sim.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The venue's symbols by name.
 *
 * <p><b>Threading:</b> immutable.
 */
final class Symbols {
    private final SequencedMap<String, SymbolRules> bySymbol = new LinkedHashMap<>();

    /** @param rules of all symbols, in their order */
    Symbols(final List<SymbolRules> rules) {
        rules.forEach(symbol -> bySymbol.put(symbol.symbol(), symbol));
    }

    Collection<SymbolRules> all() {
        return bySymbol.values();
    }

    /** The mandatory parameter {@code symbol}. */
    SymbolRules read(final Parameters parameters) throws ApiException {
        return find(parameters.text("symbol"));
    }

    /** One of {@code symbol} and {@code symbols}, or all symbols where neither is sent. */
    Collection<SymbolRules> readSome(final Parameters parameters) throws ApiException {
        if (parameters.has("symbol") && parameters.has("symbols")) {
            throw ApiException.of(-1128, "Combination of optional parameters invalid.");
        }
        if (parameters.has("symbol")) {
            return List.of(read(parameters));
        }
        if (!parameters.has("symbols")) {
            return all();
        }
        final List<SymbolRules> some = new ArrayList<>();
        for (final JsonNode name : array(parameters.text("symbols"))) {
            some.add(find(name.asText()));
        }
        return some;
    }

    private static JsonNode array(final String text) throws ApiException {
        try {
            final JsonNode array = Json.parse(text);
            if (array.isArray() && !array.isEmpty()) {
                return array;
            }
        } catch (final JsonProcessingException e) {
            throw ApiException.of(-1135, "JSON sent for parameter 'symbols' is not valid");
        }
        throw ApiException.invalid("symbols");
    }

    private SymbolRules find(final String symbol) throws ApiException {
        final SymbolRules rules = bySymbol.get(symbol);
        if (rules == null) {
            throw ApiException.of(-1121, "Invalid symbol.");
        }
        return rules;
    }
}
