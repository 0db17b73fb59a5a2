package io.peregrine.api.drill.recovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All runs together. */
final class RunTotals {
    private RunTotals() {
    }

    static Map<String, Object> of(final List<RunResult> results, final int wanted) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", results.size());
        json.put("passed", results.size() == wanted && results.stream().allMatch(RunResult::passed));
        json.put("failed", wanted - results.stream().filter(RunResult::passed).count());
        final RunResult last = results.getLast();
        json.put("venueOrders", last.venueOrders);
        json.put("venueFills", last.venueFills);
        json.put("openAtKill", results.stream().mapToInt(result -> result.openAtKill).sum());
        for (final RunResult.Kind kind : RunResult.Kind.values()) {
            json.put(RunResult.camel(kind), results.stream().mapToInt(result -> result.breaches(kind)).sum());
        }
        final double[] seconds = results.stream().mapToDouble(result -> result.restartSeconds).sorted().toArray();
        json.put("restartSecondsMedian", RunResult.round(seconds[seconds.length / 2]));
        json.put("restartSecondsMax", RunResult.round(seconds[seconds.length - 1]));
        return json;
    }
}
