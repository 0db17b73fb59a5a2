package io.peregrine.api.alert;

import io.peregrine.api.view.RiskEventType;
import io.peregrine.message.Severity;
import java.util.List;
import java.util.Set;

/**
 * Which events go where. An empty set stands for all.
 *
 * @param atLeast        least severity
 * @param types          kinds of event
 * @param strategies     names; an event that concerns no strategy then does not match
 * @param venues         keys, in the same way
 * @param symbols        symbols, in the same way
 * @param latencyAboveNs of latency events, only those above
 * @param channels       where to
 */
public record AlertRule(
        Severity atLeast,
        Set<RiskEventType> types,
        Set<String> strategies,
        Set<String> venues,
        Set<String> symbols,
        long latencyAboveNs,
        List<String> channels) {
    /** What a rule looks at. */
    record Subject(RiskEventType type, Severity severity, String strategy, String venue, String symbol, long latencyNs) {
    }

    boolean matches(final Subject subject) {
        return subject.severity().value() >= atLeast.value()
                && (types.isEmpty() || types.contains(subject.type()))
                && within(strategies, subject.strategy())
                && within(venues, subject.venue())
                && within(symbols, subject.symbol())
                && (subject.type() != RiskEventType.FEED_LATENCY || subject.latencyNs() >= latencyAboveNs);
    }

    private static boolean within(final Set<String> names, final String name) {
        return names.isEmpty() || name != null && names.contains(name);
    }
}
