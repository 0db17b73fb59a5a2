package io.peregrine.api.drill.recovery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one kill came to. */
final class RunResult {
    private static final int TEXTS_MAX = 20;

    /** What must not happen. */
    enum Kind { UNKNOWN_ORDERS, LOST_FILLS, DOUBLED_FILLS, DUPLICATE_ORDERS, POSITIONS, BALANCES, OPEN_ORDERS, NO_RESTART }

    final int run;
    final String fault;
    /** From the first order to the kill. */
    double loadSeconds;
    /** From the start of the process to the first order that a venue acknowledged, by the journal. */
    double restartSeconds;
    /** From the start of the process to an answer of its API. */
    double apiSeconds;
    int openAtKill;
    int venueOrders;
    int venueFills;
    private final Map<Kind, Integer> breaches = new EnumMap<>(Kind.class);
    private final List<String> texts = new ArrayList<>();

    RunResult(final int run, final String fault) {
        this.run = run;
        this.fault = fault;
        for (final Kind kind : Kind.values()) {
            breaches.put(kind, 0);
        }
    }

    void breach(final String text, final int count, final Kind kind) {
        breaches.merge(kind, count, Integer::sum);
        if (texts.size() < TEXTS_MAX) {
            texts.add(text);
        }
    }

    boolean passed() {
        return breaches.values().stream().allMatch(count -> count == 0);
    }

    int breaches(final Kind kind) {
        return breaches.get(kind);
    }

    Map<String, Object> json() {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run);
        json.put("fault", fault);
        json.put("loadSeconds", round(loadSeconds));
        json.put("openAtKill", openAtKill);
        json.put("apiSeconds", round(apiSeconds));
        json.put("restartSeconds", round(restartSeconds));
        json.put("venueOrders", venueOrders);
        json.put("venueFills", venueFills);
        breaches.forEach((kind, count) -> json.put(camel(kind), count));
        json.put("passed", passed());
        if (!texts.isEmpty()) {
            json.put("breaches", texts);
        }
        return json;
    }

    static String camel(final Kind kind) {
        final String[] words = kind.name().toLowerCase(Locale.ROOT).split("_");
        return words.length == 1 ? words[0] : words[0] + Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1);
    }

    static double round(final double seconds) {
        return Math.round(seconds * 1_000) / 1_000.0;
    }
}
