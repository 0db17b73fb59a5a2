package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.api.view.BreakerInfo;
import io.peregrine.api.view.EngineView;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BreakerState;
import io.peregrine.message.BreakerStatusDecoder;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * Circuit breakers as JSON.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class BreakerReport {
    private static final int E8_DECIMALS = 8;

    private final EngineView view;
    private final Instruments instruments;
    private final Resources resources;

    BreakerReport(final EngineView view, final Resources resources) {
        this.view = view;
        this.resources = resources;
        instruments = view.engine().instruments();
    }

    /** Those that are not NORMAL. */
    ArrayNode tripped() {
        return Json.array(view.breakers(), this::describe);
    }

    /** One of them. */
    ObjectNode describe(final BreakerInfo breaker) {
        final boolean cools = breaker.untilNs() != BreakerStatusDecoder.untilNsNullValue();
        final ObjectNode node = Json.object()
                .put("scope", breaker.scope().name().toLowerCase(Locale.ROOT))
                .put("id", name(breaker))
                .put("state", breaker.state().name())
                .put("cause", breaker.state() == BreakerState.NORMAL ? null : breaker.cause().name())
                .put("since_ns", breaker.sinceNs() == 0 ? null : breaker.sinceNs())
                .put("until_ns", cools ? breaker.untilNs() : null)
                .put("latched", breaker.state() != BreakerState.NORMAL && !cools);
        return node.put("limit", e8(breaker.limitE8())).put("value", e8(breaker.valueE8()));
    }

    private String name(final BreakerInfo breaker) {
        return switch (breaker.scope()) {
            case VENUE -> Venue.values()[breaker.scopeId()].key();
            case STRATEGY -> resources.strategyName(breaker.scopeId());
            case INSTRUMENT -> {
                final Instrument instrument = instruments.get(breaker.scopeId());
                yield instrument.venue().key() + ':' + instrument.symbol().replace('/', '-');
            }
            default -> "all";
        };
    }

    private static String e8(final long mantissa) {
        return Json.decimal(BigDecimal.valueOf(mantissa, E8_DECIMALS));
    }
}
