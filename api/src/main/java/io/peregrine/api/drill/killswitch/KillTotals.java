package io.peregrine.api.drill.killswitch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** All runs together: sums, and distributions in milliseconds. */
final class KillTotals {
    private KillTotals() {
    }

    static Map<String, Object> of(final List<KillRun> runs, final int wanted) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", runs.size());
        json.put("passed", runs.size() == wanted && runs.stream().allMatch(KillRun::passed));
        json.put("failed", wanted - runs.stream().filter(KillRun::passed).count());
        json.put("openBefore", runs.stream().flatMap(run -> run.venues.stream()).mapToInt(KillRun.AtVenue::openBefore).sum());
        json.put("openLeft", runs.stream().mapToInt(run -> run.openLeft).sum());
        json.put("openLater", runs.stream().mapToInt(run -> run.openLater).sum());
        json.put("ordersLater", runs.stream().mapToInt(run -> run.ordersLater).sum());
        positions(runs, json);
        json.put("lastSendMs", distribution(runs.stream().map(run -> run.lastSendMs).toList()));
        json.put("lastSendAbove1Ms", runs.stream().filter(run -> run.lastSendMs != null && run.lastSendMs > 1).count());
        json.put("detectFreezeMs", distribution(detections(runs, Blow.FREEZE)));
        json.put("detectKillMs", distribution(detections(runs, Blow.KILL)));
        final Map<String, Object> venues = new TreeMap<>();
        runs.stream().flatMap(run -> run.venues.stream()).map(KillRun.AtVenue::venue).distinct()
                .forEach(venue -> venues.put(venue, venue(runs, venue)));
        json.put("venues", venues);
        return json;
    }

    /** How many were to be closed, by what became of them. */
    private static void positions(final List<KillRun> runs, final Map<String, Object> json) {
        final Map<String, Integer> states = new TreeMap<>();
        runs.stream().filter(run -> run.positions != null).flatMap(run -> run.positions.stream())
                .forEach(position -> states.merge(String.valueOf(position.get("state")), 1, Integer::sum));
        if (runs.stream().anyMatch(run -> run.positions != null)) {
            json.put("positions", states);
        }
    }

    private static Map<String, Object> venue(final List<KillRun> runs, final String key) {
        final List<KillRun.AtVenue> all =
                runs.stream().flatMap(run -> run.venues.stream()).filter(venue -> venue.venue().equals(key)).toList();
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("openBefore", all.stream().mapToInt(KillRun.AtVenue::openBefore).sum());
        json.put("cancelled", all.stream().mapToInt(KillRun.AtVenue::cancelled).sum());
        json.put("lastCancelMs", distribution(column(all, KillRun.AtVenue::lastCancelMs)));
        json.put("noneOpenMs", distribution(column(all, KillRun.AtVenue::noneOpenMs)));
        json.put("failures", all.stream().mapToInt(KillRun.AtVenue::failures).sum());
        return json;
    }

    private static List<Double> detections(final List<KillRun> runs, final Blow blow) {
        return runs.stream().filter(run -> run.blow == blow).map(run -> run.detectMs).toList();
    }

    private static List<Double> column(final List<KillRun.AtVenue> all, final Function<KillRun.AtVenue, Double> field) {
        return all.stream().map(field).toList();
    }

    /** By nearest rank; null where there is nothing. */
    private static Map<String, Object> distribution(final List<Double> values) {
        final double[] sorted = values.stream().filter(Objects::nonNull).mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return null;
        }
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", sorted.length);
        json.put("p50", KillRun.rounded(rank(sorted, 0.5)));
        json.put("p90", KillRun.rounded(rank(sorted, 0.9)));
        json.put("p99", KillRun.rounded(rank(sorted, 0.99)));
        json.put("max", KillRun.rounded(sorted[sorted.length - 1]));
        return json;
    }

    private static double rank(final double[] sorted, final double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
